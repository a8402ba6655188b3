import { slidingWindow, type Stopwatch } from './sliding-window';

const WINDOW_MS = 10_000;
/** So many failures on end open the circuit at any traffic. */
const FAILURES_ON_END = 16;
/** … and so does a window of at least this many calls of which half have failed. */
const BUSY_CALLS = 40;
const FAILING_SHARE = 0.5;
/** How long an open circuit waits before it lets one call through to see. */
const OPEN_MS = 1_000;

/** `half-open`: one call is on its way to see whether the subgraph is back. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** What a call tells of the subgraph's health; `unknown` where it ended before there was anything to tell. */
export type CallOutcome = 'success' | 'failure' | 'unknown';

/** The subgraph has failed so often that it is not asked for a while. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';
}

/** Keeps calls from a subgraph that does not answer, and finds out when it does again. */
export interface CircuitBreaker {
  readonly state: CircuitState;
  /**
   * Admits a call.
   * @returns what to tell its outcome to, exactly once
   * @throws CircuitOpenError at once while the circuit is open
   */
  enter(): (outcome: CallOutcome) => void;
}

/** @param onChange hears every change of state, once */
export function createCircuitBreaker(
  now: Stopwatch,
  onChange: (state: CircuitState) => void = () => undefined,
): CircuitBreaker {
  const recent = slidingWindow<'call' | 'failure'>(WINDOW_MS, now);
  let state: CircuitState = 'closed';
  let failuresOnEnd = 0;
  let openedAt = 0;

  const change = (to: CircuitState) => {
    state = to;
    failuresOnEnd = 0;
    recent.clear();
    if (to === 'open') openedAt = now();
    onChange(to);
  };

  const note = (outcome: 'success' | 'failure') => {
    recent.add('call');
    if (outcome === 'success') {
      failuresOnEnd = 0;
      return;
    }
    recent.add('failure');
    failuresOnEnd += 1;
    const calls = recent.count('call');
    const isFailing = calls >= BUSY_CALLS && recent.count('failure') >= calls * FAILING_SHARE;
    if (failuresOnEnd >= FAILURES_ON_END || isFailing) change('open');
  };

  const probe = (outcome: CallOutcome) => {
    if (outcome === 'success') return change('closed');
    change('open');
    // Nothing was learnt, so the next call may see at once.
    if (outcome === 'unknown') openedAt = -Infinity;
  };

  return {
    get state() {
      return state;
    },
    enter: () => {
      if (state === 'closed') {
        // A call that began before the circuit opened says nothing of how the subgraph is afterwards.
        return (outcome) => void (state === 'closed' && outcome !== 'unknown' && note(outcome));
      }
      if (state === 'half-open' || now() - openedAt < OPEN_MS)
        throw new CircuitOpenError('the circuit is open');
      change('half-open');
      return probe;
    },
  };
}
