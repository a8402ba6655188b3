import { setMaxListeners } from 'node:events';
import { StopSignal, type Cancellation } from '../../kernel/stop-signal';

/** The work took longer than it was given. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Nobody waits for the work's result any more. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/**
 * Runs work under a deadline and under the caller's own signal. Work that has no time left is not begun.
 * @param work ends soon after it is told to stop
 * @throws DeadlineError past the deadline
 * @throws CancelledError once the caller's signal aborts
 */
export async function withDeadline<T>(
  milliseconds: number,
  caller: Cancellation,
  work: (signal: StopSignal) => Promise<T>,
): Promise<T> {
  if (caller.aborted) throw new CancelledError('cancelled by the caller');
  if (milliseconds <= 0) throw new DeadlineError('no time was left');
  const signal = new StopSignal();
  const cancel = () => signal.abort(new CancelledError('cancelled by the caller'));
  const timer = setTimeout(expire, milliseconds, signal, milliseconds);
  // A request has as many listeners as calls under way; Node 20 would call more than ten a leak.
  if (caller instanceof AbortSignal) setMaxListeners(0, caller);
  caller.addEventListener('abort', cancel);
  try {
    return await work(signal);
  } catch (error) {
    throw signal.reason ?? error;
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', cancel);
  }
}

function expire(signal: StopSignal, milliseconds: number): void {
  signal.abort(new DeadlineError(`no answer in ${Math.round(milliseconds)} ms`));
}
