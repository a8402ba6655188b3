import type { EntityManager } from 'typeorm';
import { EventCapacity } from '../event/event-capacity.entity';

/**
 * Takes places at an event, if that many are left: one conditional update, so that no interleaving of callers exceeds
 * the capacity. The counter stays locked until the transaction ends.
 * @returns whether the places were taken
 */
export async function takePlaces(tx: EntityManager, eventId: string, count: number): Promise<boolean> {
  const { affected } = await tx
    .createQueryBuilder()
    .update(EventCapacity)
    .set({ confirmed: () => 'confirmed + :count' })
    .where('event_id = :eventId AND (capacity IS NULL OR confirmed + :count <= capacity)', { eventId, count })
    .execute();
  return affected === 1;
}

/** Gives places back. Call it once for each registration that stops being confirmed. */
export async function returnPlaces(tx: EntityManager, eventId: string, count: number): Promise<void> {
  await tx.decrement(EventCapacity, { eventId }, 'confirmed', count);
}

/**
 * Locks an event's counter. Whoever changes registrations of an event takes this lock before touching their rows:
 * a cancellation that did it the other way round could wait for a registration that waits for it.
 */
export async function lockPlaces(tx: EntityManager, eventId: string): Promise<void> {
  await tx.findOneOrFail(EventCapacity, { where: { eventId }, lock: { mode: 'pessimistic_write' } });
}
