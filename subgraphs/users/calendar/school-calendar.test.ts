import fc from 'fast-check';
import { addDays } from '../../../kernel/clock';
import { calendarDay, calendarDays, type SchoolCalendar } from './school-calendar';
import type { CalendarDay } from './calendar-day.entity';

const [MONDAY, SATURDAY] = ['2026-11-23', '2026-11-28'];

const day = (date: string, over: Partial<CalendarDay>): CalendarDay => ({
  schoolId: 'sch_1',
  tenantId: 'org_1',
  date,
  kind: 'INSTRUCTIONAL',
  label: null,
  opensAt: null,
  closesAt: null,
  gradeLevels: null,
  ...over,
});

const calendarWith = (...days: CalendarDay[]): SchoolCalendar => ({
  schoolId: 'sch_1',
  instructionalWeekdays: [1, 2, 3, 4, 5],
  schoolYears: [{ startDate: '2026-09-01', endDate: '2027-06-30' }],
  days: new Map(days.map((each) => [each.date, each])),
});

const isInSession = (date: string, ...days: CalendarDay[]) =>
  calendarDay(calendarWith(...days), date).isInSession;

describe('a school is in session', () => {
  it('on the weekdays of its school year', () => {
    expect(isInSession(MONDAY)).toBe(true);
    expect(isInSession(SATURDAY)).toBe(false);
  });

  it('on the first and the last day of a school year, and on no day around it', () => {
    const dates = ['2026-08-31', '2026-09-01', '2027-06-30', '2027-07-01'];
    expect(dates.map((date) => isInSession(date))).toEqual([false, true, true, false]);
  });

  it.each(['HOLIDAY', 'WEATHER', 'TEACHER_ONLY', 'EMERGENCY', 'STRIKE', 'NON_INSTRUCTIONAL'] as const)(
    'not on a day declared %s',
    (kind) => expect(isInSession(MONDAY, day(MONDAY, { kind }))).toBe(false),
  );

  it.each(['INSTRUCTIONAL', 'MAKE_UP', 'LATE_START', 'EARLY_DISMISSAL'] as const)(
    'on a Saturday declared %s',
    (kind) => expect(isInSession(SATURDAY, day(SATURDAY, { kind }))).toBe(true),
  );

  it('for the other grade levels on a day that some have off', () => {
    expect(isInSession(MONDAY, day(MONDAY, { kind: 'HOLIDAY', gradeLevels: ['12'] }))).toBe(true);
    expect(isInSession(SATURDAY, day(SATURDAY, { kind: 'HOLIDAY', gradeLevels: ['12'] }))).toBe(false);
  });

  it('never outside of a school year, whatever is declared', () => {
    const date = '2026-08-03';
    expect(isInSession(date, day(date, { kind: 'MAKE_UP' }))).toBe(false);
  });
});

it('a range has each of its days once, in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 399 }), fc.integer({ min: 0, max: 5000 }), (length, offset) => {
      const start = addDays('2020-01-01', offset);
      const dates = calendarDays(calendarWith(), start, addDays(start, length)).map(({ date }) => date);
      expect(dates).toEqual(Array.from({ length: length + 1 }, (_, i) => addDays(start, i)));
    }),
  );
});
