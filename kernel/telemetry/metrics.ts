import { Counter, Gauge, Registry } from 'prom-client';

import type { Routes } from '../http/http-server';

/** Where Prometheus asks, on a port that only operators and the gateway reach. */
export const METRICS_PATH = '/metrics';

/** The figures of one running service. Several services in one process have one each. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** Shows the figures as they are when somebody asks. */
export function metricsRoute(metrics: Registry): Routes {
  return {
    [METRICS_PATH]: async () => ({
      status: 200,
      headers: [['content-type', metrics.contentType]],
      body: await metrics.metrics(),
    }),
  };
}

/** One value with what tells it from the others of its metric. */
export type Reading<Label extends string> = readonly [labels: Record<Label, string>, value: number];

interface Read<Label extends string> {
  /** Counters only grow; a program that counts anew begins at 0, which Prometheus understands. */
  kind: 'counter' | 'gauge';
  name: string;
  help: string;
  labels?: readonly Label[];
  /** All values there are now: one that is not there any more is not shown. */
  read: () => readonly Reading<Label>[];
}

/** Shows figures that are kept elsewhere, and are read when somebody asks. */
export function showFigures<Label extends string = never>(
  metrics: Registry,
  { kind, name, help, labels = [], read }: Read<Label>,
): void {
  const options = { name, help, labelNames: labels, registers: [metrics] };
  if (kind === 'gauge') {
    const gauge: Gauge<Label> = new Gauge({
      ...options,
      collect: () => {
        gauge.reset();
        for (const [given, value] of read()) gauge.set(given, value);
      },
    });
    return;
  }
  const counter: Counter<Label> = new Counter({
    ...options,
    collect: () => {
      counter.reset();
      for (const [given, value] of read()) counter.inc(given, value);
    },
  });
}
