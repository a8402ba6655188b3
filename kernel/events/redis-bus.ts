import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import type { Logger } from '../telemetry/logger';
import { type AnyEvent, type Bus, EventsLostError } from './bus';
import { LiveTails } from './live-tails';
import { keepConnected, OutageLog, RedisCommands, sleep } from './redis-connection';
import { GroupMember } from './redis-group';
import { StreamScripts } from './redis-scripts';
import { lastId, readEntries, type RedisBusContext } from './redis-stream';

export interface RedisBusOptions {
  /** Key of the stream; buses on different streams know nothing of each other. */
  stream?: string;
  /** How soon a group's next member takes over from one that died. */
  leaseMs?: number;
  /** How long events stay at the least, for groups that are yet to come. */
  keepMs?: number;
}

const TAIL_BATCH_SIZE = 500;
const TAIL_BLOCK_MS = 5_000;
const TRIM_EVERY_MS = 60_000;
/** An event that is published twice comes the second time within moments. */
const REMEMBERED_EVENTS = 10_000;
/** How long `close` tries to hand leases over before it leaves them to lapse. */
const CLOSE_DEADLINE_MS = 1_000;

/**
 * The bus across processes: one Redis stream with an entry per event, which every group reads at its own pace.
 *
 * Redis may go away at any time, or not be there yet: `publish` rejects, and the outbox keeps the events; readers
 * reconnect and go on where they were. It should keep what it has taken, in an append-only file and without eviction;
 * where it does not, the outbox learns so by its receipt and publishes again.
 *
 * The stream is trimmed to what is younger than `keepMs` or not yet handled by every group.
 */
export async function connectRedisBus(
  url: string,
  logger: Logger,
  { stream = 'schoolgraph:events', leaseMs = 10_000, keepMs = 24 * 3_600_000 }: RedisBusOptions = {},
): Promise<Bus> {
  const commands = new RedisCommands(url);
  const outages = new OutageLog(logger);
  const context: RedisBusContext = { url, stream, leaseMs, commands, outages };
  const scripts = new StreamScripts(stream);
  const position = await startOfTail(context);
  const members = new Set<GroupMember>();
  const tails = new LiveTails();
  const closing = new AbortController();
  const following = followStream(context, position, tails, closing.signal);
  const trim = () => commands.run((redis) => scripts.trim(redis, Date.now() - keepMs));
  const trimming = setInterval(() => void trim().catch(() => undefined), TRIM_EVERY_MS);

  return {
    async publish(events, since = null) {
      const texts = events.map((event) => JSON.stringify(event));
      const receipt = await commands.run((redis) =>
        scripts.append(redis, texts, { since, epoch: randomUUID() }),
      );
      if (!receipt) throw new EventsLostError();
      return receipt;
    },
    standingOf: (receipt) => commands.run((redis) => scripts.standingOf(redis, receipt)),
    backlogOf: (group) => commands.run((redis) => scripts.backlogOf(redis, group)),
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
      clearInterval(trimming);
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

/** Where live tails begin: after the newest entry; where Redis is away, with what comes from now on. */
async function startOfTail({ commands, stream, outages }: RedisBusContext): Promise<string> {
  const now = Date.now();
  return commands
    .run((redis) => lastId(redis, stream))
    .catch((error: unknown) => {
      outages.failed(error);
      return `${now}-0`;
    });
}

/** Feeds the live tails everything after `position`, once, across reconnections. */
async function followStream(
  { url, stream, outages }: RedisBusContext,
  position: string,
  tails: LiveTails,
  signal: AbortSignal,
): Promise<void> {
  const told = new LRUCache<string, true>({ max: REMEMBERED_EVENTS });
  const isNew = ({ id }: AnyEvent) => !told.has(id) && told.set(id, true);
  const options = ['COUNT', String(TAIL_BATCH_SIZE), 'BLOCK', String(TAIL_BLOCK_MS)];
  await keepConnected(url, outages, signal, async (connection, succeeded) => {
    while (!signal.aborted) {
      const entries = await readEntries(connection, ['XREAD', ...options, 'STREAMS', stream, position]);
      succeeded();
      position = entries.at(-1)?.id ?? position;
      tails.push(entries.flatMap(({ event }) => event ?? []).filter(isNew));
    }
  });
}
