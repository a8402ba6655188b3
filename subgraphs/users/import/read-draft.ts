import { In, type EntityManager } from 'typeorm';
import { OFFICE_ROLES } from '../../../kernel/auth/viewer';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { Guardian } from '../guardian/guardian.entity';
import { GuardianLink } from '../guardian/guardian-link.entity';
import { Staff } from '../staff/staff.entity';
import { Student } from '../student/student.entity';
import { isAdministrators } from '../user/keep-administrator';
import { readTies } from '../user/read-ties';
import { RoleAssignment } from '../user/role-assignment.entity';
import { User } from '../user/user.entity';
import { findExternals, namesOf } from './external-ids';
import { todaysAt, type ImportScope } from './import-scope';
import { nameKey, type DraftName, type RosterDraft } from './roster-draft';
import type { RowKeys } from './unit';

/** Reads everything that rows may be about into a draft, in as many statements for many rows as for one. */
export async function readDraft(
  tx: EntityManager,
  draft: RosterDraft,
  scope: ImportScope,
  keys: readonly RowKeys[],
): Promise<void> {
  const { tenantId } = scope;
  const { emails, numbers, names: sought } = together(keys);
  draft.names.read(await findExternals(tx, tenantId, sought));
  const names = sought.flatMap((name) => draft.names.get(nameKey(name)) ?? []);
  const byEmail = await findByEmails(tx, draft, tenantId, emails);
  const byNumber = await findByNumbers(tx, schoolsOf(scope, names), numbers);
  const named = names.filter(({ type }) => type === 'user').map(({ objectId }) => objectId);
  const unknown = new Set([...named, ...byEmail, ...byNumber].filter((id) => !draft.known.has(id)));
  await readPeople(tx, draft, [...unknown], scope);
  await readAdministrators(tx, draft, [...unknown]);
}

/** Together what single rows are found by, each once. */
function together(keys: readonly RowKeys[]): Required<RowKeys> {
  const names = keys.flatMap((each) => each.names ?? []);
  return {
    emails: [...new Set(keys.flatMap(({ emails = [] }) => emails))],
    numbers: [...new Set(keys.flatMap(({ numbers = [] }) => numbers))],
    names: [...new Map(names.map((name) => [nameKey(name), name])).values()],
  };
}

/** The schools whose numbers the rows may speak of. */
function schoolsOf({ schools }: ImportScope, names: readonly DraftName[]): string[] {
  if (schools.size === 1) return [...schools.keys()];
  return names.map(({ objectId }) => objectId).filter((id) => schools.has(id));
}

/** @returns the ids of those who have one of the addresses, as the database compares them */
async function findByEmails(
  tx: EntityManager,
  { comparedEmails }: RosterDraft,
  tenantId: string,
  emails: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ email: string; compared: string; id: string | null }[]>(
    `SELECT given.email, lower(normalize(given.email, NFC)) AS compared, users.id
     FROM unnest($1::text[]) AS given (email)
     LEFT JOIN users ON users.tenant_id = $2
       AND lower(normalize(users.email, NFC)) = lower(normalize(given.email, NFC))`,
    [emails, tenantId],
  );
  for (const { email, compared } of rows) comparedEmails.set(email, compared);
  return rows.flatMap(({ id }) => id ?? []);
}

/** @returns the user ids of those who have one of the numbers at one of the schools, or had it at last */
async function findByNumbers(
  tx: EntityManager,
  schoolIds: readonly string[],
  numbers: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }[]>(
    `SELECT user_id FROM students WHERE school_id = ANY($1) AND student_number = ANY($2)
     UNION SELECT students.user_id FROM school_enrollments stay JOIN students ON students.id = stay.student_id
       WHERE stay.school_id = ANY($1) AND stay.student_number = ANY($2)`,
    [schoolIds, numbers],
  );
  return rows.map(({ user_id: id }) => id);
}

async function readPeople(
  tx: EntityManager,
  draft: RosterDraft,
  userIds: readonly string[],
  scope: ImportScope,
): Promise<void> {
  if (userIds.length === 0) return;
  const { tenantId, now } = scope;
  const userId = In([...userIds]);
  await readUsers(tx, draft, userIds);
  const students = await tx.findBy(Student, { userId });
  draft.students.read(students);
  const studentIds = students.map(({ id }) => id);
  const stays = await tx.findBy(SchoolEnrollment, { studentId: In(studentIds) });
  draft.stays.read(stays);
  await readTodays(tx, draft, [...students, ...stays], scope);
  draft.roles.read(await tx.findBy(RoleAssignment, { userId }));
  draft.staff.read(await tx.findBy(Staff, { userId }));
  draft.guardians.read(await tx.findBy(Guardian, { userId }));
  draft.links.read(
    await tx.findBy(GuardianLink, [{ guardianUserId: userId }, { studentId: In(studentIds) }]),
  );
  draft.names.read(await namesOf(tx, tenantId, userIds));
  for (const { userId: id, ...tie } of await readTies(tx, userIds, now)) {
    draft.ties.set(id, [...(draft.ties.get(id) ?? []), tie]);
  }
  for (const id of userIds) draft.known.add(id);
}

/** Students may be at other schools than those of the import, too. */
async function readTodays(
  tx: EntityManager,
  { todays }: RosterDraft,
  places: readonly { schoolId: string }[],
  scope: ImportScope,
): Promise<void> {
  const unknown = places
    .map(({ schoolId }) => schoolId)
    .filter((id) => !scope.todays.has(id) && !todays.has(id));
  if (unknown.length === 0) return;
  for (const [id, today] of await todaysAt(tx, [...new Set(unknown)], scope.now)) todays.set(id, today);
}

async function readUsers(tx: EntityManager, draft: RosterDraft, userIds: readonly string[]): Promise<void> {
  const accounts = await tx.query<{ id: string; email: string | null; compared: string; signsIn: boolean }[]>(
    `SELECT id, email, lower(normalize(email, NFC)) AS compared, password_hash IS NOT NULL AS "signsIn"
     FROM users WHERE id = ANY($1)`,
    [userIds],
  );
  for (const { id, email, compared, signsIn } of accounts) {
    if (email) draft.comparedEmails.set(email, compared);
    if (signsIn) draft.withPassword.add(id);
  }
  draft.users.read(await tx.findBy(User, { id: In([...userIds]) }));
}

/** Who else administers what these people administer: one of them stays. */
async function readAdministrators(
  tx: EntityManager,
  draft: RosterDraft,
  userIds: readonly string[],
): Promise<void> {
  const held = userIds.flatMap((id) => draft.roles.by('user', id)).filter(isAdministrators);
  if (held.length === 0) return;
  const others = await tx
    .createQueryBuilder(RoleAssignment, 'role')
    .where('role.orgId = ANY(:orgIds) AND role.role = ANY(:roles) AND role.endDate IS NULL', {
      orgIds: [...new Set(held.map(({ orgId }) => orgId))],
      roles: [...OFFICE_ROLES, 'DISTRICT_ADMINISTRATOR'],
    })
    .getMany();
  draft.roles.read(others);
  await readUsers(tx, draft, [...new Set(others.map(({ userId }) => userId))]);
}
