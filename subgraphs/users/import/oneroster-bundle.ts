import type { Role } from '../../../kernel/auth/viewer';
import type { School } from '../school/school.entity';
import type { User } from '../user/user.entity';
import { endAccess } from './end-access';
import type { ExternalName } from './external-ids';
import { organizationIn, type ImportScope } from './import-scope';
import { putGuardian } from './put-guardian';
import {
  addPerson,
  findByEmail,
  readPerson,
  refuseEmailTaken,
  refuseOthers,
  updatePerson,
  type Person,
} from './put-person';
import { putRole } from './put-role';
import { putStudent } from './put-student';
import { isAddressOf, isFoundByEmail, isSamePerson, reachOf } from './reach';
import { demandColumns, readCsv, unreadable, type CsvContent, type CsvFile } from './read-csv';
import { nameKey, sameAddress } from './roster-draft';
import { dateValue, refuseRow, requiredValue, RowError, sourcedIdOf, type Row } from './row';
import { unitsOf, type Change, type Plan, type RosterContent, type RowRules } from './unit';

/** OneRoster 1.2's role names and ours. */
const ROLES: ReadonlyMap<string, Role> = new Map([
  ['aide', 'AIDE'],
  ['counselor', 'COUNSELOR'],
  ['districtAdministrator', 'DISTRICT_ADMINISTRATOR'],
  ['guardian', 'GUARDIAN'],
  ['parent', 'PARENT'],
  ['principal', 'PRINCIPAL'],
  ['proctor', 'PROCTOR'],
  ['relative', 'RELATIVE'],
  ['siteAdministrator', 'SITE_ADMINISTRATOR'],
  ['student', 'STUDENT'],
  ['teacher', 'TEACHER'],
]);

/** What OneRoster calls our fields. */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ['gradeLevel', 'grades'],
  ['studentNumber', 'identifier'],
  ['entryDate', 'beginDate'],
  ['exitDate', 'endDate'],
]);

/** Files of a bundle that say nothing of people and schools, or that other services are for. */
const LEFT_ALONE =
  /^(manifest|academicSessions|classes|classResources|courses|courseResources|demographics|enrollments|lineItem\w*|result\w*|resources|scoreScales|userProfiles|userResources|categories)\.csv$/;
/** It lists the others, and has nothing to import. */
const MANIFEST = 'manifest.csv';

