import type { DataSource } from 'typeorm';
import type { EventName, Events } from '../../schema/events';
import { Fault } from '../errors';
import type { Bus } from './bus';
import { listenForHints, type Concern } from './hints';
import { cursorOf, lastPosition, readCursor, type Topic } from './topic-position';

/** An event of a topic, with the cursor of its place there. */
export type TopicEvent<N extends EventName> = Events[N] & { cursor: string };

/** What of a topic is followed: `names` and `concerns` tell the events that are on it. */
export interface TopicOptions<N extends EventName> extends Topic, Concern<N> {
  /** The cursor of the last event that was seen; null or absent to begin with the next one. */
  after?: string | null | undefined;
}

interface TopicRow {
  sequence: string;
  payload: object;
}

const BATCH_SIZE = 500;

/**
 * Follows a topic: what came after a cursor, then what happens. Events are read from the outbox, in order and without a
 * gap; the bus says when there is something to read, so that what it says late, twice or not at all changes nothing but
 * when it is seen.
 * @throws Fault BAD_USER_INPUT where `after` is no cursor, SUBSCRIPTION_GAP where what came after it is no longer there,
 *   at once or while it is followed
 */
export async function followTopic<N extends EventName>(
  { db, bus }: { db: DataSource; bus: Bus },
  options: TopicOptions<N>,
): Promise<AsyncIterableIterator<TopicEvent<N>>> {
  const { position: start, rows } = await beginning();
  // What happened meanwhile is read before anything is waited for.
  const hints = listenForHints(bus, options);
  let position = start;
  let waiting = rows;

  const events: AsyncIterableIterator<TopicEvent<N>> = {
    async next() {
      for (;;) {
        const row = waiting.shift();
        if (row) {
          position = BigInt(row.sequence);
          return { done: false, value: { ...row.payload, cursor: cursorOf(position) } as TopicEvent<N> };
        }
        waiting = await rowsAfter(db, options, position).catch(stop);
        if (waiting.length === 0 && !(await hints.wait())) return { done: true, value: undefined };
      }
    },
    async return() {
      await hints.stop();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => events,
  };
  return events;

  async function beginning(): Promise<{ position: bigint; rows: TopicRow[] }> {
    const last = await lastPosition(db, options);
    const { after = null, topic } = options;
    if (after === null) return { position: last, rows: [] };
    const position = readCursor(after, last);
    const rows = await rowsAfter(db, options, position);
    if (rows.length === 0 && position < last) throw gap(topic);
    return { position, rows };
  }

  async function stop(error: unknown): Promise<never> {
    await hints.stop();
    throw error;
  }
}

/** @throws Fault SUBSCRIPTION_GAP where the next ones are not there any more */
async function rowsAfter(db: DataSource, { tenantId, topic }: Topic, after: bigint): Promise<TopicRow[]> {
  const rows = await db.query<TopicRow[]>(
    `SELECT place.sequence, event.payload
     FROM topic_events place JOIN outbox_events event ON event.sequence = place.outbox_sequence
     WHERE place.tenant_id = $1 AND place.topic = $2 AND place.sequence > $3
     ORDER BY place.sequence LIMIT $4`,
    [tenantId, topic, String(after), BATCH_SIZE],
  );
  if (rows[0] && BigInt(rows[0].sequence) !== after + 1n) throw gap(topic);
  return rows;
}

function gap(topic: string): Fault {
  return new Fault(
    'SUBSCRIPTION_GAP',
    'What came after this cursor is no longer kept. Read the present state, then subscribe without a cursor.',
    { cause: new Error(`a gap on ${topic}`) },
  );
}
