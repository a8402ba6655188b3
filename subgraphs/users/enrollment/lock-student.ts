import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';
import { Student } from '../student/student.entity';
import { User } from '../user/user.entity';

/**
 * Locks a student until the transaction ends: enrolments, links and events about them come one after the other.
 * @throws Refusal NOT_FOUND where the tenant has no such student
 */
export async function lockStudent(
  tx: EntityManager,
  { id, tenantId }: Pick<Student, 'id' | 'tenantId'>,
): Promise<Student> {
  const lock = { mode: 'for_no_key_update' } as const;
  const student = await tx.findOne(Student, { where: { id, tenantId }, lock });
  return student ?? refuseUnknownStudent();
}

/** @throws Refusal NOT_FOUND, ANONYMIZED */
export async function lockNamedStudent(
  tx: EntityManager,
  student: Pick<Student, 'id' | 'tenantId'>,
): Promise<Student> {
  const locked = await lockStudent(tx, student);
  const { anonymizedAt } = await tx.findOneByOrFail(User, { id: locked.userId });
  if (anonymizedAt) {
    refuse<UsersErrorCode>('ANONYMIZED', 'This person is anonymous for good.', ['input', 'studentId']);
  }
  return locked;
}

/** @throws Refusal NOT_FOUND */
export function refuseUnknownStudent(): never {
  return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such student.', ['input', 'studentId']);
}
