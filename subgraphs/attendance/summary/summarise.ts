import type { AttendanceCategory, AttendanceSummary } from '../schema.generated';

/** How many marks there are of each category; a category without marks may be left out. */
export type Tally = Partial<Record<AttendanceCategory, number>>;

/**
 * Counts of marks with what they are counted against. `present + tardy + partial + excused + unexcused = recorded`
 * and `recorded + notTaken = possible`, always. Somebody marked as not expected is in neither. A mark counts as
 * possible even where the roster no longer asks for it.
 * @param expected how many marks the rosters ask for, taken or not
 */
export function summarise(expected: number, tally: Tally): AttendanceSummary {
  const count = (...categories: AttendanceCategory[]) =>
    categories.reduce((sum, category) => sum + (tally[category] ?? 0), 0);
  const present = count('PRESENT', 'PRESENT_OFFSITE');
  const tardy = count('TARDY');
  const partial = count('PARTIAL', 'EARLY_DEPARTURE');
  const excused = count('EXCUSED_ABSENCE');
  const unexcused = count('UNEXCUSED_ABSENCE');
  const attended = present + tardy + partial;
  const recorded = attended + excused + unexcused;
  const possible = Math.max(expected - count('NOT_EXPECTED'), recorded);
  return {
    possible,
    recorded,
    notTaken: possible - recorded,
    present,
    tardy,
    partial,
    excused,
    unexcused,
    rate: recorded === 0 ? null : attended / recorded,
  };
}
