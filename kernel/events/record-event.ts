import type { EntityManager } from 'typeorm';
import { type EventName, type Events, EVENT_VERSIONS } from '../../schema/events';
import { newId } from '../ids';
import { OutboxEvent } from './outbox.entity';

/** A fact to be told to others. */
export interface NewEvent<N extends EventName> {
  name: N;
  tenantId: string;
  /** What the event is about; events of one aggregate keep their order. */
  aggregateId: string;
  occurredAt: Date;
  payload: Events[N];
}

/**
 * Writes an event into the outbox, in the transaction that makes it true: both commit, or neither. Hold a lock on
 * the aggregate before calling, so that its events are written in the order they happened.
 */
export async function recordEvent<N extends EventName>(tx: EntityManager, event: NewEvent<N>): Promise<void> {
  await recordEvents(tx, [event]);
}

/** {@link recordEvent} for many events in one statement. */
export async function recordEvents<N extends EventName>(
  tx: EntityManager,
  events: readonly NewEvent<N>[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(
    OutboxEvent,
    events.map((event) => ({
      ...event,
      id: newId('evt', event.occurredAt.getTime()),
      version: EVENT_VERSIONS[event.name] ?? 1,
      payload: event.payload,
    })),
  );
}
