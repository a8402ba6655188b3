import type { EntityManager } from 'typeorm';
import { recordEvent, type NewEvent } from '../../../kernel/events/record-event';
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
  const after = { ...stay, exitDate, exitType };
  await tx.update(SchoolEnrollment, { id: enrollmentId, tenantId }, { exitDate, exitType });
  await tx.query(
    `UPDATE role_assignments SET end_date = greatest(begin_date, $3::date)
     WHERE user_id = $1 AND org_id = $2 AND role = 'STUDENT' AND coalesce(end_date > $3::date, true)`,
    [student.userId, schoolId, exitDate],
  );
  await recordEvent(tx, withdrawnEvent(after, now));
  return after;
}

/** A stay whose end is known. */
export type EndedStay = SchoolEnrollment & { exitDate: string; exitType: ExitType };

/** That a stay ends. */
export function withdrawnEvent(stay: EndedStay, now: Date): NewEvent<'student.withdrawn'> {
  const { id: enrollmentId, tenantId, studentId, schoolId, exitDate, exitType } = stay;
  return {
    name: 'student.withdrawn',
    tenantId,
    aggregateId: studentId,
    occurredAt: now,
    payload: { studentId, schoolId, enrollmentId, exitDate, exitType },
  };
}
