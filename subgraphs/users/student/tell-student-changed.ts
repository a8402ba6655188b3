import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { Student } from './student.entity';

/** Notes that a student changed, and tells it. Hold a lock on the student. @returns the student as they are now */
export async function tellStudentChanged(tx: EntityManager, studentId: string, now: Date): Promise<Student> {
  await tx.increment(Student, { id: studentId }, 'version', 1);
  const student = await tx.findOneByOrFail(Student, { id: studentId });
  const { tenantId, schoolId, gradeLevel, homeroom, version } = student;
  await recordEvent(tx, {
    name: 'student.changed',
    tenantId,
    aggregateId: studentId,
    occurredAt: now,
    payload: { studentId, schoolId, gradeLevel, homeroom, version },
  });
  return student;
}
