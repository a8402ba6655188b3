import type { Registry } from 'prom-client';
import { countDurations } from '../../kernel/telemetry/count-durations';
import { showFigures } from '../../kernel/telemetry/metrics';

/** Counts requests over HTTP as they are answered. */
export type CountRequest = (status: number, seconds: number) => void;

/** Shows how many requests were answered with which status, and how long they took. */
export function countRequests(metrics: Registry): CountRequest {
  const byStatus = new Map<number, number>();
  const countDuration = countDurations(metrics, {
    name: 'http_request_duration_seconds',
    help: 'How long requests for operations took until their answer, or their stream, began.',
  });
  showFigures<'status'>(metrics, {
    kind: 'counter',
    name: 'http_requests_total',
    help: 'Requests for operations over HTTP, by the status of their answer.',
    labels: ['status'],
    read: () => [...byStatus].map(([status, count]) => [{ status: String(status) }, count]),
  });
  return (status, seconds) => {
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    countDuration(seconds);
  };
}
