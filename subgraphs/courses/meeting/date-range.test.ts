import fc from 'fast-check';
import { addDays } from '../../../kernel/clock';
import { MAX_RANGE_DAYS, parseRange } from './date-range';

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));

describe('a range of days', () => {
  it('is one day at the least and 62 days at the most, whenever it starts', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -100, max: 100 }), (start, length) => {
        const range = { start, end: addDays(start, length) };
        const isGood = length >= 0 && length < MAX_RANGE_DAYS;
        if (isGood) expect(parseRange(range)).toEqual(range);
        else expect(() => parseRange(range)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
      }),
    );
  });
});
