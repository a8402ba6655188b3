import type { EntityManager } from 'typeorm';
import { civilDate } from '../../../kernel/clock';
import { recordEvent } from '../../../kernel/events/record-event';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { Guardian } from '../guardian/guardian.entity';
import type { AnonymizeUserInput } from '../schema.generated';
import { Staff } from '../staff/staff.entity';
import { tellStudentChanged } from '../student/tell-student-changed';
import { keepAdministrators } from './keep-administrator';
import { readReason } from './read-reason';
import { lockNamedPerson, requireUser } from './require-user';
import { RoleAssignment } from './role-assignment.entity';
import { User } from './user.entity';
import { canAnonymize } from './user.policy';

/** What a person is called who is not to be known. */
const NAMELESS = {
  givenName: 'Anonymous',
  familyName: 'Anonymous',
  preferredGivenName: null,
  pronouns: null,
  email: null,
  phone: null,
  avatarUrl: null,
  locale: null,
  timeZone: null,
  passwordHash: null,
  isEnabled: false,
} as const;

/**
 * Erases what identifies a person, ends their roles and links, and tells the other services to erase their copies.
 * Ids stay, and with them marks and money.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT, LAST_ADMINISTRATOR, ANONYMIZED
 */
export async function anonymizeUser(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: AnonymizeUserInput,
): Promise<User> {
  const { viewer, user } = await requireUser(context, input.userId, (person) =>
    canAnonymize(person.viewer, person.ties),
  );
  const reason = readReason(input.reason);
  const { id, tenantId } = user;
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const { user: before, student } = await lockNamedPerson(tx, user);
    const roles = await tx.findBy(RoleAssignment, { userId: id, tenantId });
    await keepAdministrators(tx, roles, civilDate(now, 'UTC'));
    const change = { ...NAMELESS, anonymizedAt: now, version: before.version + 1 };
    await tx.update(User, { id, tenantId }, change);
    await eraseTraces(tx, { userId: id, tenantId, studentId: student?.id ?? null }, now);
    if (student) await tellStudentChanged(tx, student.id, now);
    await tellAnonymized(tx, { ...before, ...change }, student?.id ?? null, now);
    // No digest of what was: from it, the name of somebody who is suspected could be confirmed.
    const act = { action: 'user.anonymized', subjectId: id, at: now, reason };
    await recordAudit(tx, { ...act, tenantId, actorUserId: viewer.userId });
    return tx.findOneByOrFail(User, { id, tenantId });
  });
}

interface Erasure {
  userId: string;
  tenantId: string;
  studentId: string | null;
}

/** What beside the person's own row tells who they were, or lets them do something. */
async function eraseTraces(
  tx: EntityManager,
  { userId, tenantId, studentId }: Erasure,
  now: Date,
): Promise<void> {
  // A student number names its bearer on every list of the school.
  await tx.query('UPDATE students SET student_number = id WHERE id = $1', [studentId]);
  await tx.query('UPDATE school_enrollments SET student_number = NULL WHERE student_id = $1', [studentId]);
  await tx.query(
    `DELETE FROM external_ids WHERE tenant_id = $1 AND object_id IN (
       SELECT $2::text UNION ALL SELECT $3::text
       UNION ALL SELECT id FROM staff WHERE user_id = $2 UNION ALL SELECT id FROM guardians WHERE user_id = $2
       UNION ALL SELECT id FROM guardian_links WHERE guardian_user_id = $2 OR student_id = $3)`,
    [tenantId, userId, studentId],
  );
  await tx.query(
    `UPDATE role_assignments SET end_date = greatest(begin_date, today) FROM (
       SELECT id, coalesce(school_today(org_id, $2), ($2::timestamptz AT TIME ZONE 'UTC')::date) AS today
       FROM role_assignments WHERE user_id = $1) held
     WHERE held.id = role_assignments.id AND coalesce(end_date > today, true)`,
    [userId, now],
  );
  await tx.query(
    `UPDATE guardian_links SET court_order_note = NULL,
       valid_to = least(valid_to, greatest(valid_from, school_today(students.school_id, $3)))
     FROM students WHERE students.id = student_id AND (guardian_user_id = $1 OR student_id = $2)`,
    [userId, studentId, now],
  );
}

async function tellAnonymized(
  tx: EntityManager,
  user: User,
  studentId: string | null,
  now: Date,
): Promise<void> {
  const { id: userId, tenantId } = user;
  const staff = await tx.findBy(Staff, { userId, tenantId });
  const guardian = await tx.findOneBy(Guardian, { userId, tenantId });
  await recordEvent(tx, {
    name: 'user.anonymized',
    tenantId,
    aggregateId: userId,
    occurredAt: now,
    payload: { userId, studentId, staffIds: staff.map(({ id }) => id), guardianId: guardian?.id ?? null },
  });
}
