import { setMaxListeners } from 'node:events';

/** The work took longer than it was given. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Nobody waits for the work's result any more. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/**
 * Runs work under a deadline and under the caller's own signal. `AbortSignal.any` would do, but on a signal as
 * long-lived as a socket it keeps every deadline ever joined to it. Work that has no time left is not begun.
 * @param work ends soon after its signal aborts
 * @throws DeadlineError past the deadline
 * @throws CancelledError once the caller's signal aborts
 */
export async function withDeadline<T>(
  milliseconds: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (caller.aborted) throw new CancelledError('cancelled by the caller');
  if (milliseconds <= 0) throw new DeadlineError('no time was left');
  const controller = new AbortController();
  const cancel = () => controller.abort(new CancelledError('cancelled by the caller'));
  const timer = setTimeout(
    () => controller.abort(new DeadlineError(`no answer in ${Math.round(milliseconds)} ms`)),
    milliseconds,
  );
  // A request has as many listeners as calls under way; Node 20 would call more than ten a leak.
  setMaxListeners(0, caller);
  caller.addEventListener('abort', cancel, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', cancel);
  }
}

/** Settles as the work does, or rejects with the signal's reason as soon as that aborts; the work itself goes on. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
  });
}
