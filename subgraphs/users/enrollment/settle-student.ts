import type { EntityManager } from 'typeorm';
import { Student } from '../student/student.entity';
import { tellStudentChanged } from '../student/tell-student-changed';
import { placeOf, type StudentPlace } from './place-of';
import { readStays } from './read-stays';

/**
 * Writes down where a student is by their enrolments, and tells it where that is new. Hold a lock on the student.
 */
export async function settleStudent(tx: EntityManager, student: Student, now: Date): Promise<Student> {
  const place = placeOf(student, await readStays(tx, [student.id], now));
  const { schoolId, gradeLevel, homeroom, studentNumber } = place;
  const change: StudentPlace = { schoolId, gradeLevel, homeroom, studentNumber };
  const isSettled = Object.entries(change).every(
    ([key, value]) => student[key as keyof StudentPlace] === value,
  );
  if (isSettled) return student;
  await tx.update(Student, { id: student.id, tenantId: student.tenantId }, change);
  return tellStudentChanged(tx, student.id, now);
}
