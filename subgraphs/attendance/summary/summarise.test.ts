import fc from 'fast-check';
import type { AttendanceCategory } from '../schema.generated';
import { summarise } from './summarise';

const CATEGORIES: readonly AttendanceCategory[] = [
  'PRESENT',
  'PRESENT_OFFSITE',
  'TARDY',
  'EARLY_DEPARTURE',
  'PARTIAL',
  'EXCUSED_ABSENCE',
  'UNEXCUSED_ABSENCE',
  'NOT_EXPECTED',
];

/** Registers as they can be: some of the expected have a mark. */
const registers = fc
  .tuple(fc.array(fc.constantFrom(...CATEGORIES), { maxLength: 60 }), fc.nat(40))
  .map(([marks, notTaken]) => {
    const tally: Partial<Record<AttendanceCategory, number>> = {};
    for (const category of marks) tally[category] = (tally[category] ?? 0) + 1;
    return { expected: marks.length + notTaken, notTaken, tally, marks };
  });

describe('a summary of attendance', () => {
  it('has parts that add up to what was recorded, and the rest is not taken', () => {
    fc.assert(
      fc.property(registers, ({ expected, notTaken, tally, marks }) => {
        const { present, tardy, partial, excused, unexcused, ...totals } = summarise(expected, tally);
        const counted = marks.filter((category) => category !== 'NOT_EXPECTED').length;
        expect(present + tardy + partial + excused + unexcused).toBe(totals.recorded);
        expect(totals.recorded).toBe(counted);
        expect(totals.notTaken).toBe(notTaken);
        expect(totals.possible).toBe(totals.recorded + totals.notTaken);
      }),
    );
  });

  it('has a rate between 0 and 1, and none where nothing is recorded', () => {
    fc.assert(
      fc.property(registers, ({ expected, tally }) => {
        const { rate, recorded, excused, unexcused } = summarise(expected, tally);
        if (recorded === 0) expect(rate).toBeNull();
        else expect(rate).toBeCloseTo(1 - (excused + unexcused) / recorded, 10);
      }),
    );
  });

  it('counts those off site as present and those who left early as partly there', () => {
    expect(
      summarise(5, { PRESENT: 1, PRESENT_OFFSITE: 1, EARLY_DEPARTURE: 1, UNEXCUSED_ABSENCE: 1 }),
    ).toEqual({
      possible: 5,
      recorded: 4,
      notTaken: 1,
      present: 2,
      tardy: 0,
      partial: 1,
      excused: 0,
      unexcused: 1,
      rate: 0.75,
    });
  });

  it('leaves out of the count whom a mark says was not expected', () => {
    expect(summarise(2, { PRESENT: 1, NOT_EXPECTED: 1 })).toMatchObject({
      possible: 1,
      recorded: 1,
      notTaken: 0,
      rate: 1,
    });
  });

  it('keeps a mark that the roster no longer asks for', () => {
    expect(summarise(0, { PRESENT: 1 })).toMatchObject({ possible: 1, recorded: 1, notTaken: 0 });
  });
});
