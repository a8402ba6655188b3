import { randomUUID } from 'node:crypto';
import { keepConnected, OutageLog, RedisCommands, sleep } from '../events/redis-connection';
import type { Logger } from '../telemetry/logger';
import type { CacheStore, StoredEntry } from './cache';
import { INVALIDATE, READ, WRITE } from './redis-store-scripts';

/** A tag outlives the entries that have it; one that is gone makes them void. */
const TAG_MS = 25 * 60 * 60 * 1000;
const PING_MS = 5_000;
/** More than happen while something is loaded, also of those that void things all the time. */
const LOGGED_INVALIDATIONS = 1_000;

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
  const logKey = `${prefix}:log`;
  const tagKey = (tag: string) => `${prefix}:tag:${tag}`;
  const entryKey = (key: string) => `${prefix}:entry:${key}`;
  const listeners = new Set<(tags: readonly string[]) => void>();
  const lossListeners = new Set<() => void>();
  const closing = new AbortController();
  const following = followInvalidations(
    { url, channel, logger, signal: closing.signal },
    {
      hear: (tags) => listeners.forEach((listener) => listener(tags)),
      lose: () => lossListeners.forEach((listener) => listener()),
    },
  );

  const run = <T>(script: string, keys: readonly string[], values: readonly string[]) =>
    commands.run((redis) => redis.sendCommand<T>(['EVAL', script, String(keys.length), ...keys, ...values]));

  return {
    async read(keys) {
      const [mark, ...texts] = await run<[string, ...(string | null)[]]>(
        READ,
        [clockKey, ...keys.map(entryKey)],
        [randomUUID(), tagKey('')],
      );
      return { entries: keys.map((_key, i) => parseEntry(texts[i] ?? null)), mark };
    },
    async write(entries, mark) {
      const writes = entries.map(({ key, text, tags, ttlMs }) =>
        run<number>(
          WRITE,
          [clockKey, logKey, entryKey(key), ...tags.map(tagKey)],
          [mark, String(TAG_MS), formatEntry({ text, tags }, mark), String(Math.ceil(ttlMs))],
        ),
      );
      return (await Promise.all(writes)).map((isTaken) => isTaken === 1);
    },
    async drop(key) {
      await commands.run((redis) => redis.del(entryKey(key)));
    },
    async invalidate(tags) {
      if (tags.length === 0) return;
      const values = [
        randomUUID(),
        String(TAG_MS),
        channel,
        JSON.stringify(tags),
        String(LOGGED_INVALIDATIONS),
      ];
      await run(INVALIDATE, [clockKey, logKey, ...tags.map(tagKey)], values);
    },
    onInvalidated: (listener) => void listeners.add(listener),
    onLost: (listener) => void lossListeners.add(listener),
    async close() {
      closing.abort();
      await following;
      commands.close();
    },
  };
}

/** One line that says when it began to be loaded and under which tags it is invalidated; then the text as it is. */
function formatEntry({ tags, text }: StoredEntry, mark: string): string {
  return `${mark} ${JSON.stringify(tags)}\n${text}`;
}

/** What cannot be read is given as an entry without a text: the cache drops what it cannot read. */
function parseEntry(stored: string | null): StoredEntry | null {
  if (stored === null) return null;
  const end = stored.indexOf('\n');
  const space = stored.indexOf(' ');
  const tags = space > 0 && space < end ? parseTags(stored.slice(space + 1, end)) : null;
  return tags ? { tags, text: stored.slice(end + 1) } : { tags: [], text: '' };
}

interface Channel {
  url: string;
  channel: string;
  logger: Logger;
  signal: AbortSignal;
}

interface ChannelListener {
  hear: (tags: string[]) => void;
  /** The connection broke: what was said until there is another one is not heard. */
  lose: () => void;
}

/** Hears the channel across reconnections, until the signal is given. */
async function followInvalidations(
  { url, channel, logger, signal }: Channel,
  { hear, lose }: ChannelListener,
): Promise<void> {
  await keepConnected(url, new OutageLog(logger), signal, async (connection, succeeded) => {
    connection.on('error', lose);
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
