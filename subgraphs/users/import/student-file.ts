import type { EntityManager } from 'typeorm';
import type { GuardianRelation } from '../schema.generated';
import type { School } from '../school/school.entity';
import { Student } from '../student/student.entity';
import { readEmail } from '../user/read-contact';
import { putGuardian } from './put-guardian';
import { putPerson } from './put-person';
import { putStudent } from './put-student';
import { demandColumns, readCsv, unreadable, type CsvFile } from './read-csv';
import { problemsOf } from './apply-unit';
import { dateValue, refuseRow, requiredValue, RowError, type Row } from './row';
import { unitsOf, type Change, type ImportScope, type Unit } from './unit';

const DEMANDED = ['student_number', 'given_name', 'family_name', 'grade_level'];
const GUARDIANS = ['guardian_1', 'guardian_2'] as const;
const RELATIONS = new Set<string>([
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

/**
 * The units of a plain roster: one file with a student in each line, known by the school's number, with up to two
 * guardians, known by their addresses.
 * @throws Refusal UNREADABLE_FILE
 */
export function readStudentFile(files: readonly CsvFile[]): Unit[] {
  const [file, ...others] = files;
  if (!file || others.length > 0) return unreadable('A plain roster', 'it is one file');
  const content = readCsv(file);
  demandColumns(content, DEMANDED);
  return unitsOf(content, { unique: 'student_number', columnOf: snakeCase }, applyStudent);
}

const snakeCase = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function applyStudent(row: Row, tx: EntityManager, scope: ImportScope): Promise<Change> {
  const [school] = scope.schools.values();
  if (!school) return refuseRow('OUT_OF_SCOPE', 'The school is not administered by the importer.');
  for (const column of DEMANDED) requiredValue(row, column);
  const { values } = row;
  const studentNumber = values.student_number!;
  const known = await findByNumber(tx, school, studentNumber);
  const person = await putPerson(tx, scope, known?.userId ?? null, {
    givenName: values.given_name!,
    familyName: values.family_name!,
    preferredGivenName: values.preferred_given_name,
    email: values.email,
  });
  if (!known && person.change !== 'created') {
    refuseRow('EMAIL_TAKEN', 'Somebody else has this address.', 'email');
  }
  const changes = [person.change];
  const stay = {
    user: person.user,
    studentNumber,
    gradeLevel: values.grade_level!,
    homeroom: values.homeroom || null,
    entryDate: dateValue(row, 'entry_date'),
    exitDate: dateValue(row, 'exit_date'),
  };
  changes.push(await putStudent(tx, school, stay, scope.now));
  const student = await tx.findOneByOrFail(Student, { userId: person.user.id });
  for (const prefix of GUARDIANS) {
    changes.push(await namedAfter(prefix, () => applyGuardian(row, prefix, student, tx, scope)));
  }
  return overall(changes);
}

function findByNumber(tx: EntityManager, { id }: School, studentNumber: string): Promise<Student | null> {
  return tx
    .createQueryBuilder(Student, 'student')
    .where('student.schoolId = :id AND student.studentNumber = :studentNumber', { id, studentNumber })
    .getOne();
}

async function applyGuardian(
  row: Row,
  prefix: string,
  student: Student,
  tx: EntityManager,
  scope: ImportScope,
): Promise<Change> {
  const { values } = row;
  const [givenName, familyName, email] = ['given_name', 'family_name', 'email'].map(
    (name) => `${prefix}_${name}`,
  );
  if (![givenName, familyName, email].some((column) => values[column!])) return 'unchanged';
  const address = readEmail(requiredValue(row, email!), [email!]);
  const { user, change } = await putPerson(tx, scope, null, {
    givenName: requiredValue(row, givenName!),
    familyName: requiredValue(row, familyName!),
    email: address,
    phone: values[`${prefix}_phone`],
  });
  const relation = (values[`${prefix}_relation`] || 'OTHER').toUpperCase();
  if (!RELATIONS.has(relation)) {
    refuseRow('INVALID_VALUE', 'There is no such relation.', `${prefix}_relation`);
  }
  const tied = await putGuardian(tx, scope, {
    guardian: user,
    student,
    relation: relation as GuardianRelation,
  });
  return overall([change, tied]);
}

/** What is wrong with a guardian is told by the guardian's own columns. */
async function namedAfter<T>(prefix: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
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
