import type { Logger } from '../telemetry/logger';
import type { Bus } from './bus';
import { LiveTails } from './live-tails';
import { keepConnected, OutageLog, RedisCommands, sleep } from './redis-connection';
import { GroupMember } from './redis-group';
import { append, lastId, readEntries, type RedisBusContext } from './redis-stream';

export interface RedisBusOptions {
  /** Key of the stream; buses on different streams know nothing of each other. */
  stream?: string;
  /** How soon a group's next member takes over from one that died. */
  leaseMs?: number;
}

const TAIL_BATCH_SIZE = 500;
const TAIL_BLOCK_MS = 5_000;
/** How long `close` tries to hand leases over before it leaves them to lapse. */
const CLOSE_DEADLINE_MS = 1_000;

/**
 * The bus across processes: one Redis stream with an entry per event, which every group reads at its own pace.
 *
 * Redis may go away at any time: `publish` rejects, and the outbox keeps the events; readers reconnect and go on where
 * they were. What Redis has taken it must keep, so it needs an append-only file; after losing data all the same, clear
 * `published_at` of the outbox rows in question: they are published again, and inboxes skip what was applied.
 *
 * The stream is never trimmed: a group must not miss an event it has not seen. Trimming needs the position of the
 * slowest group first.
 * @throws Error within 5 s when Redis cannot be used: a service that starts without it is restarted by its supervisor
 */
export async function connectRedisBus(
  url: string,
  logger: Logger,
  { stream = 'schoolgraph:events', leaseMs = 10_000 }: RedisBusOptions = {},
): Promise<Bus> {
  const commands = new RedisCommands(url);
  const position = await commands
    .run((redis) => lastId(redis, stream))
    .catch((error: unknown) => {
      commands.close();
      throw error;
    });
  const context: RedisBusContext = { url, stream, leaseMs, commands, outages: new OutageLog(logger) };
  const members = new Set<GroupMember>();
  const tails = new LiveTails();
  const closing = new AbortController();
  const following = followStream(context, position, tails, closing.signal);

  return {
    async publish(events) {
      if (events.length > 0) await commands.run((redis) => append(redis, stream, events));
    },
    consume(group, names, handler) {
      if (closing.signal.aborted) return Promise.reject(new Error('The bus is closed'));
      const member = new GroupMember(context, { group, names, handler, logger });
      members.add(member);
      return Promise.resolve(async () => {
        await member.stop();
        members.delete(member);
      });
    },
    subscribe: (names) => tails.open(names),
    async close() {
      closing.abort();
      tails.closeAll();
      const ended = Promise.all([following, ...[...members].map((member) => member.close())]);
      const deadline = new AbortController();
      await Promise.race([ended, sleep(CLOSE_DEADLINE_MS, deadline.signal)]);
      deadline.abort();
      commands.close();
    },
  };
}

/** Feeds the live tails everything after `position`, across reconnections. */
async function followStream(
  { url, stream, outages }: RedisBusContext,
  position: string,
  tails: LiveTails,
  signal: AbortSignal,
): Promise<void> {
  const options = ['COUNT', String(TAIL_BATCH_SIZE), 'BLOCK', String(TAIL_BLOCK_MS)];
  await keepConnected(url, outages, signal, async (connection, succeeded) => {
    while (!signal.aborted) {
      const entries = await readEntries(connection, ['XREAD', ...options, 'STREAMS', stream, position]);
      succeeded();
      position = entries.at(-1)?.id ?? position;
      tails.push(entries.flatMap(({ event }) => event ?? []));
    }
  });
}
