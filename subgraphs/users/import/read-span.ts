import { readDay } from '../text/read-day';
import { refuseRow } from './row';

/** The days of a row. */
export interface Span {
  begin: string | null;
  end: string | null;
  /** Whether the end is the day of a removal, which may lie before what it removes began. */
  isRemoval?: boolean;
}

/**
 * Reads the first day, today where the row does not say, and the first day no longer.
 * @throws Refusal INVALID_DATE for days out of bounds; RowError INVALID_DATE for an end that does not lie after the beginning
 */
export function readSpan(
  { begin, end, isRemoval }: Span,
  today: string,
  fields: { begin: string; end: string },
): { begin: string; end: string | null } {
  const read = {
    begin: readDay(begin ?? today, today, [fields.begin]),
    end: end === null ? null : readDay(end, today, [fields.end]),
  };
  if (begin !== null && read.end !== null && read.end <= read.begin && !isRemoval) {
    refuseRow('INVALID_DATE', 'The end must lie after the beginning.', fields.end);
  }
  return read;
}
