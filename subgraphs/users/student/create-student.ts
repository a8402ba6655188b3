import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import { beginEnrollment } from '../enrollment/begin-enrollment';
import { assertNumberFree, readPlace, type Place } from '../enrollment/read-place';
import type { CreateStudentInput } from '../schema.generated';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import type { School } from '../school/school.entity';
import { readAll } from '../text/read-all';
import { readDay } from '../text/read-day';
import { refusingTaken } from '../text/refusing-taken';
import { readEmail } from '../user/read-contact';
import { readName } from '../user/read-name';
import { User } from '../user/user.entity';
import { Student } from './student.entity';

/**
 * Registers a student, who has an account but no password yet, and enrols them in a school.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_TEXT, INVALID_EMAIL, INVALID_DATE,
 *   UNKNOWN_GRADE_LEVEL, EMAIL_TAKEN, STUDENT_NUMBER_TAKEN
 */
export async function createStudent(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: CreateStudentInput,
): Promise<Student> {
  const { viewer, school } = await administerSchool(context, input.schoolId);
  const read = readAll({ person: () => readPerson(input), place: () => readPlace(school, input) });
  const now = context.clock.now();
  return refusingTaken(() =>
    context.db.transaction(async (tx) => {
      const today = await todayAt(tx, school.id, now);
      const entryDate = readDay(input.entryDate ?? today, today, ['input', 'entryDate']);
      const studentNumber = read.place.studentNumber!;
      await assertNumberFree(tx, { schoolId: school.id, studentNumber, studentId: null });
      const student = await insertStudent(tx, school, read, now);
      const entry = { schoolId: school.id, entryDate, entryType: input.entryType ?? ('NEW' as const) };
      await beginEnrollment(tx, { ...read.place, ...entry, student }, now);
      await recordAudit(tx, {
        ...{ tenantId: school.tenantId, schoolId: school.id, actorUserId: viewer.userId },
        ...{ action: 'student.created', subjectId: student.id, at: now, after: student },
      });
      return student;
    }),
  );
}

type Person = Pick<User, 'givenName' | 'familyName' | 'preferredGivenName' | 'email'>;

function readPerson({ givenName, familyName, preferredGivenName, email }: CreateStudentInput): Person {
  return readAll({
    givenName: () => readName(givenName, ['input', 'givenName']),
    familyName: () => readName(familyName, ['input', 'familyName']),
    preferredGivenName: () =>
      preferredGivenName ? readName(preferredGivenName, ['input', 'preferredGivenName']) : null,
    email: () => (email ? readEmail(email, ['input', 'email']) : null),
  });
}

async function insertStudent(
  tx: EntityManager,
  { id: schoolId, tenantId }: School,
  { person, place }: { person: Person; place: Place },
  now: Date,
): Promise<Student> {
  const userId = newId(ID_PREFIXES.User, now.getTime());
  await tx.insert(User, { ...person, id: userId, tenantId, isEnabled: true });
  const student: Student = {
    id: newId(ID_PREFIXES.Student, now.getTime()),
    ...{ tenantId, userId, schoolId, familyName: person.familyName, version: 1 },
    ...{ gradeLevel: place.gradeLevel, homeroom: place.homeroom, studentNumber: place.studentNumber! },
  };
  await tx.insert(Student, student);
  return student;
}
