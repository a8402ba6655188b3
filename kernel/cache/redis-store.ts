import { randomUUID } from 'node:crypto';
import { keepConnected, OutageLog, RedisCommands, sleep } from '../events/redis-connection';
import type { Logger } from '../telemetry/logger';
import type { CacheStore, StoredEntry } from './cache';
import { INVALIDATE, WRITE } from './redis-store-scripts';

/** A tag outlives the entries that have it; one that is gone makes them void. */
const TAG_MS = 25 * 60 * 60 * 1000;
const PING_MS = 5_000;

/** Settings of {@link connectRedisStore}. */
export interface RedisStoreOptions {
  /** What all keys begin with; stores with other prefixes know nothing of each other. */
  prefix?: string;
}

/**
 * A store in Redis, which may evict, lose or forget anything. Nothing is waited for at the start: without Redis every
 * call rejects until it is there.
 */
export function connectRedisStore(
  url: string,
  logger: Logger,
  { prefix = 'schoolgraph:cache' }: RedisStoreOptions = {},
): CacheStore {
  const commands = new RedisCommands(url);
  const channel = `${prefix}:invalidated`;
  const clockKey = `${prefix}:clock`;
  const tagKey = (tag: string) => `${prefix}:tag:${tag}`;
  const entryKey = (key: string) => `${prefix}:entry:${key}`;
  const listeners = new Set<(tags: readonly string[]) => void>();
  const closing = new AbortController();
  const following = followInvalidations(url, channel, { logger, signal: closing.signal }, (tags) => {
    for (const listener of listeners) listener(tags);
  });

  const run = (script: string, keys: readonly string[], values: readonly string[]) =>
    commands.run((redis) => redis.sendCommand(['EVAL', script, String(keys.length), ...keys, ...values]));

  /** Of two processes that meet no clock, one sets it. */
  const setClock = async (): Promise<string> => {
    const clock = `${randomUUID()}.0`;
    const known = await commands.run((redis) =>
      redis.sendCommand<string | null>(['SET', clockKey, clock, 'NX', 'GET']),
    );
    return known ?? clock;
  };

  /** When each tag was invalidated last, as far as the store remembers. */
  const readTags = async (tags: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
    if (tags.length === 0) return new Map();
    const times = await commands.run((redis) => redis.mGet(tags.map(tagKey)));
    return new Map(tags.map((tag, i) => [tag, times[i] ?? null]));
  };

  return {
    async read(keys) {
      const [clock, ...texts] = await commands.run((redis) => redis.mGet([clockKey, ...keys.map(entryKey)]));
      const mark = clock ?? (await setClock());
      const found = texts.map((text) => (text === null ? null : parseEntry(text)));
      const times = await readTags([...new Set(found.flatMap((entry) => entry?.tags ?? []))]);
      const isGood = (entry: Entry) =>
        entry.tags.every((tag) => isBefore(times.get(tag) ?? null, entry.mark));
      return { entries: found.map((entry) => (entry && isGood(entry) ? entry : null)), mark };
    },
    async write(entries, mark) {
      const writes = entries.map(({ key, text, tags, ttlMs }) =>
        run(
          WRITE,
          [clockKey, entryKey(key), ...tags.map(tagKey)],
          [mark, String(TAG_MS), formatEntry({ text, tags, mark }), String(Math.ceil(ttlMs))],
        ),
      );
      await Promise.all(writes);
    },
    async drop(key) {
      await commands.run((redis) => redis.del(entryKey(key)));
    },
    async invalidate(tags) {
      if (tags.length === 0) return;
      const values = [randomUUID(), String(TAG_MS), channel, JSON.stringify(tags)];
      await run(INVALIDATE, [clockKey, ...tags.map(tagKey)], values);
    },
    onInvalidated: (listener) => void listeners.add(listener),
    async close() {
      closing.abort();
      await following;
      commands.close();
    },
  };
}

interface Entry extends StoredEntry {
  mark: string;
}

/** One line that says when it began to be loaded and under which tags it is invalidated; then the text as it is. */
function formatEntry({ mark, tags, text }: Entry): string {
  return `${mark} ${JSON.stringify(tags)}\n${text}`;
}

/** What cannot be read is given as an entry without a text: the cache drops what it cannot read. */
function parseEntry(stored: string): Entry {
  const end = stored.indexOf('\n');
  const space = stored.indexOf(' ');
  const tags = space > 0 && space < end ? parseTags(stored.slice(space + 1, end)) : null;
  return tags ? { mark: stored.slice(0, space), tags, text: stored.slice(end + 1) } : UNREADABLE;
}

const UNREADABLE: Entry = { mark: '', tags: [], text: '' };

/** Whether a tag was invalidated before an entry began to be loaded: known, of the same epoch, and not after it. */
function isBefore(tagTime: string | null, mark: string): boolean {
  if (tagTime === null) return false;
  const [tagEpoch, tagCount] = timeParts(tagTime);
  const [epoch, count] = timeParts(mark);
  return tagEpoch === epoch && tagCount <= count;
}

function timeParts(time: string): [epoch: string, count: number] {
  const dot = time.lastIndexOf('.');
  return [time.slice(0, dot), Number(time.slice(dot + 1))];
}

/** Hears the channel across reconnections, until the signal is given. */
async function followInvalidations(
  url: string,
  channel: string,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
  hear: (tags: string[]) => void,
): Promise<void> {
  await keepConnected(url, new OutageLog(logger), signal, async (connection, succeeded) => {
    await connection.subscribe(channel, (message) => hear(parseTags(message) ?? []));
    succeeded();
    while (!signal.aborted) {
      await sleep(PING_MS, signal);
      if (!signal.aborted) await connection.ping();
    }
  });
}

function parseTags(text: string): string[] | null {
  try {
    const tags: unknown = JSON.parse(text);
    return Array.isArray(tags) && tags.every((tag) => typeof tag === 'string') ? tags : null;
  } catch {
    return null;
  }
}
