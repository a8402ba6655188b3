import type { EntityManager } from 'typeorm';
import type { EventEnvelope } from '../../../kernel/events/bus';

/** Erases what was written about a student. The marks stay: by themselves they name nobody. */
export async function onUserAnonymized(
  tx: EntityManager,
  { payload: { studentId } }: EventEnvelope<'user.anonymized'>,
): Promise<void> {
  if (!studentId) return;
  await tx.query(
    `UPDATE attendance_record_revisions revision SET note = NULL FROM attendance_records record
     WHERE record.id = revision.record_id AND record.student_id = $1 AND revision.note IS NOT NULL`,
    [studentId],
  );
  await tx.query('UPDATE attendance_records SET note = NULL WHERE student_id = $1 AND note IS NOT NULL', [
    studentId,
  ]);
}
