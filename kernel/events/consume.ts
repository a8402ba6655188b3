import type { DataSource, EntityManager } from 'typeorm';
import type { EventName } from '../../schema/events';
import { withTenant } from '../database/tenant-scope';
import type { AnyEvent, Bus, EventEnvelope } from './bus';

/** What one service does with the events of others, by event name. */
export type EventHandlers = {
  [N in EventName]?: (tx: EntityManager, event: EventEnvelope<N>) => Promise<void>;
};

/**
 * Applies events to a database exactly once: the effect and the inbox row that remembers it commit together. An event
 * takes effect on rows of its own tenant alone.
 * @param consumer names the effect; events it has applied are skipped
 * @returns a function that stops consuming
 */
export async function startConsumer(
  db: DataSource,
  bus: Bus,
  consumer: string,
  handlers: EventHandlers,
): Promise<() => Promise<void>> {
  const names = Object.keys(handlers) as EventName[];
  const apply = async (tx: EntityManager, event: AnyEvent) => {
    const isNew = await rememberEvent(tx, consumer, event.id);
    // The name picks the handler whose parameter is that name's envelope; TypeScript cannot follow the pairing.
    const handle = handlers[event.name] as
      ((tx: EntityManager, event: AnyEvent) => Promise<void>) | undefined;
    if (isNew) await handle?.(tx, event);
  };
  return bus.consume(consumer, names, (event: AnyEvent) =>
    withTenant(event.tenantId, () => db.transaction((tx) => apply(tx, event))),
  );
}

async function rememberEvent(tx: EntityManager, consumer: string, eventId: string): Promise<boolean> {
  const inserted = await tx.query<unknown[]>(
    'INSERT INTO inbox_events (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
    [consumer, eventId],
  );
  return inserted.length > 0;
}
