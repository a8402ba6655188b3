import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import type { User } from './user.entity';

/** Tells that tokens of a person say too much or too little from a day on. */
export async function tellAccessChanged(
  tx: EntityManager,
  { id, tenantId, isEnabled }: Pick<User, 'id' | 'tenantId' | 'isEnabled'>,
  from: string,
  now: Date,
): Promise<void> {
  await recordEvent(tx, {
    name: 'user.access_changed',
    tenantId,
    aggregateId: id,
    occurredAt: now,
    payload: { userId: id, isEnabled, from },
  });
}
