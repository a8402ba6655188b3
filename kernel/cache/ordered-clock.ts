/** Far less than a clock is off anyway, and never a millisecond in all that is asked in one. */
const TICK_MS = 2 ** -16;

/**
 * A clock that never says the same twice, so that of two things in one millisecond it is known which came first.
 * @param now in milliseconds; where it goes back, so does the answer
 */
export function orderedClock(now: () => number): () => number {
  let last = -Infinity;
  return () => {
    const wall = now();
    const isSame = wall <= last && wall > last - 1;
    return (last = isSame ? last + TICK_MS : wall);
  };
}
