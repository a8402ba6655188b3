import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import { AcademicSession } from '../calendar/academic-session.entity';
import type { UsersContext } from '../context';
import { SchoolEnrollment } from '../enrollment/school-enrollment.entity';
import type { RolloverSchoolYearInput, UsersErrorCode } from '../schema.generated';
import { lockSchool } from '../school/lock-school';
import { administerSchool } from '../school/require-school';
import { todayAt } from '../school/school-zone';
import type { School } from '../school/school.entity';
import { planRollover, type Outcome, type RolledStay } from './plan-rollover';
import { writeRollover } from './write-rollover';

/** What a roll-over does, or would do. */
export interface Rollover {
  promoted: number;
  retained: number;
  graduated: number;
  applied: boolean;
}

/**
 * Moves a school's students from one school year into the next, all or none. Who has been moved into it already, by an
 * earlier run or by hand, is left alone: run again, it has nothing to do.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, INVALID_ACADEMIC_SESSION, NOT_ENROLLED for somebody
 *   retained who is not at the school, UNKNOWN_GRADE_LEVEL
 */
export async function rolloverSchoolYear(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: RolloverSchoolYearInput,
): Promise<Rollover> {
  const { viewer, school } = await administerSchool(context, input.schoolId);
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const { gradeLevels } = await lockSchool(tx, school);
    const firstDay = await readFirstDay(tx, school, input);
    const stays = await lockStays(tx, school, firstDay);
    const retained = readRetained(stays, input.retainedStudentIds ?? []);
    const rolled = planRollover(stays, gradeLevels, retained) ?? refuseGradeLevel();
    const isReal = input.dryRun === false && rolled.length > 0;
    const rollover = summary(rolled, isReal);
    if (!isReal) return rollover;
    await writeRollover(tx, rolled, { firstDay, today: await todayAt(tx, school.id, now), now });
    await recordAudit(tx, {
      tenantId: school.tenantId,
      schoolId: school.id,
      actorUserId: viewer.userId,
      action: 'school_year.rolled_over',
      subjectId: input.toSessionId,
      at: now,
      after: rollover,
    });
    return rollover;
  });
}

/** The first day of the new year. The years are the school's own, and one follows the other. */
async function readFirstDay(
  tx: EntityManager,
  { id: schoolId }: School,
  { fromSessionId, toSessionId }: RolloverSchoolYearInput,
): Promise<string> {
  const yearOf = async (id: string, name: string) => {
    const session = await tx.findOneBy(AcademicSession, { id, schoolId, type: 'SCHOOL_YEAR' });
    return (
      session ?? refuse<UsersErrorCode>('NOT_FOUND', 'The school has no such school year.', ['input', name])
    );
  };
  const from = await yearOf(fromSessionId, 'fromSessionId');
  const to = await yearOf(toSessionId, 'toSessionId');
  if (to.startDate > from.endDate) return to.startDate;
  return refuse<UsersErrorCode>('INVALID_ACADEMIC_SESSION', `${to.title} does not follow ${from.title}.`, [
    'input',
    'toSessionId',
  ]);
}

/** Everybody at the school on the eve of the new year who has not left by its first day; locked, in the order of ids. */
async function lockStays(tx: EntityManager, school: School, firstDay: string): Promise<SchoolEnrollment[]> {
  const stays = () =>
    tx
      .createQueryBuilder(SchoolEnrollment, 'stay')
      .where({ schoolId: school.id, tenantId: school.tenantId })
      .andWhere('stay.entryDate < :firstDay AND coalesce(stay.exitDate > :firstDay, true)', { firstDay })
      .orderBy('stay.studentId')
      .addOrderBy('stay.id')
      .getMany();
  const ids = (await stays()).map(({ studentId }) => studentId);
  await tx.query('SELECT FROM students WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [ids]);
  // As they are under the locks.
  return stays();
}

function readRetained(stays: readonly SchoolEnrollment[], ids: readonly string[]): Set<string> {
  const present = new Set(stays.map(({ studentId }) => studentId));
  const stranger = ids.findIndex((id) => !present.has(id));
  if (stranger >= 0 && stays.length > 0) {
    refuse<UsersErrorCode>('NOT_ENROLLED', 'The student is not at the school when the year ends.', [
      'input',
      'retainedStudentIds',
      String(stranger),
    ]);
  }
  return new Set(ids);
}

function refuseGradeLevel(): never {
  return refuse<UsersErrorCode>(
    'UNKNOWN_GRADE_LEVEL',
    'Some students are in a grade level that the school does not have.',
  );
}

function summary(rolled: readonly RolledStay[], applied: boolean): Rollover {
  const count = (outcome: Outcome) => rolled.filter((each) => each.outcome === outcome).length;
  return { promoted: count('PROMOTED'), retained: count('RETAINED'), graduated: count('GRADUATED'), applied };
}
