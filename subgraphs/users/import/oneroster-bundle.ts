import type { EntityManager } from 'typeorm';
import type { Role } from '../../../kernel/auth/viewer';
import { OrganizationUnit } from '../organization/organization-unit.entity';
import type { School } from '../school/school.entity';
import { Student } from '../student/student.entity';
import { User } from '../user/user.entity';
import { findExternal, hasExternalName, nameExternal } from './external-ids';
import { putGuardian } from './put-guardian';
import { putPerson } from './put-person';
import { putRole } from './put-role';
import { putStudent } from './put-student';
import { demandColumns, readCsv, unreadable, type CsvContent, type CsvFile } from './read-csv';
import { dateValue, refuseRow, requiredValue, RowError, type Row } from './row';
import { unitsOf, type Apply, type Change, type ImportScope, type Unit } from './unit';

/** OneRoster 1.2's role names and ours. */
const ROLES: Readonly<Record<string, Role>> = {
  aide: 'AIDE',
  counselor: 'COUNSELOR',
  districtAdministrator: 'DISTRICT_ADMINISTRATOR',
  guardian: 'GUARDIAN',
  parent: 'PARENT',
  principal: 'PRINCIPAL',
  proctor: 'PROCTOR',
  relative: 'RELATIVE',
  siteAdministrator: 'SITE_ADMINISTRATOR',
  student: 'STUDENT',
  teacher: 'TEACHER',
};

/** What OneRoster calls our fields. */
const COLUMNS: Readonly<Record<string, string>> = {
  gradeLevel: 'grades',
  studentNumber: 'identifier',
  entryDate: 'beginDate',
  exitDate: 'endDate',
};
const FORMAT = { unique: 'sourcedId', columnOf: (field: string) => COLUMNS[field] ?? field };

/** Files of a bundle that say nothing of people and schools, or that other services are for. */
const LEFT_ALONE =
  /^(manifest|academicSessions|classes|classResources|courses|courseResources|demographics|enrollments|lineItem\w*|result\w*|resources|scoreScales|userProfiles|userResources|categories|lineItems|results)\.csv$/;

const FILES = {
  'orgs.csv': ['sourcedId', 'name', 'type'],
  'users.csv': ['sourcedId', 'givenName', 'familyName'],
  'roles.csv': ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId'],
} as const;

/**
 * The units of a OneRoster 1.2 CSV bundle: organisations first, then people, then what they are where, then who is tied to
 * whom. A `sourcedId` names an object for ever: the same bundle again finds what it brought.
 * @throws Refusal UNREADABLE_FILE
 */
export function readOneRosterBundle(files: readonly CsvFile[]): Unit[] {
  const contents = new Map(files.filter(isWanted).map((file) => [file.name, readCsv(file)]));
  for (const [name, columns] of Object.entries(FILES)) {
    const content = contents.get(name);
    if (!content) return unreadable('The bundle', `${name} is missing`);
    demandColumns(content, columns);
  }
  const [orgs, users, roles] = Object.keys(FILES).map((name) => contents.get(name)!) as [
    CsvContent,
    CsvContent,
    CsvContent,
  ];
  const people = peopleOf(users);
  return [
    ...unitsOf(orgs, FORMAT, applyOrg),
    ...unitsOf(users, FORMAT, applyUser),
    ...unitsOf(roles, FORMAT, (row, tx, scope) => applyRole(people, row, tx, scope)),
    ...agentUnits(users, people),
  ];
}

/** Rows of people by `sourcedId`. */
type People = ReadonlyMap<string, Row>;

/** Where two rows have one, the first is right and the second is refused. */
function peopleOf({ rows }: CsvContent): People {
  const people = new Map<string, Row>();
  for (const row of rows) {
    if ('error' in row || people.has(row.values.sourcedId!)) continue;
    people.set(row.values.sourcedId!, row);
  }
  return people;
}

function isWanted({ name }: CsvFile): boolean {
  if (name in FILES) return true;
  if (LEFT_ALONE.test(name)) return false;
  return unreadable(name, 'it is no file of a OneRoster bundle');
}

const isToBeDeleted = ({ values }: Row) => values.status === 'tobedeleted';

/** Organisations are not made by an import; theirs are found among ours, by name or code, and remembered. */
async function applyOrg(row: Row, tx: EntityManager, scope: ImportScope): Promise<Change> {
  const value = requiredValue(row, 'sourcedId');
  const name = { tenantId: scope.tenantId, type: 'org' as const, value };
  const known = await findExternal(tx, name);
  const found = await findOrg(row, tx, scope);
  if (!found)
    return refuseRow('OUT_OF_SCOPE', 'The importer administers no such organisation.', 'identifier');
  if (known === found) return 'unchanged';
  await nameExternal(tx, name, found);
  return known ? 'updated' : 'created';
}

async function findOrg({ values }: Row, tx: EntityManager, scope: ImportScope): Promise<string | null> {
  const { type, identifier, name } = values;
  const matches = (org: { identifier: string | null; name: string }) =>
    identifier ? org.identifier === identifier : org.name === name;
  if (type === 'school') {
    const schools = [...scope.schools.values()];
    const match = schools.find(matches) ?? (scope.isDistrict ? undefined : schools[0]);
    return match?.id ?? null;
  }
  const units = await tx.findBy(OrganizationUnit, { tenantId: scope.tenantId });
  const unit =
    units.find(matches) ?? (type === 'district' ? units.find(({ parentId }) => !parentId) : undefined);
  return unit?.id ?? null;
}

