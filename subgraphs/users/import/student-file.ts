import type { GuardianRelation } from '../schema.generated';
import type { School } from '../school/school.entity';
import type { Student } from '../student/student.entity';
import type { User } from '../user/user.entity';
import { problemsOf } from './apply-unit';
import { putGuardian } from './put-guardian';
import {
  addPerson,
  findByEmail,
  readPerson,
  refuseEmailTaken,
  updatePerson,
  type Person,
  type PutPerson,
} from './put-person';
import { putStudent } from './put-student';
import { isAddressOf, isFoundByEmail, reachOf } from './reach';
import { readSpan, type Span } from './read-span';
import { demandColumns, readCsv, unreadable, type CsvContent, type CsvFile } from './read-csv';
import { numberKey, sameAddress, tiesOf } from './roster-draft';
import { dateValue, refuseRow, requiredValue, RowError, type Row } from './row';
import { unitsOf, type Change, type Plan, type RosterContent, type RowKeys } from './unit';

const DEMANDED = ['student_number', 'given_name', 'family_name', 'grade_level'];
const GUARDIANS = ['guardian_1', 'guardian_2'] as const;
const RELATIONS: ReadonlySet<string> = new Set([
  'MOTHER',
  'FATHER',
  'STEP_PARENT',
  'FOSTER_PARENT',
  'GRANDPARENT',
  'SIBLING',
  'AUNT_UNCLE',
  'COURT_APPOINTED_GUARDIAN',
  'OTHER',
] satisfies GuardianRelation[]);

/** One of the guardians that a row names. */
type Prefix = (typeof GUARDIANS)[number];

/** What a file says as a whole, so that the order of its rows does not matter. */
interface FileFacts {
  /** Addresses of students. */
  students: ReadonlySet<string>;
  /** Where each guardian is named first, by address: what is said of them there holds. */
  firstNamed: ReadonlyMap<string, string>;
}

/**
 * The units of a plain roster: one file with a student in each line, known by the school's number, with up to two
 * guardians, known by their addresses.
 * @throws Refusal UNREADABLE_FILE
 */
export function readStudentFile(files: readonly CsvFile[]): RosterContent {
  const [file, ...others] = files;
  if (!file || others.length > 0) return unreadable('A plain roster', 'it is one file');
  const content = readCsv(file);
  demandColumns(content, DEMANDED);
  const facts = factsOf(content);
  const units = unitsOf(content, {
    ...{ unique: 'student_number', columnOf: snakeCase, keysOf },
    apply: (row, plan) => applyStudent(row, facts, plan),
  });
  return { units, filesLeftAlone: [] };
}

const snakeCase = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function factsOf({ rows }: CsvContent): FileFacts {
  const students = new Set<string>();
  const firstNamed = new Map<string, string>();
  for (const row of rows) {
    if ('error' in row) continue;
    const email = row.values.get('email');
    if (email) students.add(sameAddress(email));
    for (const prefix of GUARDIANS) {
      const address = sameAddress(row.values.get(`${prefix}_email`) ?? '');
      if (!firstNamed.has(address)) firstNamed.set(address, placeIn(row, prefix));
    }
  }
  return { students, firstNamed };
}

const placeIn = ({ line }: Row, prefix: Prefix) => `${line} ${prefix}`;

function keysOf({ values }: Row): RowKeys {
  const columns = ['email', ...GUARDIANS.map((prefix) => `${prefix}_email`)];
  return {
    emails: columns.flatMap((column) => values.get(column) || []),
    numbers: [values.get('student_number')!],
  };
}

function applyStudent(row: Row, facts: FileFacts, plan: Plan): Change {
  const [school] = plan.scope.schools.values();
  for (const column of DEMANDED) requiredValue(row, column);
  const { values } = row;
  const person = readPerson({
    givenName: values.get('given_name')!,
    familyName: values.get('family_name')!,
    preferredGivenName: values.get('preferred_given_name'),
    email: values.get('email'),
  });
  const known = findStudent(plan, school!, values.get('student_number')!, person);
  const entryDate = dateValue(row, 'entry_date');
  const exitDate = dateValue(row, 'exit_date');
  // Nobody is brought in who has left already.
  if (!known && hasLeft(plan, school!, { begin: entryDate, end: exitDate })) return 'unchanged';
  const put = known ? updateStudent(plan, known, person) : addPerson(plan, person);
  const stay = putStudent(plan, school!, {
    ...{
      user: put.user,
      studentNumber: values.get('student_number')!,
      gradeLevel: values.get('grade_level')!,
    },
    ...{ homeroom: values.get('homeroom') || null },
    ...{ entryDate, exitDate },
  });
  const student = plan.draft.students.by('user', put.user.id)[0]!;
  const guardians = GUARDIANS.map((prefix) =>
    namedAfter(prefix, () => applyGuardian({ row, prefix, facts, student }, plan)),
  );
  return overall([put.change, stay, ...guardians]);
}

