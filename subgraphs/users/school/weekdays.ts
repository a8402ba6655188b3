import type { DayOfWeek } from '../schema.generated';

/** In ISO 8601's order, from 1 on. */
const DAYS: readonly DayOfWeek[] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

/** ISO 8601's numbers of days of the week, in order, each once. */
export function isoWeekdays(days: readonly DayOfWeek[]): number[] {
  return [...new Set(days.map((day) => DAYS.indexOf(day) + 1))].sort((a, b) => a - b);
}

/** The days behind ISO 8601's numbers. */
export function weekdayNames(numbers: readonly number[]): DayOfWeek[] {
  return numbers.map((number) => DAYS[number - 1]!);
}
