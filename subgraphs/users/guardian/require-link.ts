import type { EntityManager } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import { lockStudent, refuseUnknownStudent } from '../enrollment/lock-student';
import type { StudentPlace } from '../enrollment/place-of';
import { readPlaceOf } from '../enrollment/read-status';
import type { UsersErrorCode } from '../schema.generated';
import { studentPermissions } from '../student/student.policy';
import { GuardianLink } from './guardian-link.entity';

type Context = Pick<UsersContext, 'viewer' | 'loaders'>;

/**
 * Where a child is whose guardians the caller decides about.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN
 */
export async function requireChild(context: Context, studentId: string): Promise<StudentPlace> {
  const viewer = requireViewer(context.viewer);
  const student = await context.loaders.studentById.load(studentId);
  if (!student) return refuseUnknownStudent();
  const place = await readPlaceOf(context, student);
  if (!studentPermissions(viewer, place).canLinkGuardian) {
    refuse<UsersErrorCode>('FORBIDDEN', 'Only the office of the child’s school may do this.');
  }
  return place;
}

/**
 * A link that the caller may change, and the school of its child.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN
 */
export async function requireLink(
  context: Context,
  linkId: string,
): Promise<{ link: GuardianLink; schoolId: string }> {
  requireViewer(context.viewer);
  const link = await context.loaders.guardianLinkById.load(linkId);
  if (!link)
    return refuse<UsersErrorCode>('NOT_FOUND', 'There is no such link.', ['input', 'guardianLinkId']);
  return { link, schoolId: (await requireChild(context, link.studentId)).schoolId };
}

/** The link as it is under a lock on its child, so that changes of it come one after the other. */
export async function lockLink(
  tx: EntityManager,
  { id, tenantId, studentId }: Pick<GuardianLink, 'id' | 'tenantId' | 'studentId'>,
): Promise<GuardianLink> {
  await lockStudent(tx, { id: studentId, tenantId });
  return tx.findOneByOrFail(GuardianLink, { id, tenantId });
}
