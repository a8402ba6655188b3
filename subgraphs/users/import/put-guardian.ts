import { IsNull, type EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { ensureGuardian } from '../guardian/ensure-guardian';
import { GuardianLink } from '../guardian/guardian-link.entity';
import { ALL_OFF } from '../guardian/read-link';
import { tellLinkChanged } from '../guardian/tell-link-changed';
import type { GuardianRelation } from '../schema.generated';
import { todayAt } from '../school/school-zone';
import type { Student } from '../student/student.entity';
import type { User } from '../user/user.entity';
import { refuseRow } from './row';
import type { Change, ImportScope } from './unit';

/**
 * Ties a guardian to a child where they are not tied yet. What the guardian may is off until the office switches it on:
 * no file says it.
 * @throws RowError for somebody who would be their own guardian
 */
export async function putGuardian(
  tx: EntityManager,
  { actorUserId, now }: Pick<ImportScope, 'actorUserId' | 'now'>,
  { guardian, student, relation }: { guardian: User; student: Student; relation: GuardianRelation },
): Promise<Change> {
  if (student.userId === guardian.id) refuseRow('INVALID_VALUE', 'A person cannot be their own guardian.');
  const open = { guardianUserId: guardian.id, studentId: student.id, validTo: IsNull() };
  if (await tx.existsBy(GuardianLink, open)) return 'unchanged';
  await ensureGuardian(tx, guardian);
  const { id: studentId, tenantId, schoolId } = student;
  const link: GuardianLink = {
    ...{ id: newId(ID_PREFIXES.GuardianLink, now.getTime()), tenantId, studentId, relation },
    ...{ guardianUserId: guardian.id, contactPriority: 1, courtOrderNote: null },
    ...{ ...ALL_OFF, validFrom: await todayAt(tx, schoolId, now), validTo: null },
  };
  await tx.insert(GuardianLink, link);
  const change = { before: null, after: link, schoolId, actorUserId, now };
  await tellLinkChanged(tx, { ...change, action: 'guardian_link.created' });
  return 'created';
}
