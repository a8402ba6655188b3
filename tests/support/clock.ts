import type { Clock } from '../../kernel/clock';

/** A clock that only a test moves. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** @param start RFC 3339, or now where absent */
export function createTestClock(start?: string): TestClock {
  let now = start ? Date.parse(start) : Date.now();
  return { now: () => new Date(now), advance: (milliseconds) => void (now += milliseconds) };
}
