import type { EventName } from '../../schema/events';
import type { AnyEvent, Backlog, Bus, EventHandler, Receipt } from './bus';
import { LiveTails } from './live-tails';

/** What has been published has been handled: every receipt says the same. */
const HANDLED: Receipt = 'handled';

/**
 * The bus for one process that hosts every service. It stores nothing: `publish` resolves when each group has handled
 * the events, so what a crash interrupts is still unpublished in the outbox and comes again.
 *
 * A group is unknown until it consumes: start all consumers before the first relay. One that has stopped makes
 * `publish` reject until it consumes again, since its events have nowhere to wait but the outbox.
 */
export function createMemoryBus(): Bus {
  const groups = new Map<string, Group>();
  const tails = new LiveTails();
  const told = new Set<string>();
  let closed = false;

  return {
    async publish(events) {
      if (closed) throw new Error('The bus is closed');
      const current = [...groups.values()];
      const results = await Promise.allSettled(current.map((group) => group.deliver(events)));
      // Live tails do not wait for a group whose handler fails, nor hear of an event again when it is retried.
      tails.push(events.filter(({ id }) => !told.has(id)));
      for (const { id } of events) told.add(id);
      throwFirst(results);
      for (const { id } of events) told.delete(id);
      for (const group of current) group.forget(events);
      return HANDLED;
    },
    standingOf: () => Promise.resolve('applied'),
    backlogOf: (name) => Promise.resolve(groups.get(name)?.backlog() ?? { events: 0, oldestAt: null }),
    consume(name, names, handler) {
      if (closed) return Promise.reject(new Error('The bus is closed'));
      const known = groups.get(name);
      if (known && !known.hasStopped) {
        return Promise.reject(new Error(`The group ${name} already has its one member in this process`));
      }
      const group = new Group(name, new Set(names), handler, known?.handled);
      groups.set(name, group);
      return Promise.resolve(() => group.stop());
    },
    subscribe: (names) => tails.open(names),
    close() {
      closed = true;
      tails.closeAll();
      return Promise.resolve();
    },
  };
}

class Group {
  hasStopped = false;
  /** Oldest first. */
  private readonly underWay = new Set<{ since: Date; events: number }>();
  /** Settles when the deliveries so far have ended; never rejects. */
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly name: string,
    private readonly names: ReadonlySet<EventName>,
    private readonly handler: EventHandler,
    /** Ids of events whose `publish` has not succeeded yet: it will be called again, for other groups' sake. */
    readonly handled = new Set<string>(),
  ) {}

  /** One event after the other, also when several relays publish: a group never runs two handlers at once. */
  deliver(events: readonly AnyEvent[]): Promise<void> {
    const delivery = { since: new Date(), events: events.length };
    this.underWay.add(delivery);
    const turn = this.lastTurn
      .then(() => this.handleAll(events))
      .finally(() => this.underWay.delete(delivery));
    this.lastTurn = turn.catch(() => undefined);
    return turn;
  }

  backlog(): Backlog {
    const deliveries = [...this.underWay];
    return {
      events: deliveries.reduce((sum, { events }) => sum + events, 0),
      oldestAt: deliveries[0]?.since ?? null,
    };
  }

  forget(events: readonly AnyEvent[]): void {
    for (const { id } of events) this.handled.delete(id);
  }

  async stop(): Promise<void> {
    this.hasStopped = true;
    await this.lastTurn;
  }

  private async handleAll(events: readonly AnyEvent[]): Promise<void> {
    for (const event of events) {
      if (!this.names.has(event.name) || this.handled.has(event.id)) continue;
      if (this.hasStopped) throw new Error(`The group ${this.name} has stopped; its events wait for it`);
      await this.handler(event);
      this.handled.add(event.id);
    }
  }
}

function throwFirst(results: readonly PromiseSettledResult<void>[]): void {
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
