import { In } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordAudit } from '../audit/record-audit';
import type { UsersContext } from '../context';
import type { CalendarDay } from '../mappers';
import type { CalendarDayInput, UpsertCalendarDaysInput, UsersErrorCode } from '../schema.generated';
import { lockSchool } from '../school/lock-school';
import { administerSchool } from '../school/require-school';
import type { School } from '../school/school.entity';
import { readOptionalText } from '../text/read-text';
import { AcademicSession } from './academic-session.entity';
import { CalendarDay as StoredDay } from './calendar-day.entity';
import { MAX_CALENDAR_DAYS, schoolCalendar } from './read-calendar';
import { calendarDay } from './school-calendar';
import { daysAround, tellCalendar } from './tell-calendar';

/**
 * States what days are to a school; days that are not named stay as they are.
 * @returns the days as they are now, in the order of the input
 * @throws Refusal NOT_FOUND, FORBIDDEN, TOO_MANY, INVALID_DATE, INVALID_TEXT, INVALID_PERIOD, UNKNOWN_GRADE_LEVEL
 */
export async function upsertCalendarDays(
  context: Pick<UsersContext, 'db' | 'viewer' | 'loaders' | 'clock'>,
  { schoolId, days }: UpsertCalendarDaysInput,
): Promise<CalendarDay[]> {
  const { viewer, school } = await administerSchool(context, schoolId);
  const range = daysAround(days.map(({ date }) => ({ start: date, end: date })));
  if (!range) return [];
  const rows = readDays(school, days);
  const now = context.clock.now();

  return context.db.transaction(async (tx) => {
    const locked = await lockSchool(tx, school);
    await tx.upsert(StoredDay, rows, ['schoolId', 'date']);
    await tellCalendar(tx, locked, range, now);
    await recordAudit(tx, {
      tenantId: school.tenantId,
      schoolId,
      actorUserId: viewer.userId,
      action: 'calendar.changed',
      subjectId: schoolId,
      at: now,
      after: rows,
    });
    const sessions = await tx.findBy(AcademicSession, { schoolId });
    const stored = await tx.findBy(StoredDay, { schoolId, date: In(days.map(({ date }) => date)) });
    const calendar = schoolCalendar(locked, sessions, stored);
    return days.map(({ date }) => calendarDay(calendar, date));
  });
}

function readDays(school: School, days: readonly CalendarDayInput[]): StoredDay[] {
  if (days.length > MAX_CALENDAR_DAYS) {
    refuse<UsersErrorCode>('TOO_MANY', `At most ${MAX_CALENDAR_DAYS} days at once.`, ['input', 'days']);
  }
  const seen = new Set<string>();
  return days.map((day, i) => {
    const field = ['input', 'days', String(i)];
    if (seen.has(day.date)) {
      refuse<UsersErrorCode>('INVALID_DATE', 'The day is named twice.', [...field, 'date']);
    }
    seen.add(day.date);
    return readDay(school, day, field);
  });
}

function readDay(
  { id: schoolId, tenantId, gradeLevels: known }: School,
  day: CalendarDayInput,
  field: string[],
): StoredDay {
  const { date, kind, opensAt = null, closesAt = null, gradeLevels } = day;
  if (opensAt && closesAt && opensAt >= closesAt) {
    refuse<UsersErrorCode>('INVALID_PERIOD', 'The day closes before it opens.', [...field, 'closesAt']);
  }
  const unknown = gradeLevels?.find((level) => !known.includes(level));
  if (unknown !== undefined) {
    refuse<UsersErrorCode>('UNKNOWN_GRADE_LEVEL', `The school has no grade level ${unknown}.`, [
      ...field,
      'gradeLevels',
    ]);
  }
  const label = readOptionalText(day.label, [...field, 'label']);
  return {
    schoolId,
    tenantId,
    date,
    kind,
    label,
    opensAt,
    closesAt,
    gradeLevels: gradeLevels?.length ? gradeLevels : null,
  };
}