function hasLeft({ scope }: Plan, { id }: School, span: Span): boolean {
  const today = scope.todays.get(id)!;
  const { end } = readSpan(span, today, { begin: 'entryDate', end: 'exitDate' });
  return end !== null && end <= today;
}

/** Whoever has the number at the school; or had it at last, and is called so. */
function findStudent(
  { draft }: Plan,
  { id }: School,
  studentNumber: string,
  { givenName, familyName }: Person,
): Student | null {
  const key = numberKey(id, studentNumber);
  const [present] = draft.students.by('number', key);
  if (present) return present;
  for (const { studentId, exitDate } of draft.stays.by('number', key)) {
    const student = draft.students.get(studentId)!;
    const user = draft.users.get(student.userId)!;
    if (exitDate === null || (user.givenName === givenName && user.familyName === familyName)) return student;
  }
  return null;
}

/** A student who is at another school by now is that school's to change. */
function updateStudent(plan: Plan, { userId }: Student, person: Person): PutPerson {
  const user = plan.draft.users.get(userId)!;
  if (reachOf(plan, user) === 'NONE' && (!person.email || isAddressOf(user, person.email))) {
    return { user, change: 'unchanged' };
  }
  return updatePerson(plan, user, person);
}

interface GuardianRow {
  row: Row;
  prefix: Prefix;
  facts: FileFacts;
  student: Student;
}

function applyGuardian({ row, prefix, facts, student }: GuardianRow, plan: Plan): Change {
  const { values } = row;
  const columns = ['given_name', 'family_name', 'email'].map((name) => `${prefix}_${name}`);
  if (!columns.some((column) => values.get(column))) return 'unchanged';
  const [givenName, familyName, email] = columns.map((column) => requiredValue(row, column)) as [
    string,
    string,
    string,
  ];
  const person = readPerson({ givenName, familyName, email, phone: values.get(`${prefix}_phone`) });
  const relation = (values.get(`${prefix}_relation`) || 'OTHER').toUpperCase();
  if (!RELATIONS.has(relation)) {
    refuseRow('INVALID_VALUE', 'There is no such relation.', `${prefix}_relation`);
  }
  const address = sameAddress(email);
  if (facts.students.has(address)) refuseEmailTaken();
  const isFirst = facts.firstNamed.get(address) === placeIn(row, prefix);
  const { user, change } = putPersonOf(plan, person, isFirst);
  const tied = putGuardian(plan, { guardian: user, student, relation: relation as GuardianRelation });
  return overall([change, tied]);
}

/** @throws RowError EMAIL_TAKEN for the address of somebody whom the importer could not name by hand */
function putPersonOf(plan: Plan, person: Person, isFirst: boolean): PutPerson {
  const user = findByEmail(plan, person.email);
  if (!user) return addPerson(plan, person);
  const reach = reachOf(plan, user);
  if (!isFoundByEmail(reach) || user.anonymizedAt) refuseEmailTaken();
  const isChanged = isFirst && reach === 'OWN' && isOnlyGuardian(plan, user);
  return isChanged ? updatePerson(plan, user, { ...person, email: null }) : { user, change: 'unchanged' };
}

/** Who teaches or learns here, too, is not renamed by what a file says of them as a guardian. */
function isOnlyGuardian({ draft }: Plan, { id }: User): boolean {
  return tiesOf(draft, id).every((tie) => tie.as === 'GUARDIAN');
}

/** What is wrong with a guardian is told by the guardian's own columns. */
function namedAfter<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    const named = (field: string) => (field.startsWith(prefix) ? field : `${prefix}_${snakeCase(field)}`);
    throw new RowError(
      problems.map((problem) => ({ ...problem, field: problem.field && named(problem.field) })),
    );
  }
}

/** What all that was done for a row comes to. */
function overall([first, ...others]: readonly Change[]): Change {
  if (first === 'created') return 'created';
  return [first, ...others].some((change) => change !== 'unchanged') ? 'updated' : 'unchanged';
}
