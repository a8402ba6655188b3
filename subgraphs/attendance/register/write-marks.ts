import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { AttendanceRecordRevision } from '../record/attendance-record-revision.entity';
import { AttendanceRecord } from '../record/attendance-record.entity';
import type { AttendanceSession } from '../session/attendance-session.entity';
import type { Mark } from './plan-marks';

/** Whose marks these are, and since when they count. */
export interface Stamp {
  userId: string;
  at: Date;
}

/**
 * Writes marks into a register that the caller holds locked, and each one's revision into its history.
 * @param stored the register's marks so far
 */
export async function writeMarks(
  tx: EntityManager,
  session: AttendanceSession,
  { marks, stored, stamp }: { marks: readonly Mark[]; stored: readonly AttendanceRecord[]; stamp: Stamp },
): Promise<void> {
  if (marks.length === 0) return;
  const before = new Map(stored.map((record) => [record.studentId, record]));
  const records = marks.map((mark) => recordOf(session, mark, stamp, before.get(mark.studentId)));
  await tx.upsert(AttendanceRecord, records, ['sessionId', 'studentId']);
  await tx.insert(AttendanceRecordRevision, records.map(revisionOf));
}

function recordOf(
  session: AttendanceSession,
  mark: Mark,
  { userId, at }: Stamp,
  before?: AttendanceRecord,
): AttendanceRecord {
  return {
    id: before?.id ?? newId(ID_PREFIXES.AttendanceRecord, at.getTime()),
    tenantId: session.tenantId,
    schoolId: session.schoolId,
    sessionId: session.id,
    studentId: mark.studentId,
    codeId: mark.code.id,
    category: mark.code.category,
    minutesLate: mark.minutesLate,
    note: mark.note,
    schoolDate: session.schoolDate,
    revision: (before?.revision ?? 0) + 1,
    recordedAt: at,
    recordedBy: userId,
  };
}

function revisionOf(record: AttendanceRecord): AttendanceRecordRevision {
  const { id, revision, tenantId, codeId, category, minutesLate, note, recordedAt, recordedBy } = record;
  return { recordId: id, revision, tenantId, codeId, category, minutesLate, note, recordedAt, recordedBy };
}
