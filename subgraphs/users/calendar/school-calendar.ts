import { addDays } from '../../../kernel/clock';
import type { AcademicSession } from './academic-session.entity';
import type { CalendarDay as StoredDay } from './calendar-day.entity';
import type { CalendarDay } from '../mappers';
import type { CalendarDayKind } from '../schema.generated';

/** Days that are taught on, whatever day of the week they are. */
const TEACHING = new Set<CalendarDayKind>(['INSTRUCTIONAL', 'MAKE_UP', 'LATE_START', 'EARLY_DISMISSAL']);

/** What decides whether a school is in session on a day. */
export interface SchoolCalendar {
  schoolId: string;
  /** 1 is Monday (ISO 8601). */
  instructionalWeekdays: readonly number[];
  /** Its school years; sessions of other types play no part. */
  schoolYears: readonly Pick<AcademicSession, 'startDate' | 'endDate'>[];
  /** The days that differ from the usual week, by date. */
  days: ReadonlyMap<string, StoredDay>;
}

/**
 * What a day is to a school. This is the one place that decides whether a school is in session: others are told by
 * event. A kind that is for some grade levels only leaves the others their ordinary day.
 * @param date civil date of the school
 */
export function calendarDay(calendar: SchoolCalendar, date: string): CalendarDay {
  const { schoolId, schoolYears, days } = calendar;
  const stored = days.get(date);
  const isUsual = calendar.instructionalWeekdays.includes(isoWeekday(date));
  const kind = stored?.kind ?? (isUsual ? 'INSTRUCTIONAL' : 'NON_INSTRUCTIONAL');
  const isTaught = TEACHING.has(kind) || (isUsual && !!stored?.gradeLevels);
  const isInYear = schoolYears.some(({ startDate, endDate }) => startDate <= date && date <= endDate);
  return {
    schoolId,
    date,
    kind,
    label: stored?.label ?? null,
    opensAt: stored?.opensAt ?? null,
    closesAt: stored?.closesAt ?? null,
    gradeLevels: stored?.gradeLevels ?? null,
    isInSession: isTaught && isInYear,
  };
}

/** Every day of a range, both ends included. */
export function calendarDays(calendar: SchoolCalendar, start: string, end: string): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let date = start; date <= end; date = addDays(date, 1)) days.push(calendarDay(calendar, date));
  return days;
}

/** 1 for Monday to 7 for Sunday. */
function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
