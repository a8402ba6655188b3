import { instantOf } from '../../kernel/clock';
import type { DemoSchool } from './schools';

/** A lesson's place in the day, on the school's wall clock. */
interface Slot {
  period: string;
  start: string;
  end: string;
}

/** The bells of a day. */
export const MORNING: readonly Slot[] = [
  { period: 'P1', start: '08:00', end: '08:45' },
  { period: 'P2', start: '08:50', end: '09:35' },
  { period: 'P3', start: '09:50', end: '10:35' },
  { period: 'P4', start: '10:40', end: '11:25' },
  { period: 'P5', start: '11:30', end: '12:15' },
  { period: 'P6', start: '13:00', end: '13:45' },
];

/** One dated lesson. */
export interface DemoLesson {
  schoolDate: string;
  period: string;
  startsAt: Date;
  endsAt: Date;
}

/** When the `subject`-th subject of a school meets on a date: the order rotates, so that no day is like the last. */
export function lessonOn(date: string, subject: number, school: DemoSchool): DemoLesson {
  const dayNumber = Math.floor(Date.parse(date) / 86_400_000);
  const slot = MORNING[(subject + dayNumber) % school.subjects.length]!;
  return {
    schoolDate: date,
    period: slot.period,
    startsAt: instantOf(date, slot.start, school.timeZone),
    endsAt: instantOf(date, slot.end, school.timeZone),
  };
}

/** Sundays are free, except for today: a demo must be alive whenever somebody looks at it. */
export function isSchoolDay(date: string, today: string): boolean {
  return date === today || new Date(`${date}T00:00:00Z`).getUTCDay() !== 0;
}
