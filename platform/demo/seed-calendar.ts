import type { EntityManager } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { AcademicSession } from '../../subgraphs/users/calendar/academic-session.entity';
import { CalendarDay } from '../../subgraphs/users/calendar/calendar-day.entity';
import { Period } from '../../subgraphs/users/calendar/period.entity';
import { calendarDay } from '../../subgraphs/users/calendar/school-calendar';
import { schoolCalendar } from '../../subgraphs/users/calendar/read-calendar';
import { tellCalendar } from '../../subgraphs/users/calendar/tell-calendar';
import { School } from '../../subgraphs/users/school/school.entity';
import { demoId } from './demo-id';
import type { DemoSchool } from './schools';
import { MORNING } from './timetable';

/** The school year of the demo, around the day it was made. */
const YEAR = { before: 120, after: 240 };
/** A week of holidays, far enough ahead not to be in the way. */
const BREAK = { from: 28, days: 5 };

/** Gives a school its year, two terms, bells and a week of holidays. */
export async function seedCalendar(
  tx: EntityManager,
  school: DemoSchool,
  today: string,
  now: Date,
): Promise<void> {
  const { id: schoolId, tenantId } = school;
  const [startDate, endDate] = [addDays(today, -YEAR.before), addDays(today, YEAR.after)];
  const schoolYear = Number(endDate.slice(0, 4));
  const session = (title: string, over: Partial<AcademicSession>): AcademicSession => ({
    id: demoId(ID_PREFIXES.AcademicSession, `${school.name} ${title}`),
    tenantId,
    schoolId,
    parentId: null,
    type: 'SCHOOL_YEAR',
    title,
    schoolYear,
    startDate,
    endDate,
    ...over,
  });
  const year = session(`School year ${schoolYear}`, {});
  const part = { type: 'TERM' as const, parentId: year.id };
  await tx.insert(AcademicSession, [
    year,
    session('Term 1', { ...part, endDate: addDays(today, 60) }),
    session('Term 2', { ...part, startDate: addDays(today, 61) }),
  ]);
  await tx.insert(Period, periodsOf(school));
  await tx.insert(CalendarDay, holidays(school, today));
  const stored = await tx.findOneByOrFail(School, { id: schoolId });
  await tellCalendar(tx, stored, { start: startDate, end: endDate }, now);
}

/**
 * Sees to it that there is school today, whatever day it is: a demo must be alive whenever somebody looks at it. A year
 * that is nearly over goes on.
 */
export async function keepInSession(
  tx: EntityManager,
  { id: schoolId, tenantId }: DemoSchool,
  today: string,
  now: Date,
): Promise<void> {
  const school = await tx.findOneByOrFail(School, { id: schoolId });
  const sessions = await tx.findBy(AcademicSession, { schoolId });
  const year = sessions.find(({ type }) => type === 'SCHOOL_YEAR')!;
  if (year.endDate < addDays(today, BREAK.from)) {
    const start = year.endDate;
    year.endDate = addDays(today, YEAR.after);
    await tx.save(AcademicSession, year);
    await tellCalendar(tx, school, { start, end: year.endDate }, now);
  }
  const stored = await tx.findBy(CalendarDay, { schoolId, date: today });
  if (calendarDay(schoolCalendar(school, sessions, stored), today).isInSession) return;
  const kind = 'MAKE_UP' as const;
  const day = { schoolId, tenantId, date: today, kind, label: 'Open day' };
  await tx.upsert(CalendarDay, day, ['schoolId', 'date']);
  await tellCalendar(tx, school, { start: today, end: today }, now);
}

function periodsOf({ id: schoolId, tenantId, name }: DemoSchool): Period[] {
  return MORNING.map(({ period, start, end }, i) => ({
    id: demoId('prd', `${name} ${period}`),
    tenantId,
    schoolId,
    sequence: i + 1,
    title: `Period ${i + 1}`,
    shortName: period,
    startsAt: start,
    endsAt: end,
    countsForAttendance: true,
  }));
}

function holidays({ id: schoolId, tenantId }: DemoSchool, today: string): CalendarDay[] {
  return Array.from({ length: BREAK.days }, (_, i) => ({
    schoolId,
    tenantId,
    date: addDays(today, BREAK.from + i),
    kind: 'HOLIDAY' as const,
    label: 'Half-term break',
    opensAt: null,
    closesAt: null,
    gradeLevels: null,
  }));
}
