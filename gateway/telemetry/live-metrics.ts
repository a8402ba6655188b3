import type { Registry } from 'prom-client';
import { showFigures } from '../../kernel/telemetry/metrics';
import type { SchoolgraphGateway } from '../gateway';
import {
  STREAM_TRANSPORTS,
  type DeliveryStatistics,
  type StreamTransport,
} from '../subscriptions/delivery/delivery-statistics';
import { END_REASONS } from '../subscriptions/end-reason';

/** Where the figures of subscriptions are. */
export interface LiveFigures {
  gateway: Pick<SchoolgraphGateway, 'live'>;
  deliveries: Readonly<DeliveryStatistics>;
  /** How many sockets of clients are open. */
  sockets: () => number;
}

/** Shows how much is followed, what was delivered, and why subscriptions ended. */
export function showLiveMetrics(metrics: Registry, { gateway, deliveries, sockets }: LiveFigures): void {
  const one = (name: string, kind: 'counter' | 'gauge', value: () => number, help: string) =>
    showFigures(metrics, { kind, name, help, read: () => [[{}, value()]] });

  one('live_sockets', 'gauge', sockets, 'Sockets of clients that are open.');
  one(
    'live_share_groups',
    'gauge',
    () => gateway.live.statistics.streams,
    'Streams, each for all who share it.',
  );
  one(
    'live_deliveries_total',
    'counter',
    () => deliveries.delivered,
    'Events that were written to subscribers.',
  );
  one(
    'live_events_dropped_total',
    'counter',
    () => deliveries.missed,
    'Events that were left out because a subscriber did not read.',
  );
  showFigures<'transport'>(metrics, {
    kind: 'gauge',
    name: 'live_subscriptions',
    help: 'Subscriptions that are open.',
    labels: ['transport'],
    read: () => STREAM_TRANSPORTS.map((transport) => [{ transport }, openOver(deliveries, transport)]),
  });
  showFigures<'transport'>(metrics, {
    kind: 'counter',
    name: 'live_subscriptions_started_total',
    help: 'Subscriptions that were asked for.',
    labels: ['transport'],
    read: () => STREAM_TRANSPORTS.map((transport) => [{ transport }, deliveries.started[transport]]),
  });
  showFigures<'transport' | 'reason'>(metrics, {
    kind: 'counter',
    name: 'live_subscriptions_ended_total',
    help: 'Subscriptions that are over, each for one reason.',
    labels: ['transport', 'reason'],
    read: () =>
      STREAM_TRANSPORTS.flatMap((transport) =>
        END_REASONS.map((reason) => [{ transport, reason }, deliveries.ended[transport][reason]] as const),
      ),
  });
}

function openOver({ started, ended }: DeliveryStatistics, transport: StreamTransport): number {
  return started[transport] - Object.values(ended[transport]).reduce((sum, count) => sum + count, 0);
}
