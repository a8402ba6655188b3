import { Fault } from '../../../kernel/errors';
import type { SubgraphResponse } from '../../subgraph/subgraph-response';

/** A stream at a subgraph that is being followed, across its connections. */
export interface Upstream {
  /** The last event's cursor, or what to begin after; null where neither is known. */
  readonly position: string | null;
  /** Ends it at once; nothing is told any more. */
  close(): void;
}

/** What is told of a stream. */
export interface UpstreamListener {
  event(event: SubgraphResponse): void;
  /** It broke before anything said where it stood, so that events may be missing. */
  gap(): void;
  /** It is over; with the reason where it did not end by itself. */
  end(error?: unknown): void;
}

interface UpstreamOptions {
  /** Subscribes. @param after the event to begin after; null for now */
  open: (after: string | null) => AsyncIterator<SubgraphResponse>;
  /** Where an event stands in the stream. Absent where the stream cannot be taken up again: then it ends as it breaks. */
  cursorOf?: (event: SubgraphResponse) => string | null;
  /** The event to begin after; null for now. */
  after: string | null;
}

/** After so long without success a broken stream is given up. */
const GIVE_UP_MS = 60_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Follows a stream. One that can be resumed is subscribed to again, after its last event, when its connection breaks or
 * its subgraph fails on an event: a client that got the failure in its place would never know what it was.
 */
export function followUpstream(
  { open, cursorOf, after }: UpstreamOptions,
  listener: UpstreamListener,
): Upstream {
  let position = after;
  let isClosed = false;
  let events: AsyncIterator<SubgraphResponse> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let brokenSince: number | null = null;
  let attempts = 0;

  const follow = async () => {
    const current = (events = open(position));
    for (;;) {
      const next = await current.next();
      if (isClosed) return;
      if (next.done) return listener.end();
      if (isFailure(next.value) && isWorthIt()) {
        void current.return?.();
        return again();
      }
      brokenSince = null;
      attempts = 0;
      position = cursorOf?.(next.value) ?? position;
      listener.event(next.value);
    }
  };

  const isWorthIt = () => {
    brokenSince ??= performance.now();
    return cursorOf !== undefined && performance.now() - brokenSince < GIVE_UP_MS;
  };
  const again = () => {
    if (position === null && attempts === 0) listener.gap();
    retry = setTimeout(begin, waitBefore(attempts));
    attempts += 1;
  };
  const begin = () => {
    follow().catch((error: unknown) => {
      if (isClosed) return;
      if (isBreak(error) && isWorthIt()) again();
      else listener.end(error);
    });
  };
  begin();

  return {
    get position() {
      return position;
    },
    close: () => {
      isClosed = true;
      clearTimeout(retry);
      void events?.return?.();
    },
  };
}

/** Whether the subgraph could not be asked, which says nothing against asking again. */
function isBreak(error: unknown): boolean {
  return error instanceof Fault && error.code === 'SUBGRAPH_UNAVAILABLE';
}

const FAILURES = new Set<unknown>(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE']);

/** Whether there is nothing of the event but that the subgraph failed on it, which another time it may not. */
function isFailure({ data, errors }: SubgraphResponse): boolean {
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  return isEmpty && errors.some(({ extensions }) => FAILURES.has(extensions?.code));
}

/** Grows with each attempt, and differs: all streams of a subgraph break at the same moment. */
function waitBefore(attempt: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return longest * (0.5 + Math.random() / 2);
}
