import type { Student } from '../student/student.entity';
import { isInForce } from './enrollment-status';
import type { SchoolEnrollment } from './school-enrollment.entity';

/** A stay with the civil date at its school. */
export type DatedStay = SchoolEnrollment & { today: string };

/** Where a student is, and as what. */
export type StudentPlace = Pick<Student, 'schoolId' | 'gradeLevel' | 'homeroom' | 'studentNumber'>;

/**
 * Where a student is today. The student's own row says what it was at the last change; a stay may have begun or ended
 * since, for dates come by themselves.
 */
export function placeOf(student: StudentPlace, stays: readonly DatedStay[]): StudentPlace {
  const stay = homeOf(stays, student.schoolId);
  if (!stay) return student;
  const { schoolId, gradeLevel } = stay;
  const moves = schoolId !== student.schoolId;
  return {
    schoolId,
    gradeLevel,
    homeroom: moves ? stay.homeroom : (stay.homeroom ?? student.homeroom),
    studentNumber: stay.studentNumber ?? student.studentNumber,
  };
}

/**
 * The stay that tells where a student is: one in force today, at the present school if there is one; else the next
 * one to come; else none, and the student stays known at the school they were at last.
 */
function homeOf(stays: readonly DatedStay[], presentSchoolId: string): DatedStay | null {
  const byEntry = stays.toSorted((a, b) => (a.entryDate < b.entryDate ? -1 : 1));
  const current = byEntry.filter((stay) => isInForce(stay, stay.today));
  const coming = byEntry.filter(
    ({ entryDate, exitDate, today }) => entryDate > today && exitDate !== entryDate,
  );
  return (
    current.findLast(({ schoolId }) => schoolId === presentSchoolId) ?? current.at(-1) ?? coming[0] ?? null
  );
}
