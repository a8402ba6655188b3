/** Far less than a clock is off anyway; of today's milliseconds a number tells no parts that are much smaller. */
const TICK_MS = 2 ** -10;
/** A clock that goes back by more was set anew. */
const AHEAD_MS = 10;

/**
 * A clock that never says the same twice, so that of two things in one millisecond it is known which came first.
 * @param now in milliseconds; where it is set back, so is the answer
 */
export function orderedClock(now: () => number): () => number {
  let last = -Infinity;
  return () => {
    const wall = now();
    const isAhead = wall <= last && wall > last - AHEAD_MS;
    return (last = isAhead ? last + TICK_MS : wall);
  };
}
