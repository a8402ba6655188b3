import { Between, type EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import type { School } from '../school/school.entity';
import { AcademicSession } from './academic-session.entity';
import { CalendarDay } from './calendar-day.entity';
import { schoolCalendar } from './read-calendar';
import { calendarDays } from './school-calendar';

/** Civil dates from the first to the last, both included. */
export interface Days {
  start: string;
  end: string;
}

/**
 * Tells the other services on which of these days the school is in session, as it is in this transaction. The school
 * must be locked. Days that no school year has are told as well: they may have been in one before.
 */
export async function tellCalendar(
  tx: EntityManager,
  school: School,
  { start, end }: Days,
  now: Date,
): Promise<void> {
  const { id: schoolId, tenantId } = school;
  const sessions = await tx.findBy(AcademicSession, { schoolId, tenantId });
  const stored = await tx.findBy(CalendarDay, { schoolId, tenantId, date: Between(start, end) });
  const days = calendarDays(schoolCalendar(school, sessions, stored), start, end);
  await recordEvent(tx, {
    name: 'calendar.changed',
    tenantId,
    aggregateId: schoolId,
    occurredAt: now,
    payload: { schoolId, days: days.map(({ date, isInSession }) => ({ date, isInSession })) },
  });
}

/** The days that several ranges lie in; null where there are none. */
export function daysAround(ranges: readonly Days[]): Days | null {
  const [first, ...others] = ranges;
  if (!first) return null;
  return others.reduce(
    (all, { start, end }) => ({
      start: start < all.start ? start : all.start,
      end: end > all.end ? end : all.end,
    }),
    first,
  );
}
