import type { EntityManager } from 'typeorm';
import { Refusal, refuse, type UserError } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import { AcademicSession } from '../calendar/academic-session.entity';
import { tellCalendar } from '../calendar/tell-calendar';
import type { UsersContext } from '../context';
import type { UpdateSchoolInput, UsersErrorCode } from '../schema.generated';
import { readOptionalText, readText } from '../text/read-text';
import { refusingTakenIdentifier } from './create-school';
import { lockSchool } from './lock-school';
import { readGradeLevels, readLocale } from './read-school-input';
import { administerSchool } from './require-school';
import { School } from './school.entity';
import { isoWeekdays } from './weekdays';

/**
 * Changes what is named of a school.
 * @throws Refusal NOT_FOUND, FORBIDDEN, STALE_OBJECT with the school as it is, INVALID_TEXT, UNKNOWN_LOCALE,
 *   IDENTIFIER_TAKEN, TOO_MANY, UNKNOWN_GRADE_LEVEL for a level that students still have
 */
export async function updateSchool(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  input: UpdateSchoolInput,
): Promise<School> {
  const { viewer, school } = await administerSchool(context, input.schoolId);
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    const before = await lockSchool(tx, school);
    if (before.version !== input.expectedVersion) throw staleSchool(before);
    const after: School = { ...before, ...readChanges(input), version: before.version + 1 };
    await assertGradeLevelsUnused(tx, before, after);
    await refusingTakenIdentifier(() => tx.save(School, after));
    if (input.instructionalWeekdays) await tellOpenYears(tx, after, now);
    const { tenantId } = before;
    const act = { action: 'school.updated', subjectId: school.id, at: now, before, after };
    await recordAudit(tx, { ...act, tenantId, schoolId: school.id, actorUserId: viewer.userId });
    return after;
  });
}

function staleSchool(school: School): Refusal {
  const error: UserError<UsersErrorCode> = {
    code: 'STALE_OBJECT',
    field: ['input', 'expectedVersion'],
    message: 'Somebody else changed the school in the meantime.',
  };
  return new Refusal([error], { school });
}

function readChanges(input: UpdateSchoolInput): Partial<School> {
  const { name, identifier, locale, gradeLevels, instructionalWeekdays } = input;
  return {
    ...(isGiven(name) && { name: readText(name, ['input', 'name']) }),
    ...(identifier !== undefined && { identifier: readOptionalText(identifier, ['input', 'identifier']) }),
    ...(isGiven(locale) && { locale: readLocale(locale, ['input', 'locale']) }),
    ...(gradeLevels && { gradeLevels: readGradeLevels(gradeLevels, ['input', 'gradeLevels']) }),
    ...(instructionalWeekdays && { instructionalWeekdays: isoWeekdays(instructionalWeekdays) }),
  };
}

/** What cannot be removed is left as it is by null, too. */
const isGiven = (value: string | null | undefined) => typeof value === 'string';

async function assertGradeLevelsUnused(tx: EntityManager, before: School, after: School): Promise<void> {
  const gone = before.gradeLevels.filter((level) => !after.gradeLevels.includes(level));
  if (gone.length === 0) return;
  const [used] = await tx.query<{ grade_level: string }[]>(
    `SELECT grade_level FROM school_enrollments
     WHERE school_id = $1 AND exit_date IS NULL AND grade_level = ANY($2) LIMIT 1`,
    [before.id, gone],
  );
  if (!used) return;
  refuse<UsersErrorCode>('UNKNOWN_GRADE_LEVEL', `Students are in grade level ${used.grade_level}.`, [
    'input',
    'gradeLevels',
  ]);
}

/** Another week changes which days are in session, in the years that are not over. */
async function tellOpenYears(tx: EntityManager, school: School, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const years = await tx.findBy(AcademicSession, { schoolId: school.id, type: 'SCHOOL_YEAR' });
  for (const { startDate: start, endDate: end } of years)
    if (end >= today) await tellCalendar(tx, school, { start, end }, now);
}
