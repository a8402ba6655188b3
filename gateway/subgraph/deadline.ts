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
 * long-lived as a socket it keeps every deadline ever joined to it.
 * @throws DeadlineError past the deadline
 * @throws CancelledError once the caller's signal aborts
 */
export async function withDeadline<T>(
  milliseconds: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = () => controller.abort(new CancelledError('cancelled by the caller'));
  const timer = setTimeout(
    () => controller.abort(new DeadlineError(`no answer in ${milliseconds} ms`)),
    milliseconds,
  );
  if (caller.aborted) cancel();
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
