import type { DataSource } from 'typeorm';
import type { EventName } from '../../schema/events';
import type { Bus } from './bus';
import { listenForHints } from './hints';
import type { TopicOptions } from './replay';
import { cursorOf, lastPosition, readCursor } from './topic-position';

/** Where a topic stands: everything up to there has been committed. */
export interface StatePosition {
  cursor: string;
  /** Grows with each event of the topic. */
  sequence: number;
}

/** What of a topic is followed. */
export interface StateOptions<N extends EventName> extends TopicOptions<N> {
  /** No two positions are told within this time. */
  everyMs: number;
}

/**
 * Follows where a topic stands, for those who tell what its events come to and not each of them: at once, then whenever
 * there was more of it. What happens within `everyMs` is told as one, and the last of it always. Read the state once a
 * position is told: it is at least that new.
 *
 * With `after` nothing is told until the topic stands elsewhere than there. Events need not be kept for that, so there is
 * no cursor that is too old.
 * @throws Fault BAD_USER_INPUT where `after` is no cursor
 */
export async function followState<N extends EventName>(
  { db, bus }: { db: DataSource; bus: Bus },
  { everyMs, after = null, ...topic }: StateOptions<N>,
): Promise<AsyncIterableIterator<StatePosition>> {
  let told = after === null ? null : readCursor(after, await lastPosition(db, topic));
  const hints = listenForHints(bus, topic);
  const rest = createRest(everyMs);
  let isLeft = false;

  const positions: AsyncIterableIterator<StatePosition> = {
    async next() {
      for (;;) {
        await rest.over();
        if (isLeft) return { done: true, value: undefined };
        const last = await lastPosition(db, topic).catch(stop);
        if (told === null || last > told) {
          told = last;
          rest.begin();
          return { done: false, value: { cursor: cursorOf(last), sequence: Number(last) } };
        }
        if (!(await hints.wait())) return { done: true, value: undefined };
      }
    },
    async return() {
      isLeft = true;
      rest.end();
      await hints.stop();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => positions,
  };
  return positions;

  async function stop(error: unknown): Promise<never> {
    await hints.stop();
    throw error;
  }
}

/** A time in which nothing is told. */
function createRest(lengthMs: number) {
  let until = 0;
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  return {
    begin: () => void (until = performance.now() + lengthMs),
    over: async () => {
      const left = until - performance.now();
      if (left > 0) await new Promise<void>((resolve) => (timer = setTimeout((wake = resolve), left)));
    },
    end: () => {
      until = 0;
      clearTimeout(timer);
      wake();
    },
  };
}
