import type { EntityManager } from 'typeorm';
import { Student } from '../student/student.entity';
import { User } from './user.entity';

/** A person under lock; `student` where they learn at a school. */
export interface LockedPerson {
  user: User;
  student: Student | null;
}

/**
 * Locks a person until the transaction ends, so that what changes about them happens one after the other. Whoever
 * locks students and people locks the student first; organisations come after both.
 * @returns null where the tenant has nobody of this id
 */
export async function lockPerson(
  tx: EntityManager,
  { id, tenantId }: Pick<User, 'id' | 'tenantId'>,
): Promise<LockedPerson | null> {
  // Rows that refer to the person may still be added by others: they need not wait for a change that keeps the id.
  const lock = { mode: 'for_no_key_update' } as const;
  const student = await tx.findOne(Student, { where: { userId: id, tenantId }, lock });
  const user = await tx.findOne(User, { where: { id, tenantId }, lock });
  return user && { user, student };
}
