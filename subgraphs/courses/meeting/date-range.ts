import { addDays } from '../../../kernel/clock';
import { badInput } from '../../../kernel/errors';

/** The most days that a timetable is asked for at once. */
export const MAX_RANGE_DAYS = 62;

/** Civil dates from `start` to `end`, both included. */
export interface DateRange {
  start: string;
  end: string;
}

/**
 * Checks a range of days.
 * @throws Fault BAD_USER_INPUT where it ends before it starts, or is longer than {@link MAX_RANGE_DAYS}
 */
export function parseRange({ start, end }: DateRange): DateRange {
  if (start > end) throw badInput('The range ends before it starts.', ['range', 'end']);
  if (end > addDays(start, MAX_RANGE_DAYS - 1)) {
    throw badInput(`A range has at most ${MAX_RANGE_DAYS} days.`, ['range', 'end']);
  }
  return { start, end };
}
