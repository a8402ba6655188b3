import type { EventName } from '../../schema/events';
import type { AnyEvent } from './bus';

/** A listener this far behind is cut off rather than fed from ever-growing memory. */
const MAX_WAITING = 10_000;

/** The open live tails of one process: each sees every event pushed after it was opened. */
export class LiveTails {
  private readonly tails = new Set<Tail>();
  private closed = false;

  push(events: readonly AnyEvent[]): void {
    for (const event of events) for (const tail of this.tails) tail.push(event);
  }

  /** Opens a tail at once: an event pushed right after this call is not missed, even before iteration begins. */
  open(names: readonly EventName[]): AsyncIterableIterator<AnyEvent> {
    const tail = new Tail(new Set(names), () => this.tails.delete(tail));
    this.tails.add(tail);
    if (this.closed) tail.close();
    return tail;
  }

  /** Ends all tails, and those opened later at once. */
  closeAll(): void {
    this.closed = true;
    for (const tail of this.tails) tail.close();
  }
}

/** A queue between whoever pushes events and whoever awaits them. */
class Tail implements AsyncIterableIterator<AnyEvent> {
  private waiting: AnyEvent[] = [];
  /** Calls of `next` that found nothing yet, in order. */
  private askers: ((result: IteratorResult<AnyEvent>) => void)[] = [];
  private closed = false;

  constructor(
    private readonly names: ReadonlySet<EventName>,
    private readonly onClose: () => void,
  ) {}

  push(event: AnyEvent): void {
    if (this.closed || !this.names.has(event.name)) return;
    const asker = this.askers.shift();
    if (asker) asker({ done: false, value: event });
    else this.waiting.push(event);
    if (this.waiting.length > MAX_WAITING) this.close();
  }

  close(): void {
    this.closed = true;
    this.onClose();
    for (const asker of this.askers) asker({ done: true, value: undefined });
    this.askers = [];
    this.waiting = [];
  }

  next(): Promise<IteratorResult<AnyEvent>> {
    const event = this.waiting.shift();
    if (event) return Promise.resolve({ done: false, value: event });
    if (this.closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.askers.push(resolve));
  }

  return(): Promise<IteratorResult<AnyEvent>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
