import { setTimeout as sleep } from 'node:timers/promises';

/** What an open loop measured, in milliseconds from when each request was due. */
export interface Latencies {
  p50: number;
  p95: number;
  p99: number;
  failures: string[];
}

/**
 * Begins one piece of work after the other at a constant rate, whether or not those before have ended: what a slow
 * answer keeps waiting is measured as waiting.
 */
export async function runOpenLoop(
  work: readonly (() => Promise<void>)[],
  perSecond: number,
): Promise<Latencies> {
  const latencies: number[] = [];
  const failures: string[] = [];
  const start = performance.now();
  const running = work.map(async (act, index) => {
    const due = start + (index * 1000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
    await act().catch((error: Error) => void failures.push(error.message));
    latencies.push(performance.now() - due);
  });
  await Promise.all(running);
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), failures };
}