const FILES: ReadonlyMap<string, readonly string[]> = new Map([
  ['orgs.csv', ['sourcedId', 'name', 'type']],
  ['users.csv', ['sourcedId', 'givenName', 'familyName']],
  ['roles.csv', ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId']],
]);

/** More than anybody has. */
const MAX_AGENTS = 20;

/**
 * The units of a OneRoster 1.2 CSV bundle: organisations first, then people, then what they are where, then who is tied to
 * whom. A `sourcedId` names an object for ever: the same bundle again finds what it brought.
 * @throws Refusal UNREADABLE_FILE
 */
export function readOneRosterBundle(files: readonly CsvFile[]): RosterContent {
  const wanted = files.filter(isWanted);
  const [orgs, users, roles] = [...FILES].map(([name, columns]) => readFile(wanted, name, columns)) as [
    CsvContent,
    CsvContent,
    CsvContent,
  ];
  const people = peopleOf(users);
  const owners = ownersOf(people);
  const namesOneSchool = orgs.rows.filter((row) => !('error' in row) && isSchool(row)).length === 1;
  const leftAlone = files.filter((file) => !wanted.includes(file) && file.name !== MANIFEST);
  return {
    units: [
      ...unitsOf(
        orgs,
        rules(keysOfOrg, (row, plan) => applyOrg(namesOneSchool, row, plan)),
      ),
      ...unitsOf(
        users,
        rules(keysOfUser, (row, plan) => applyUser(owners, row, plan)),
      ),
      ...unitsOf(
        roles,
        rules(
          (row) => keysOfRole(people, row),
          (row, plan) => applyRole(people, row, plan),
        ),
      ),
      ...agentUnits(users, people),
    ],
    filesLeftAlone: leftAlone.map(({ name }) => name),
  };
}

function readFile(files: readonly CsvFile[], name: string, columns: readonly string[]): CsvContent {
  const file = files.find((each) => each.name === name);
  if (!file) return unreadable('The bundle', `${name} is missing`);
  const content = readCsv(file);
  demandColumns(content, columns);
  return content;
}

function rules(keysOf: RowRules['keysOf'], apply: RowRules['apply']): RowRules {
  return { unique: 'sourcedId', columnOf: (field) => COLUMNS.get(field) ?? field, keysOf, apply };
}

/** Rows of people by `sourcedId`. */
type People = ReadonlyMap<string, Row>;

/** Where two rows have one, the first is right and the second is refused. */
function peopleOf({ rows }: CsvContent): People {
  const people = new Map<string, Row>();
  for (const row of rows) {
    const sourcedId = 'error' in row ? undefined : row.values.get('sourcedId');
    if (!('error' in row) && sourcedId && !people.has(sourcedId)) people.set(sourcedId, row);
  }
  return people;
}

/** Of rows with one address, the first has it, be it right or wrong otherwise: so the same rows are wrong each time. */
function ownersOf(people: People): ReadonlyMap<string, Row> {
  const owners = new Map<string, Row>();
  for (const row of people.values()) {
    const address = sameAddress(row.values.get('email') ?? '');
    if (!owners.has(address)) owners.set(address, row);
  }
  return owners;
}

function isWanted({ name }: CsvFile): boolean {
  if (FILES.has(name)) return true;
  if (LEFT_ALONE.test(name)) return false;
  return unreadable(name, 'it is no file of a OneRoster bundle');
}

const isToBeDeleted = ({ values }: Row) => values.get('status') === 'tobedeleted';

const isSchool = ({ values }: Row) => values.get('type') === 'school';

function keysOfOrg({ values }: Row) {
  return { names: [{ type: 'org' as const, value: values.get('sourcedId') ?? '' }] };
}

/** Organisations are not made by an import; theirs are found among ours, by name or code, and remembered. */
function applyOrg(namesOneSchool: boolean, row: Row, { draft, scope }: Plan): Change {
  const name = { type: 'org' as const, value: sourcedIdOf(row, 'sourcedId') };
  const objectId = findOrg(namesOneSchool, row, scope);
  if (!objectId)
    return refuseRow('OUT_OF_SCOPE', 'The importer administers no such organisation.', 'identifier');
  const id = nameKey(name);
  const known = draft.names.get(id);
  if (known?.objectId === objectId) return 'unchanged';
  // What is another school's for the rest of the tenant does not become this one's.
  if (known && !scope.isDistrict) refuseRow('OUT_OF_SCOPE', 'This is another organisation.', 'sourcedId');
  draft.names.save({ ...name, id, objectId });
  return known ? 'updated' : 'created';
}

/** A roster for one school that names one means it, whatever it calls it. */
function findOrg(
  namesOneSchool: boolean,
  row: Row,
  { schools, units, isDistrict }: ImportScope,
): string | null {
  const [type, identifier, name] = ['type', 'identifier', 'name'].map((column) => row.values.get(column));
  const matches = (org: { identifier: string | null; name: string }) =>
    identifier ? org.identifier === identifier : org.name === name;
  if (isSchool(row)) {
    const all = [...schools.values()];
    const match = all.find(matches) ?? (namesOneSchool && !isDistrict ? all[0] : undefined);
    return match?.id ?? null;
  }
  const unit =
    units.find(matches) ?? (type === 'district' ? units.find(({ parentId }) => !parentId) : undefined);
  return unit?.id ?? null;
}

function keysOfUser({ values }: Row) {
  const email = values.get('email');
  return {
    names: [{ type: 'user' as const, value: values.get('sourcedId')! }],
    ...(email && { emails: [email] }),
  };
}

function applyUser(owners: ReadonlyMap<string, Row>, row: Row, plan: Plan): Change {
  const name = { type: 'user' as const, value: sourcedIdOf(row, 'sourcedId') };
  const person = readUser(row);
  const known = namedUser(plan, name.value);
  if (known && !isSamePerson(plan, known, row.values.get('email'))) refuseOthers();
  const { email } = person;
  const isTheirs = !email || (known && isAddressOf(known, email)) || owners.get(sameAddress(email)) === row;
  if (!isTheirs) refuseEmailTaken();
  const user = known ?? adoptByEmail(plan, person);
  const isEnabled = !isToBeDeleted(row) && row.values.get('enabledUser')?.toLowerCase() !== 'false';
  if (!user) {
    if (isToBeDeleted(row)) return 'unchanged';
    const added = addPerson(plan, person, isEnabled);
    nameUser(plan, name, added.user);
    return 'created';
  }
  const put = updatePerson(plan, user, person);
  const isNamed = nameUser(plan, name, put.user);
  if (isEnabled && !put.user.isEnabled) {
    refuseRow(
      'ALREADY_ENDED',
      'The access of this person has ended; the office gives it back.',
      'enabledUser',
    );
  }
  if (!isEnabled && put.user.isEnabled) endAccess(plan, put.user);
  else if (put.change === 'unchanged' && !isNamed) return 'unchanged';
  return 'updated';
}

function readUser(row: Row): Person {
  const { values } = row;
  return readPerson({
    givenName: requiredValue(row, 'givenName'),
    familyName: requiredValue(row, 'familyName'),
    preferredGivenName: values.get('preferredFirstName') || values.get('preferredGivenName'),
    email: values.get('email'),
    phone: values.get('sms') || values.get('phone'),
    pronouns: values.get('pronouns'),
  });
}

function namedUser({ draft }: Plan, sourcedId: string): User | null {
  const name = draft.names.get(nameKey({ type: 'user', value: sourcedId }));
  return (name && draft.users.get(name.objectId)) ?? null;
}

/**
 * Somebody whom the other system calls by a name that is new, and who has the address of one of ours. Guardians may be
 * known by one name to each school of their children.
 * @throws RowError EMAIL_TAKEN, whoever has it
 */
function adoptByEmail(plan: Plan, { email }: Person): User | null {
  const user = findByEmail(plan, email);
  if (!user) return null;
  const reach = reachOf(plan, user);
  const isNamed = plan.draft.names.by('object', user.id).length > 0;
  if (!isFoundByEmail(reach) || (isNamed && reach !== 'GUEST')) refuseEmailTaken();
  return user;
}

/** @returns whether the name is new */
function nameUser({ draft }: Plan, name: ExternalName, { id: objectId }: User): boolean {
  const id = nameKey(name);
  if (draft.names.get(id)?.objectId === objectId) return false;
  draft.names.save({ ...name, id, objectId });
  return true;
}

function keysOfRole(people: People, { values }: Row) {
  const sourcedId = values.get('userSourcedId') ?? '';
  return {
    names: [
      { type: 'user' as const, value: sourcedId },
      { type: 'org' as const, value: values.get('orgSourcedId') ?? '' },
    ],
    numbers: [people.get(sourcedId)?.values.get('identifier') || sourcedId],
  };
}

function applyRole(people: People, row: Row, plan: Plan): Change {
  const role = ROLES.get(requiredValue(row, 'role'));
  if (!role)
    return refuseRow('INVALID_VALUE', 'There is no such role, or it is not given by an import.', 'role');
  const isRemoval = isToBeDeleted(row);
  const sourcedId = requiredValue(row, 'userSourcedId');
  if (isRemoval && !namedUser(plan, sourcedId)) return 'unchanged';
  const user = personOf(people, sourcedId, 'userSourcedId', plan);
  const org = plan.draft.names.get(nameKey({ type: 'org', value: requiredValue(row, 'orgSourcedId') }));
  if (!org) return refuseRow('DANGLING_REFERENCE', 'There is no such organisation.', 'orgSourcedId');
  const organization = organizationIn(plan.scope, org.objectId);
  if (!organization) return refuseRow('OUT_OF_SCOPE', 'This is another organisation.', 'orgSourcedId');
  const beginDate = dateValue(row, 'beginDate');
  const endDate = dateValue(row, 'endDate') ?? (isRemoval ? removalDate(row, plan.scope) : null);
  const dates = { beginDate, endDate, isRemoval };
  if (role !== 'STUDENT') return putRole(plan, { user, role, organization, ...dates });
  const school = plan.scope.schools.get(org.objectId);
  if (!school) return refuseRow('INVALID_VALUE', 'Students are students of a school.', 'orgSourcedId');
  return applyStudent(plan, { person: people.get(sourcedId), sourcedId, user, school, ...dates });
}

interface StudentRole {
  person: Row | undefined;
  sourcedId: string;
  user: User;
  school: School;
  beginDate: string | null;
  endDate: string | null;
  isRemoval: boolean;
}

function applyStudent(
  plan: Plan,
  { person, sourcedId, user, school, beginDate, endDate, isRemoval }: StudentRole,
): Change {
  const [known] = plan.draft.students.by('user', user.id);
  const gradeLevel = person?.values.get('grades')?.split(',')[0]?.trim() || known?.gradeLevel;
  if (!gradeLevel) return refuseRow('MISSING_VALUE', 'A student has a grade level.', 'grades');
  const studentNumber = person?.values.get('identifier') || known?.studentNumber || sourcedId;
  return putStudent(plan, school, {
    ...{ user, studentNumber, gradeLevel, homeroom: null },
    ...{ entryDate: beginDate, exitDate: endDate, isRemoval },
  });
}

/** What is to be deleted ends on the day the file names, or today. */
function removalDate(row: Row, { now }: ImportScope): string {
  return dateValue(row, 'dateLastModified') ?? now.toISOString().slice(0, 10);
}

/**
 * A person that another row speaks of.
 * @throws RowError DANGLING_REFERENCE, and OUT_OF_SCOPE for somebody else's people; one with nothing to say where the
 *   person's own row was refused
 */
function personOf(people: People, sourcedId: string, field: string, plan: Plan): User {
  const user = namedUser(plan, sourcedId);
  if (user && isSamePerson(plan, user, people.get(sourcedId)?.values.get('email'))) return user;
  if (people.has(sourcedId)) throw new RowError([]);
  return user ? refuseOthers(field) : refuseRow('DANGLING_REFERENCE', 'There is no such person.', field);
}

function agentsOf({ values }: Row): string[] {
  const agents = (values.get('agentSourcedIds') ?? '').split(',').map((each) => each.trim());
  return [...new Set(agents.filter(Boolean))];
}

/** Ties children to their agents once everybody is there. */
function agentUnits(users: CsvContent, people: People) {
  const withAgents = users.rows.filter((row) => !('error' in row) && agentsOf(row).length > 0);
  const keysOf = (row: Row) => ({
    names: [row.values.get('sourcedId')!, ...agentsOf(row).slice(0, MAX_AGENTS)].map((value) => ({
      type: 'user' as const,
      value,
    })),
  });
  const apply = (row: Row, plan: Plan) => applyAgents(people, row, plan);
  return unitsOf({ ...users, rows: withAgents }, rules(keysOf, apply));
}

function applyAgents(people: People, row: Row, plan: Plan): Change {
  if (isToBeDeleted(row)) return 'unchanged';
  const child = personOf(people, row.values.get('sourcedId')!, 'sourcedId', plan);
  const [student] = plan.draft.students.by('user', child.id);
  // Agents of people who are no students are no guardians.
  if (!student) throw new RowError([]);
  const agents = agentsOf(row);
  if (agents.length > MAX_AGENTS) {
    refuseRow('INVALID_VALUE', `Nobody has more than ${MAX_AGENTS} agents.`, 'agentSourcedIds');
  }
  const changes = agents.map((sourcedId) => {
    const guardian = personOf(people, sourcedId, 'agentSourcedIds', plan);
    return putGuardian(plan, { guardian, student, relation: 'OTHER' });
  });
  return changes.every((change) => change === 'unchanged') ? 'unchanged' : 'updated';
}