async function applyUser(row: Row, tx: EntityManager, scope: ImportScope): Promise<Change> {
  const value = requiredValue(row, 'sourcedId');
  const name = { tenantId: scope.tenantId, type: 'user' as const, value };
  const known = await findExternal(tx, name);
  const { values } = row;
  const { user, change } = await putPerson(tx, scope, known, {
    givenName: requiredValue(row, 'givenName'),
    familyName: requiredValue(row, 'familyName'),
    preferredGivenName: values.preferredFirstName || values.preferredGivenName,
    email: values.email,
    phone: values.sms || values.phone,
    pronouns: values.pronouns,
  });
  if (known !== user.id) {
    if (await hasExternalName(tx, user)) refuseRow('EMAIL_TAKEN', 'Somebody else has this address.', 'email');
    await nameExternal(tx, name, user.id);
  }
  const isEnabled = !isToBeDeleted(row) && values.enabledUser !== 'false';
  if (user.isEnabled === isEnabled || user.anonymizedAt) return change;
  await tx.update(User, { id: user.id }, { isEnabled });
  return change === 'created' ? change : 'updated';
}

async function applyRole(people: People, row: Row, tx: EntityManager, scope: ImportScope): Promise<Change> {
  const { tenantId } = scope;
  const user = await personOf(people, requiredValue(row, 'userSourcedId'), 'userSourcedId', tx, scope);
  const role = ROLES[requiredValue(row, 'role')];
  if (!role)
    return refuseRow('INVALID_VALUE', 'There is no such role, or it is not given by an import.', 'role');
  const orgId = await findExternal(tx, {
    tenantId,
    type: 'org',
    value: requiredValue(row, 'orgSourcedId'),
  });
  if (!orgId) return refuseRow('DANGLING_REFERENCE', 'There is no such organisation.', 'orgSourcedId');
  const school = scope.schools.get(orgId);
  if (!school && !scope.isDistrict)
    refuseRow('OUT_OF_SCOPE', 'This is another organisation.', 'orgSourcedId');
  const beginDate = dateValue(row, 'beginDate');
  const endDate = dateValue(row, 'endDate') ?? (isToBeDeleted(row) ? removalDate(row, scope) : null);
  if (beginDate && endDate && endDate <= beginDate && !isToBeDeleted(row)) {
    refuseRow('INVALID_DATE', 'The end must lie after the beginning.', 'endDate');
  }
  if (role !== 'STUDENT') return putRole(tx, scope, { user, role, orgId, school, beginDate, endDate });
  if (!school) return refuseRow('INVALID_VALUE', 'Students are students of a school.', 'orgSourcedId');
  return applyStudent(
    { row, person: people.get(row.values.userSourcedId!), user, school, beginDate, endDate },
    tx,
    scope,
  );
}

interface StudentRole {
  row: Row;
  person: Row | undefined;
  user: User;
  school: School;
  beginDate: string | null;
  endDate: string | null;
}

async function applyStudent(
  { person, user, school, beginDate, endDate }: StudentRole,
  tx: EntityManager,
  { now }: ImportScope,
): Promise<Change> {
  const known = await tx.findOneBy(Student, { userId: user.id });
  const values = person?.values ?? {};
  const gradeLevel = values.grades?.split(',')[0]?.trim() || known?.gradeLevel;
  if (!gradeLevel) return refuseRow('MISSING_VALUE', 'A student has a grade level.', 'grades');
  const studentNumber = values.identifier || known?.studentNumber || values.sourcedId!;
  const stay = { user, studentNumber, gradeLevel, homeroom: null, entryDate: beginDate, exitDate: endDate };
  return putStudent(tx, school, stay, now);
}

/** What is to be deleted ends on the day the file names, or today. */
function removalDate(row: Row, { now }: ImportScope): string {
  return dateValue(row, 'dateLastModified') ?? now.toISOString().slice(0, 10);
}

/**
 * A person that another row speaks of.
 * @throws RowError DANGLING_REFERENCE; one with nothing to say where the person's own row was refused
 */
async function personOf(
  people: People,
  sourcedId: string,
  field: string,
  tx: EntityManager,
  { tenantId }: ImportScope,
): Promise<User> {
  const id = await findExternal(tx, { tenantId, type: 'user', value: sourcedId });
  const user = id ? await tx.findOneBy(User, { id }) : null;
  if (user) return user;
  if (people.has(sourcedId)) throw new RowError([]);
  return refuseRow('DANGLING_REFERENCE', 'There is no such person.', field);
}

/** Ties children to their agents once everybody is there. */
function agentUnits(users: CsvContent, people: People): Unit[] {
  const withAgents = users.rows.filter((row) => !('error' in row) && row.values.agentSourcedIds);
  const apply: Apply = (row, tx, scope) => applyAgents(people, row, tx, scope);
  return unitsOf({ ...users, rows: withAgents }, FORMAT, apply);
}

async function applyAgents(people: People, row: Row, tx: EntityManager, scope: ImportScope): Promise<Change> {
  const child = await personOf(people, row.values.sourcedId!, 'sourcedId', tx, scope);
  const student = await tx.findOneBy(Student, { userId: child.id });
  // Agents of people who are no students are no guardians.
  if (!student) throw new RowError([]);
  let change: Change = 'unchanged';
  for (const sourcedId of row.values
    .agentSourcedIds!.split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const guardian = await personOf(people, sourcedId, 'agentSourcedIds', tx, scope);
    const tied = await putGuardian(tx, scope, { guardian, student, relation: 'OTHER' });
    if (tied !== 'unchanged') change = 'updated';
  }
  return change;
}
