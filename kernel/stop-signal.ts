/** What of an AbortSignal it takes to hear that nobody waits any more. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Tells work that nobody waits for it any more. An AbortController does, too, but in Node 20 making one and listening to
 * it costs as much as a tenth of a whole call; and like it, whoever listens after the fact hears nothing.
 */
export class StopSignal implements Cancellation {
  /** Why the work was stopped; null while it goes on. */
  reason: Error | null = null;
  private readonly listeners: (() => void)[] = [];

  get aborted(): boolean {
    return this.reason !== null;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const index = this.listeners.lastIndexOf(listener);
    if (index >= 0) this.listeners.splice(index, 1);
  }

  /** Stops the work. The first reason is kept. */
  abort(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    for (const listener of this.listeners.splice(0)) listener();
  }
}

/** Settles as the work does, or rejects with the reason as soon as it is told to stop; the work itself goes on. */
export function untilStopped<T>(work: Promise<T>, signal: StopSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason!);
    signal.addEventListener('abort', leave);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
  });
}
