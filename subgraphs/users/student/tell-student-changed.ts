import type { EntityManager } from 'typeorm';
import { recordEvent, type NewEvent } from '../../../kernel/events/record-event';
import { Student } from './student.entity';

/** Notes that a student changed, and tells it. Hold a lock on the student. @returns the student as they are now */
export async function tellStudentChanged(tx: EntityManager, studentId: string, now: Date): Promise<Student> {
  await tx.increment(Student, { id: studentId }, 'version', 1);
  const student = await tx.findOneByOrFail(Student, { id: studentId });
  await recordEvent(tx, studentChangedEvent(student, now));
  return student;
}

/** What a student is by now. */
export function studentChangedEvent(student: Student, now: Date): NewEvent<'student.changed'> {
  const { id: studentId, tenantId, schoolId, gradeLevel, homeroom, version } = student;
  return {
    name: 'student.changed',
    tenantId,
    aggregateId: studentId,
    occurredAt: now,
    payload: { studentId, schoolId, gradeLevel, homeroom, version },
  };
}
