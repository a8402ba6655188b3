import { slidingWindow, type Stopwatch } from './sliding-window';

const WINDOW_MS = 10_000;
/** Retries for each request: a subgraph that fails altogether gets at most this much more load. */
const SHARE = 0.2;
/** Allowed in each window however few requests there are, so that reset connections stay invisible. */
const RESERVE = 10;

/** How many retries a subgraph can be expected to bear. */
export interface RetryBudget {
  noteRequest(): void;
  /** Takes one retry out of the budget; false where there is none left. */
  take(): boolean;
}

/** A budget of 20 % of the requests of the last 10 s, after Google's SRE book, chapter 21. */
export function createRetryBudget(now: Stopwatch): RetryBudget {
  const recent = slidingWindow<'request' | 'retry'>(WINDOW_MS, now);
  return {
    noteRequest: () => recent.add('request'),
    take: () => {
      const allowed = Math.max(RESERVE, Math.floor(recent.count('request') * SHARE));
      if (recent.count('retry') >= allowed) return false;
      recent.add('retry');
      return true;
    },
  };
}
