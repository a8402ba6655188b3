import type { Registry } from 'prom-client';
import { createMetrics, showFigures } from '../../kernel/telemetry/metrics';
import type { SchoolgraphGateway } from '../gateway';
import type { SubgraphHealth } from '../subgraph/subgraph-client';
import { showLiveMetrics, type LiveFigures } from './live-metrics';

/** Where a gateway's figures are. */
export interface GatewayFigures extends LiveFigures {
  gateway: SchoolgraphGateway;
}

/**
 * The figures of a gateway. All of them are counted anyway, and read when somebody asks. Series are bounded: labels are
 * names of subgraphs, of transports and of the few reasons there are.
 */
export function createGatewayMetrics(figures: GatewayFigures): Registry {
  const metrics = createMetrics('gateway');
  const { gateway } = figures;
  showLiveMetrics(metrics, figures);
  showSubgraphMetrics(metrics, () => (gateway.isReady ? gateway.subgraphHealth : []));
  showFigures<'result'>(metrics, {
    kind: 'counter',
    name: 'cache_requests_total',
    help: 'Answers of subgraphs that were asked of the cache, by what it had.',
    labels: ['result'],
    read: () => {
      const { cacheStatistics: cache } = gateway;
      if (!cache) return [];
      const { hits, stale, misses, bypasses, unreadable } = cache;
      return readings('result', { hit: hits, stale, miss: misses, bypass: bypasses, unreadable });
    },
  });
  showFigures<'result'>(metrics, {
    kind: 'counter',
    name: 'plan_requests_total',
    help: 'Operations, by whether their plan was at hand; counted anew with each supergraph.',
    labels: ['result'],
    read: () => {
      if (!gateway.isReady) return [];
      const { hits, misses } = gateway.planStatistics;
      return readings('result', { hit: hits, miss: misses });
    },
  });
  return metrics;
}

const OF_SUBGRAPHS: readonly [
  name: string,
  kind: 'counter' | 'gauge',
  value: (health: SubgraphHealth) => number,
  help: string,
][] = [
  ['subgraph_calls_total', 'counter', ({ calls }) => calls, 'Calls over HTTP.'],
  ['subgraph_retries_total', 'counter', ({ retries }) => retries, 'Second attempts of calls.'],
  [
    'subgraph_shared_calls_total',
    'counter',
    ({ shared }) => shared,
    'Calls that took the answer of an identical one.',
  ],
  [
    'subgraph_circuit_open',
    'gauge',
    ({ circuit }) => Number(circuit === 'open'),
    'Whether the subgraph is not asked at the moment because it fails.',
  ],
  ['live_upstream_sockets', 'gauge', ({ sockets }) => sockets, 'Sockets that are open at subgraphs.'],
  [
    'live_upstream_subscriptions',
    'gauge',
    ({ subscriptions }) => subscriptions,
    'Subscriptions that are followed at subgraphs.',
  ],
];

function showSubgraphMetrics(metrics: Registry, health: () => readonly SubgraphHealth[]): void {
  for (const [name, kind, value, help] of OF_SUBGRAPHS) {
    showFigures<'subgraph'>(metrics, {
      kind,
      name,
      help,
      labels: ['subgraph'],
      read: () => health().map((each) => [{ subgraph: each.name }, value(each)]),
    });
  }
}

function readings<Label extends string>(label: Label, values: Record<string, number>) {
  return Object.entries(values).map(
    ([name, value]) => [{ [label]: name } as Record<Label, string>, value] as const,
  );
}
