import { refuse } from '../../../kernel/errors';
import { newId } from '../../../kernel/ids';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { PeriodInput, ReplacePeriodsInput, UsersErrorCode } from '../schema.generated';
import { lockSchool } from '../school/lock-school';
import { administerSchool } from '../school/require-school';
import type { School } from '../school/school.entity';
import { readText } from '../text/read-text';
import { Period } from './period.entity';

const MAX_PERIODS = 30;
const MAX_SHORT_NAME = 12;

/**
 * Replaces a school's bell periods. A period keeps its id as long as it has its place in the day.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TOO_MANY, INVALID_TEXT, INVALID_PERIOD
 */
export async function replacePeriods(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, periods: inputs }: ReplacePeriodsInput,
): Promise<Period[]> {
  const { viewer, school } = await administerSchool(context, schoolId);
  checkPeriods(inputs);
  const now = context.clock.now();
  return context.db.transaction(async (tx) => {
    await lockSchool(tx, school);
    const before = await tx.find(Period, { where: { schoolId }, order: { sequence: 'ASC' } });
    const after = inputs.map((input, i) => readPeriod(school, input, i, before[i]?.id));
    const gone = before.slice(inputs.length).map(({ id }) => id);
    if (gone.length > 0) await tx.delete(Period, gone);
    await tx.save(Period, after);
    await recordAudit(tx, {
      tenantId: school.tenantId,
      schoolId,
      actorUserId: viewer.userId,
      action: 'periods.replaced',
      subjectId: schoolId,
      at: now,
      before,
      after,
    });
    return after;
  });
}

function checkPeriods(periods: readonly PeriodInput[]): void {
  if (periods.length > MAX_PERIODS) {
    refuse<UsersErrorCode>('TOO_MANY', `A day has at most ${MAX_PERIODS} periods.`, ['input', 'periods']);
  }
  periods.forEach(({ startsAt, endsAt }, i) => {
    const field = ['input', 'periods', String(i)];
    if (endsAt <= startsAt) {
      refuse<UsersErrorCode>('INVALID_PERIOD', 'The period ends before it starts.', [...field, 'endsAt']);
    }
    const before = periods[i - 1];
    if (before && startsAt < before.endsAt) {
      refuse<UsersErrorCode>('INVALID_PERIOD', 'The period starts before the one before it has ended.', [
        ...field,
        'startsAt',
      ]);
    }
  });
}

function readPeriod(
  { id: schoolId, tenantId }: School,
  { title, shortName, startsAt, endsAt, countsForAttendance = true }: PeriodInput,
  i: number,
  id = newId('prd'),
): Period {
  const field = ['input', 'periods', String(i)];
  return {
    id,
    tenantId,
    schoolId,
    sequence: i + 1,
    title: readText(title, [...field, 'title']),
    shortName: readText(shortName, [...field, 'shortName'], MAX_SHORT_NAME),
    startsAt,
    endsAt,
    countsForAttendance,
  };
}
