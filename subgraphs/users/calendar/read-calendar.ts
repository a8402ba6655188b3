import { Between } from 'typeorm';
import { addDays } from '../../../kernel/clock';
import { badInput } from '../../../kernel/errors';
import type { UsersContext } from '../context';
import type { CalendarDay } from '../mappers';
import { visitSchool } from '../school/require-school';
import type { School } from '../school/school.entity';
import type { CalendarRangeInput } from '../schema.generated';
import type { AcademicSession } from './academic-session.entity';
import { CalendarDay as StoredDay } from './calendar-day.entity';
import { calendarDay, calendarDays, type SchoolCalendar } from './school-calendar';

/** The most days that are read or changed at once: a school year and what is around it. */
export const MAX_CALENDAR_DAYS = 400;

type Context = Pick<UsersContext, 'db' | 'viewer' | 'loaders'>;

/**
 * Every day of a range, with whether the school is in session.
 * @throws Fault NOT_FOUND; BAD_USER_INPUT for a range that ends before it starts, or is too long
 */
export async function readCalendar(
  context: Context,
  schoolId: string,
  { start, end }: CalendarRangeInput,
): Promise<CalendarDay[]> {
  if (start > end) throw badInput('The range ends before it starts.', ['range', 'end']);
  if (end > addDays(start, MAX_CALENDAR_DAYS - 1)) {
    throw badInput(`A range has at most ${MAX_CALENDAR_DAYS} days.`, ['range', 'end']);
  }
  const { school } = await visitSchool(context, schoolId);
  const stored = await context.db
    .getRepository(StoredDay)
    .findBy({ schoolId, tenantId: school.tenantId, date: Between(start, end) });
  const sessions = await context.loaders.sessionsBySchool.load(schoolId);
  return calendarDays(schoolCalendar(school, sessions, stored), start, end);
}

/** What one day is to a school; the days of many schools are read together. */
export async function readCalendarDay(
  { loaders }: Pick<Context, 'loaders'>,
  school: School,
  date: string,
): Promise<CalendarDay> {
  const [sessions, stored] = await Promise.all([
    loaders.sessionsBySchool.load(school.id),
    loaders.storedDay.load({ schoolId: school.id, date }),
  ]);
  return calendarDay(schoolCalendar(school, sessions, stored ? [stored] : []), date);
}

/** What decides whether a school is in session, from what is stored of it. */
export function schoolCalendar(
  { id, instructionalWeekdays }: Pick<School, 'id' | 'instructionalWeekdays'>,
  sessions: readonly AcademicSession[],
  days: readonly StoredDay[],
): SchoolCalendar {
  return {
    schoolId: id,
    instructionalWeekdays,
    schoolYears: sessions.filter(({ type }) => type === 'SCHOOL_YEAR'),
    days: new Map(days.map((day) => [day.date, day])),
  };
}
