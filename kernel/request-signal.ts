import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import type { Cancellation } from './stop-signal';

/** Header in which the gateway tells a subgraph how many milliseconds it will wait for the answer. */
export const REQUEST_TIMEOUT_HEADER = 'x-request-timeout-ms';
/** Longest delay that a timer of Node can have; a caller that waits longer waits without a deadline. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const signals = new AsyncLocalStorage<AbortSignal>();

/** Nobody waits for the answer of the request for which this was to be done. */
export class RequestOverError extends Error {
  override readonly name = 'RequestOverError';
}

/**
 * Does the work of one request. All that it does, resolvers, loaders and statements, can see whether somebody still
 * waits for it; work outside of a request, such as a relay's, is always waited for.
 * @param caller aborts when the caller leaves
 * @param timeoutMs how long the caller waits; without it, until it leaves
 */
export async function withRequestSignal<T>(
  caller: Cancellation,
  timeoutMs: number | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  // One for each statement under way.
  setMaxListeners(0, controller.signal);
  const end = () => controller.abort(new RequestOverError('nobody waits for the answer'));
  const timer = timeoutMs !== undefined && timeoutMs <= MAX_TIMER_MS ? setTimeout(end, timeoutMs) : undefined;
  if (caller.aborted) end();
  caller.addEventListener('abort', end);
  try {
    return await signals.run(controller.signal, work);
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', end);
  }
}

/** The signal of the request that is being worked for; undefined outside of one. */
export function requestSignal(): AbortSignal | undefined {
  return signals.getStore();
}

/** Whether there is a request and nobody waits for it any more. */
export function isRequestOver(): boolean {
  return signals.getStore()?.aborted === true;
}

/** @throws RequestOverError where nobody waits for the request any more */
export function assertRequestWaits(): void {
  if (isRequestOver()) throw new RequestOverError('nobody waits for the answer');
}
