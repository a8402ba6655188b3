import { Registry } from 'prom-client';

import type { Routes } from '../http/http-server';

/** Where Prometheus asks, on a service's own port, which only operators and the gateway reach. */
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
