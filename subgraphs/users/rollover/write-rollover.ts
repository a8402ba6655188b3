import type { EntityManager } from 'typeorm';
import { recordEvents } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import { Student } from '../student/student.entity';
import type { RolledStay } from './plan-rollover';

const ROWS_AT_ONCE = 500;

/** When a roll-over takes effect, and when it was asked for. */
export interface RolloverDates {
  /** First day of the new school year. */
  firstDay: string;
  /** Civil date at the school. */
  today: string;
  now: Date;
}

/**
 * Ends the stays of one school year and begins those of the next, for all students together, and tells it. Hold locks
 * on the students. Their roles at the school go on, but for those who graduate.
 */
export async function writeRollover(
  tx: EntityManager,
  rolled: readonly RolledStay[],
  dates: RolloverDates,
): Promise<void> {
  for (let i = 0; i < rolled.length; i += ROWS_AT_ONCE) {
    await writePart(tx, rolled.slice(i, i + ROWS_AT_ONCE), dates);
  }
}

async function writePart(
  tx: EntityManager,
  rolled: readonly RolledStay[],
  { firstDay, today, now }: RolloverDates,
): Promise<void> {
  await tx.query(
    `UPDATE school_enrollments stay SET exit_date = $3, exit_type = ended.exit_type
     FROM unnest($1::text[], $2::text[]) AS ended (id, exit_type) WHERE stay.id = ended.id`,
    [rolled.map(({ stay }) => stay.id), rolled.map(({ outcome }) => outcome), firstDay],
  );
  await endRolesOfGraduates(tx, rolled, firstDay);
  const begun = rolled.flatMap((each) => nextStay(each, firstDay, now) ?? []);
  if (begun.length > 0) await tx.insert(SchoolEnrollment, begun);
  // Later, the date itself moves them.
  if (firstDay <= today) await settle(tx, begun);
  await tellLeft(tx, rolled, firstDay, now);
  await tellEntered(tx, begun, now);
}

function nextStay(
  { stay, outcome, gradeLevel }: RolledStay,
  entryDate: string,
  now: Date,
): SchoolEnrollment | null {
  if (!gradeLevel) return null;
  const id = newId(ID_PREFIXES.SchoolEnrollment, now.getTime());
  const entryType = outcome === 'RETAINED' ? ('RETENTION' as const) : ('PROMOTION' as const);
  return { ...stay, id, gradeLevel, homeroom: null, entryDate, entryType };
}

async function endRolesOfGraduates(
  tx: EntityManager,
  rolled: readonly RolledStay[],
  firstDay: string,
): Promise<void> {
  const graduates = rolled.filter(({ outcome }) => outcome === 'GRADUATED').map(({ stay }) => stay);
  const [first] = graduates;
  if (!first) return;
  await tx.query(
    `UPDATE role_assignments role SET end_date = greatest(role.begin_date, $3::date)
     FROM students WHERE students.id = ANY($1) AND role.user_id = students.user_id
       AND role.org_id = $2 AND role.role = 'STUDENT' AND coalesce(role.end_date > $3::date, true)`,
    [graduates.map(({ studentId }) => studentId), first.schoolId, firstDay],
  );
}

/** Writes down the grade level of those whose place it is today. */
async function settle(tx: EntityManager, begun: readonly SchoolEnrollment[]): Promise<void> {
  await tx.query(
    `UPDATE students SET grade_level = begun.grade_level, homeroom = NULL, version = version + 1
     FROM unnest($1::text[], $2::text[], $3::text[]) AS begun (student_id, grade_level, school_id)
     WHERE students.id = begun.student_id AND students.school_id = begun.school_id`,
    [
      begun.map(({ studentId }) => studentId),
      begun.map(({ gradeLevel }) => gradeLevel),
      begun.map(({ schoolId }) => schoolId),
    ],
  );
}

async function tellLeft(
  tx: EntityManager,
  rolled: readonly RolledStay[],
  exitDate: string,
  occurredAt: Date,
): Promise<void> {
  await recordEvents(
    tx,
    rolled.map(({ stay: { tenantId, studentId, schoolId, id }, outcome: exitType }) => ({
      name: 'student.withdrawn' as const,
      tenantId,
      aggregateId: studentId,
      occurredAt,
      payload: { studentId, schoolId, enrollmentId: id, exitDate, exitType },
    })),
  );
}

async function tellEntered(
  tx: EntityManager,
  begun: readonly SchoolEnrollment[],
  occurredAt: Date,
): Promise<void> {
  if (begun.length === 0) return;
  const students = await tx
    .createQueryBuilder(Student, 'student')
    .where('student.id = ANY(:ids)', { ids: begun.map(({ studentId }) => studentId) })
    .getMany();
  const userIds = new Map(students.map(({ id, userId }) => [id, userId]));
  await recordEvents(
    tx,
    begun.map(({ tenantId, studentId, schoolId, id, gradeLevel, homeroom, entryDate, entryType }) => ({
      name: 'student.enrolled' as const,
      tenantId,
      aggregateId: studentId,
      occurredAt,
      payload: {
        ...{ studentId, userId: userIds.get(studentId)!, schoolId, enrollmentId: id },
        ...{ gradeLevel, homeroom, entryDate, entryType },
      },
    })),
  );
}
