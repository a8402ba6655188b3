import fc from 'fast-check';
import {
  forgottenAt,
  signInCounters,
  withFailure,
  withoutFailure,
  type Limit,
  type Tally,
} from './throttle-limits';

const limit: Limit = { free: 3, capSeconds: 60, forgetSeconds: 100 };
const at = (seconds: number) => new Date(seconds * 1_000);
const none: Tally = { level: 0, changedAt: at(0), waitsUntil: at(0) };
const waitAfter = (tally: Tally) =>
  Math.max(0, tally.waitsUntil.getTime() - tally.changedAt.getTime()) / 1_000;

describe('a counter of failures', () => {
  it('asks for nothing at first, and then for twice as long each time, up to its cap', () => {
    const waits: number[] = [];
    let tally = none;
    for (let i = 0; i < 12; i += 1) waits.push(waitAfter((tally = withFailure(limit, tally, at(0)))));
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('forgets, in the end all of it', () => {
    let tally = none;
    for (let i = 0; i < 5; i += 1) tally = withFailure(limit, tally, at(0));
    expect(forgottenAt(limit, tally)).toEqual(at(500));
    expect(waitAfter(withFailure(limit, tally, at(500)))).toBe(0);
  });

  it('never asks for longer than its cap, never counts below nothing, and is always forgotten some day', () => {
    const step = fc.record({ isFailure: fc.boolean(), seconds: fc.nat(1_000) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let now = 0;
        let tally = none;
        for (const { isFailure, seconds } of steps) {
          now += seconds;
          tally = (isFailure ? withFailure : withoutFailure)(limit, tally, at(now));
          expect(waitAfter(tally)).toBeLessThanOrEqual(limit.capSeconds);
          expect(tally.level).toBeGreaterThanOrEqual(0);
          expect(forgottenAt(limit, tally).getTime()).toBeLessThanOrEqual(
            at(now + Math.max(limit.capSeconds, steps.length * limit.forgetSeconds)).getTime(),
          );
        }
      }),
    );
  });

  it('of a try that was none leaves no wait behind', () => {
    let tally = none;
    for (let i = 0; i < 8; i += 1) tally = withFailure(limit, tally, at(0));
    expect(waitAfter(withoutFailure(limit, tally, at(20)))).toBe(0);
  });
});

it('counters do not hold addresses of people', () => {
  const keys = signInCounters('amina@example.org', '198.51.100.7').map(({ key }) => key);
  expect(keys.join()).not.toContain('amina');
  expect(new Set(keys).size).toBe(5);
});
