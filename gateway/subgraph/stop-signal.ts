/** Hears that work is to stop, and why. */
export type StopListener = (reason: Error) => void;

/**
 * Tells the work of one call that nobody waits for it any more. An AbortSignal would do, but to make one and to listen
 * to it costs as much as a tenth of a whole call.
 */
export class StopSignal {
  /** Why the work was stopped; null while it goes on. */
  reason: Error | null = null;
  private readonly listeners = new Set<StopListener>();

  /** Calls the listener once when the work is stopped; at once where it already is. */
  onStop(listener: StopListener): void {
    if (this.reason) listener(this.reason);
    else this.listeners.add(listener);
  }

  offStop(listener: StopListener): void {
    this.listeners.delete(listener);
  }

  /** Stops the work. The first reason is kept. */
  stop(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    for (const listener of this.listeners) listener(reason);
    this.listeners.clear();
  }
}

/** Settles as the work does, or rejects with the reason as soon as it is told to stop; the work itself goes on. */
export function untilStopped<T>(work: Promise<T>, signal: StopSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.onStop(reject);
    work.then(resolve, reject).finally(() => signal.offStop(reject));
  });
}
