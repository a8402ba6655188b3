import type { EntityManager } from 'typeorm';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import type { AttendanceCode } from '../../subgraphs/attendance/code/attendance-code.entity';
import { createDefaultCodes } from '../../subgraphs/attendance/code/create-default-codes';
import { createRandom, type Random } from './random';
import type { Population } from './population';

const BATCH_SIZE = 5_000;

interface ExpectedMark {
  sessionId: string;
  studentId: string;
  teacherId: string;
}

/**
 * Takes every register before `today`: attendance as a school knows it, with a few children who miss too much. The
 * rosters and registers themselves must have arrived from courses.
 */
export async function seedAttendance(
  tx: EntityManager,
  population: Population,
  today: string,
): Promise<void> {
  const { school, students } = population;
  const codes = await createDefaultCodes(tx, school.tenantId, school.id);
  const random = createRandom(students.length);
  const oftenAbsent = new Set(students.filter(() => random.chance(0.08)).map(({ id }) => id));
  const expected = await expectedMarks(tx, school.id, today);
  const userIdOf = new Map(population.teachers.map(({ id, userId }) => [id, userId]));
  const marks = expected.map(({ sessionId, studentId, teacherId }) => ({
    id: newId(ID_PREFIXES.AttendanceRecord),
    session_id: sessionId,
    student_id: studentId,
    recorded_by: userIdOf.get(teacherId),
    code_id: drawCode(codes, random, oftenAbsent.has(studentId)).id,
  }));
  for (let i = 0; i < marks.length; i += BATCH_SIZE) await insertMarks(tx, marks.slice(i, i + BATCH_SIZE));
  await submitRegisters(tx, school.id, today);
}

function expectedMarks(tx: EntityManager, schoolId: string, today: string): Promise<ExpectedMark[]> {
  return tx.query<ExpectedMark[]>(
    `SELECT session.id AS "sessionId", entry.student_id AS "studentId", min(teacher.staff_id) AS "teacherId"
     FROM attendance_sessions session
     JOIN roster_entries entry ON entry.section_id = session.section_id AND entry.begin_date <= session.school_date
       AND (entry.end_date IS NULL OR entry.end_date > session.school_date)
     JOIN section_teachers teacher ON teacher.section_id = session.section_id
     WHERE session.school_id = $1 AND session.school_date < $2 AND session.recorded_count = 0
     GROUP BY session.id, entry.student_id ORDER BY session.id, entry.student_id`,
    [schoolId, today],
  );
}

/** Present 93.5 %, late 2.6 %, excused 2.1 %, absent 1.8 %; who is often absent, is so one time in six. */
function drawCode(codes: readonly AttendanceCode[], random: Random, isOftenAbsent: boolean): AttendanceCode {
  const draw = random.below(1000) / 10;
  const codeFor = (category: AttendanceCode['category']) => codes.find((code) => code.category === category)!;
  if (isOftenAbsent && random.chance(1 / 6)) return codeFor('UNEXCUSED_ABSENCE');
  if (draw < 93.5) return codeFor('PRESENT');
  if (draw < 96.1) return codeFor('TARDY');
  return codeFor(draw < 98.2 ? 'EXCUSED_ABSENCE' : 'UNEXCUSED_ABSENCE');
}

/** Marks and their first revisions, in one statement. */
async function insertMarks(tx: EntityManager, marks: readonly object[]): Promise<void> {
  await tx.query(
    `WITH inserted AS (
       INSERT INTO attendance_records (id, tenant_id, school_id, session_id, student_id, code_id, category,
         minutes_late, school_date, revision, recorded_at, recorded_by)
       SELECT mark.id, session.tenant_id, session.school_id, session.id, mark.student_id, code.id, code.category,
         CASE WHEN code.category = 'TARDY' THEN 5 END, session.school_date, 1, session.starts_at, mark.recorded_by
       FROM jsonb_to_recordset($1::jsonb)
         AS mark (id text, session_id text, student_id text, code_id text, recorded_by text)
       JOIN attendance_sessions session ON session.id = mark.session_id
       JOIN attendance_codes code ON code.id = mark.code_id
       RETURNING *)
     INSERT INTO attendance_record_revisions
       (record_id, revision, tenant_id, code_id, category, minutes_late, recorded_at, recorded_by)
     SELECT id, 1, tenant_id, code_id, category, minutes_late, recorded_at, recorded_by FROM inserted`,
    [JSON.stringify(marks)],
  );
}

async function submitRegisters(tx: EntityManager, schoolId: string, today: string): Promise<void> {
  await tx.query(
    `UPDATE attendance_sessions session
     SET state = 'SUBMITTED', version = 1, submitted_at = session.starts_at, submitted_by = marks.recorded_by,
         recorded_count = marks.recorded
     FROM (SELECT session_id, count(*) AS recorded, min(recorded_by) AS recorded_by
           FROM attendance_records WHERE school_id = $1 GROUP BY session_id) marks
     WHERE marks.session_id = session.id AND session.school_date < $2 AND session.version = 0`,
    [schoolId, today],
  );
}
