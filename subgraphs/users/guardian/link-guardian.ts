import type { EntityManager } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { UsersContext } from '../context';
import { lockNamedStudent } from '../enrollment/lock-student';
import type { LinkGuardianInput, UsersErrorCode } from '../schema.generated';
import { todayAt } from '../school/school-zone';
import type { Student } from '../student/student.entity';
import { readInterval } from '../text/read-day';
import { lockNamedPerson } from '../user/require-user';
import { ensureGuardian } from './ensure-guardian';
import { GuardianLink } from './guardian-link.entity';
import { ALL_OFF, readPriority, readSwitches } from './read-link';
import { requireChild } from './require-link';
import { tellLinkChanged } from './tell-link-changed';

/**
 * Ties somebody of the tenant to a child. What is not switched on is off.
 * @throws Fault UNAUTHENTICATED; BAD_USER_INPUT; Refusal NOT_FOUND, FORBIDDEN, GUARDIAN_IS_STUDENT, ALREADY_LINKED,
 *   INVALID_DATE, ANONYMIZED
 */
export async function linkGuardian(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: LinkGuardianInput,
): Promise<GuardianLink> {
  const viewer = requireViewer(context.viewer);
  const { tenantId } = viewer;
  const { schoolId } = await requireChild(context, input.studentId);
  const contactPriority = readPriority(input.contactPriority ?? 1);
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const student = await lockNamedStudent(tx, { id: input.studentId, tenantId });
    assertNotThemselves(student, input.guardianUserId);
    const guardian = { id: input.guardianUserId, tenantId };
    // Another tenant's person is as unknown as one who never was.
    await lockNamedPerson(tx, guardian, ['input', 'guardianUserId']);
    const { begin: validFrom, end: validTo } = await readDates(tx, input, schoolId, now);
    const link: GuardianLink = {
      ...{ id: newId(ID_PREFIXES.GuardianLink, now.getTime()), tenantId, studentId: student.id },
      ...{ guardianUserId: guardian.id, relation: input.relation, contactPriority, courtOrderNote: null },
      ...{ ...ALL_OFF, ...readSwitches(input.switches), validFrom, validTo },
    };
    await assertNotLinked(tx, link);
    await ensureGuardian(tx, guardian);
    await tx.insert(GuardianLink, link);
    const change = { before: null, after: link, schoolId, actorUserId: viewer.userId, now };
    await tellLinkChanged(tx, { ...change, action: 'guardian_link.created' });
    return link;
  });
}

function assertNotThemselves({ userId }: Student, guardianUserId: string): void {
  if (userId !== guardianUserId) return;
  refuse<UsersErrorCode>('GUARDIAN_IS_STUDENT', 'A person cannot be their own guardian.', [
    'input',
    'guardianUserId',
  ]);
}

async function readDates(tx: EntityManager, input: LinkGuardianInput, schoolId: string, now: Date) {
  const today = await todayAt(tx, schoolId, now);
  const dates = { begin: input.validFrom ?? today, end: input.validTo ?? null };
  return readInterval(dates, today, { begin: ['input', 'validFrom'], end: ['input', 'validTo'] });
}

async function assertNotLinked(
  tx: EntityManager,
  { guardianUserId, studentId, validFrom, validTo }: GuardianLink,
): Promise<void> {
  const isLinked = await tx
    .createQueryBuilder(GuardianLink, 'link')
    .where({ guardianUserId, studentId })
    .andWhere('daterange(link.validFrom, link.validTo) && daterange(:validFrom, :validTo)', {
      validFrom,
      validTo,
    })
    .getExists();
  if (isLinked) {
    refuse<UsersErrorCode>(
      'ALREADY_LINKED',
      'The guardian has a link to this child on some of these days already.',
    );
  }
}
