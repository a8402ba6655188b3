import { addDays } from '../../../kernel/clock';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';

/** Before it, nobody of today was at school. */
const FIRST_DAY = '1930-01-01';
/** Nothing is arranged further ahead. */
const DAYS_AHEAD = 3 * 366;

/** @throws Refusal INVALID_DATE for a day so far away that it must be a mistake */
export function readDay(day: string, today: string, field: string[]): string {
  if (day >= FIRST_DAY && day <= addDays(today, DAYS_AHEAD)) return day;
  return refuse<UsersErrorCode>(
    'INVALID_DATE',
    `The day must lie between ${FIRST_DAY} and three years from now.`,
    field,
  );
}

/**
 * Reads the days of an interval that may be open.
 * @throws Refusal INVALID_DATE for days out of bounds, and for an end that does not lie after the beginning
 */
export function readInterval(
  { begin, end }: { begin: string; end: string | null },
  today: string,
  fields: { begin: string[]; end: string[] },
): { begin: string; end: string | null } {
  readDay(begin, today, fields.begin);
  if (end === null) return { begin, end };
  if (end <= begin)
    refuse<UsersErrorCode>('INVALID_DATE', 'The end must lie after the beginning.', fields.end);
  return { begin, end: readDay(end, today, fields.end) };
}
