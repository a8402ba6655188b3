import type { EventName } from '../../schema/events';
import type { AnyEvent } from './bus';

/** A listener this far behind is cut off rather than fed from ever-growing memory. */
const MAX_WAITING = 10_000;

/** The open live tails of one process: each sees every event pushed after it was opened. */
export class LiveTails {
  private readonly tails = new Set<Tail>();

  push(events: readonly AnyEvent[]): void {
    for (const event of events) for (const tail of this.tails) tail.push(event);
  }

  /** Opens a tail at once: an event pushed right after this call is not missed, even before iteration begins. */
  open(names: readonly EventName[]): AsyncIterableIterator<AnyEvent> {
    const tail = new Tail(new Set(names), () => this.tails.delete(tail));
    this.tails.add(tail);
    return tail;
  }

  closeAll(): void {
    for (const tail of this.tails) tail.close();
  }
}

/** A queue between whoever pushes events and whoever awaits them. */
class Tail implements AsyncIterableIterator<AnyEvent> {
  private readonly waiting: AnyEvent[] = [];
  private wake: (() => void) | null = null;
  private closed = false;

  constructor(
    private readonly names: ReadonlySet<EventName>,
    private readonly onClose: () => void,
  ) {}

  push(event: AnyEvent): void {
    if (!this.names.has(event.name)) return;
    this.waiting.push(event);
    if (this.waiting.length > MAX_WAITING) this.close();
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.onClose();
    this.wake?.();
  }

  async next(): Promise<IteratorResult<AnyEvent>> {
    while (!this.closed) {
      const event = this.waiting.shift();
      if (event) return { done: false, value: event };
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<AnyEvent>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
