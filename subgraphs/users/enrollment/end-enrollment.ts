import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import type { ExitType } from '../schema.generated';
import type { Student } from '../student/student.entity';
import { SchoolEnrollment } from './school-enrollment.entity';

/** Ends a stay, and with it the student's role at the school, and tells it. Hold a lock on the student. */
export async function endEnrollment(
  tx: EntityManager,
  {
    student,
    stay,
    exitDate,
    exitType,
  }: { student: Student; stay: SchoolEnrollment; exitDate: string; exitType: ExitType },
  now: Date,
): Promise<SchoolEnrollment> {
  const { id: enrollmentId, tenantId, schoolId } = stay;
  const { id: studentId, userId } = student;
  await tx.update(SchoolEnrollment, { id: enrollmentId, tenantId }, { exitDate, exitType });
  await tx.query(
    `UPDATE role_assignments SET end_date = greatest(begin_date, $3::date)
     WHERE user_id = $1 AND org_id = $2 AND role = 'STUDENT' AND coalesce(end_date > $3::date, true)`,
    [userId, schoolId, exitDate],
  );
  await recordEvent(tx, {
    name: 'student.withdrawn',
    tenantId,
    aggregateId: studentId,
    occurredAt: now,
    payload: { studentId, schoolId, enrollmentId, exitDate, exitType },
  });
  return { ...stay, exitDate, exitType };
}
