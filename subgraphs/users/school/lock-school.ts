import type { EntityManager } from 'typeorm';
import { School } from './school.entity';

/**
 * Locks a school until the transaction ends: what changes it, and the events of that, come one after the other.
 * @returns the school as it is under the lock
 */
export function lockSchool(
  tx: EntityManager,
  { id, tenantId }: Pick<School, 'id' | 'tenantId'>,
): Promise<School> {
  return tx.findOneOrFail(School, { where: { id, tenantId }, lock: { mode: 'pessimistic_write' } });
}
