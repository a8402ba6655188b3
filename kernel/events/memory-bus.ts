import type { EventName } from '../../schema/events';
import type { AnyEvent, Bus, EventHandler } from './bus';
import { LiveTails } from './live-tails';

interface Group {
  names: ReadonlySet<EventName>;
  handler: EventHandler;
}

/**
 * The bus for one process that hosts every service. It stores nothing: `publish` resolves when each group has handled
 * the events, so what a crash interrupts is still unpublished in the outbox and comes again.
 */
export function createMemoryBus(): Bus {
  const groups = new Map<string, Group>();
  const tails = new LiveTails();

  return {
    async publish(events) {
      await Promise.all([...groups.values()].map((group) => deliver(group, events)));
      tails.push(events);
    },
    consume(name, names, handler) {
      if (groups.has(name)) throw new Error(`The group ${name} already has its one member in this process`);
      groups.set(name, { names: new Set(names), handler });
      return Promise.resolve(() => {
        groups.delete(name);
        return Promise.resolve();
      });
    },
    subscribe: (names) => tails.open(names),
    close() {
      tails.closeAll();
      return Promise.resolve();
    },
  };
}

/** One after the other: a group sees events in the order they were published. */
async function deliver(group: Group, events: readonly AnyEvent[]): Promise<void> {
  for (const event of events) if (group.names.has(event.name)) await group.handler(event);
}
