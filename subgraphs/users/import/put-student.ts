import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { beginEnrollment } from '../enrollment/begin-enrollment';
import { endEnrollment } from '../enrollment/end-enrollment';
import { assertNumberFree, readPlace, type Place } from '../enrollment/read-place';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { settleStudent } from '../enrollment/settle-student';
import type { School } from '../school/school.entity';
import { todayAt } from '../school/school-zone';
import { Student } from '../student/student.entity';
import { readDay } from '../text/read-day';
import type { User } from '../user/user.entity';
import { refuseRow } from './row';
import type { Change } from './unit';

/** What a row says of a student at a school. */
export interface StudentRow {
  user: User;
  studentNumber: string;
  gradeLevel: string;
  homeroom: string | null;
  /** First day; today where the row does not say. */
  entryDate: string | null;
  /** First day no longer enrolled. */
  exitDate: string | null;
}

/**
 * Brings a student's stay at a school up to a row: begun where there is none, in another grade from today on, ended where
 * the row says so.
 * @throws Refusal of the readers; RowError
 */
export async function putStudent(
  tx: EntityManager,
  school: School,
  row: StudentRow,
  now: Date,
): Promise<Change> {
  const place = readPlace(school, row);
  const today = await todayAt(tx, school.id, now);
  const entryDate = readDay(row.entryDate ?? today, today, ['entryDate']);
  if (row.exitDate && row.exitDate <= entryDate && row.entryDate) {
    refuseRow('INVALID_DATE', 'The end must lie after the beginning.', 'exitDate');
  }
  const existing = await tx.findOne(Student, {
    where: { userId: row.user.id },
    lock: { mode: 'for_no_key_update' },
  });
  const studentNumber = place.studentNumber!;
  await assertNumberFree(tx, { schoolId: school.id, studentNumber, studentId: existing?.id ?? null });
  const student = existing ?? (await insertStudent(tx, school, row.user, place, now));
  if (row.exitDate && (await hasLeft(tx, student, school, row.exitDate))) return 'unchanged';
  const arrival = { ...place, student, schoolId: school.id };
  const stay = await openStay(tx, student, school);
  if (!stay) {
    if (row.exitDate && row.exitDate <= today) return existing ? 'unchanged' : 'created';
    const entryType = existing ? ('RE_ENTRY' as const) : ('NEW' as const);
    const begun = await beginEnrollment(tx, { ...arrival, entryDate, entryType }, now);
    if (row.exitDate) await leave(tx, student, begun, row.exitDate, now);
    await settleStudent(tx, student, now);
    return existing ? 'updated' : 'created';
  }
  if (row.exitDate) {
    await leave(tx, student, stay, row.exitDate, now);
  } else if (stay.gradeLevel !== place.gradeLevel && stay.entryDate < today) {
    await endEnrollment(tx, { student, stay, exitDate: today, exitType: 'PROMOTED' }, now);
    await beginEnrollment(tx, { ...arrival, entryDate: today, entryType: 'PROMOTION' }, now);
  } else if (isAsIn(stay, student, place)) {
    return 'unchanged';
  } else {
    await tx.update(SchoolEnrollment, { id: stay.id }, place);
  }
  await settleStudent(tx, student, now);
  return 'updated';
}

/** Whether a stay says the same as a row; what a row leaves empty it does not contradict. */
function isAsIn(stay: SchoolEnrollment, student: Student, place: Place): boolean {
  return (
    stay.gradeLevel === place.gradeLevel &&
    (place.homeroom === null || (stay.homeroom ?? student.homeroom) === place.homeroom) &&
    (stay.studentNumber ?? student.studentNumber) === place.studentNumber
  );
}

async function leave(
  tx: EntityManager,
  student: Student,
  stay: SchoolEnrollment,
  exitDate: string,
  now: Date,
): Promise<void> {
  if (exitDate < stay.entryDate) {
    refuseRow('INVALID_DATE', `The enrolment began on ${stay.entryDate}.`, 'exitDate');
  }
  await endEnrollment(tx, { student, stay, exitDate, exitType: 'WITHDRAWN' }, now);
}

function hasLeft(
  tx: EntityManager,
  { id: studentId }: Student,
  school: School,
  exitDate: string,
): Promise<boolean> {
  return tx.existsBy(SchoolEnrollment, { studentId, schoolId: school.id, exitDate });
}

function openStay(tx: EntityManager, { id }: Student, school: School): Promise<SchoolEnrollment | null> {
  return tx
    .createQueryBuilder(SchoolEnrollment, 'stay')
    .where({ studentId: id, schoolId: school.id })
    .andWhere('stay.exitDate IS NULL')
    .getOne();
}

async function insertStudent(
  tx: EntityManager,
  { id: schoolId, tenantId }: School,
  { id: userId, familyName }: User,
  { gradeLevel, homeroom, studentNumber }: Place,
  now: Date,
): Promise<Student> {
  const student: Student = {
    id: newId(ID_PREFIXES.Student, now.getTime()),
    ...{ tenantId, userId, schoolId, familyName, version: 1 },
    ...{ gradeLevel, homeroom, studentNumber: studentNumber! },
  };
  await tx.insert(Student, student);
  return student;
}
