import type { Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * A histogram without labels of how long something takes. To count is to add to two numbers: prom-client's own looks up
 * labels each time. What is shown is put together when somebody asks.
 * @returns what counts one that took so many seconds
 */
export function countDurations(
  metrics: Registry,
  { name, help }: { name: string; help: string },
): (seconds: number) => void {
  /** By the places of the bounds; the last is of what took longer. */
  const counts = [...BOUNDS, Infinity].map(() => 0);
  let total = 0;

  const values = () => {
    let below = 0;
    const buckets = counts.map((count, place) => {
      below += count;
      return { metricName: `${name}_bucket`, labels: { le: BOUNDS[place] ?? '+Inf' }, value: below };
    });
    const sum = { metricName: `${name}_sum`, labels: {}, value: total };
    return [...buckets, sum, { metricName: `${name}_count`, labels: {}, value: below }];
  };
  const shown = { name, help, type: 'histogram', aggregator: 'sum' };
  // A registry asks of a metric no more than its name and what it shows.
  const metric = { name, get: () => Promise.resolve({ ...shown, values: values() }) };
  metrics.registerMetric(metric as unknown as Histogram);

  return (seconds) => {
    let place = 0;
    while (place < BOUNDS.length && seconds > BOUNDS[place]!) place += 1;
    counts[place]! += 1;
    total += seconds;
  };
}
