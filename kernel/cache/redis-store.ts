import { randomUUID } from 'node:crypto';
import { keepConnected, OutageLog, RedisCommands, sleep } from '../events/redis-connection';
import type { Logger } from '../telemetry/logger';
import type { CacheStore, StoredEntry } from './cache';

/** A version outlives the entries that were stored with it; one that is gone makes them void. */
const VERSION_MS = 25 * 60 * 60 * 1000;
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
  const tagKey = (tag: string) => `${prefix}:tag:${tag}`;
  const entryKey = (key: string) => `${prefix}:entry:${key}`;
  const listeners = new Set<(tags: readonly string[]) => void>();
  const closing = new AbortController();
  const following = followInvalidations(url, channel, { logger, signal: closing.signal }, (tags) => {
    for (const listener of listeners) listener(tags);
  });

  /** Of two processes that meet a tag without a version, one gives it. */
  const giveVersion = (tag: string) =>
    commands.run((redis) =>
      redis.sendCommand<string | null>([
        'SET',
        tagKey(tag),
        randomUUID(),
        'NX',
        'GET',
        'PX',
        String(VERSION_MS),
      ]),
    );
  const versionOf = async (tag: string): Promise<string> =>
    (await giveVersion(tag)) ?? (await commands.run((redis) => redis.get(tagKey(tag)))) ?? randomUUID();

  return {
    async read(key, tags) {
      const [text, ...versions] = await commands.run((redis) =>
        redis.mGet([entryKey(key), ...tags.map(tagKey)]),
      );
      return {
        entry: parseEntry(text ?? null),
        versions: await Promise.all(tags.map(async (tag, i) => versions[i] ?? (await versionOf(tag)))),
      };
    },
    async write(key, entry, ttlMs) {
      await commands.run((redis) =>
        redis.set(entryKey(key), JSON.stringify(entry), {
          expiration: { type: 'PX', value: Math.ceil(ttlMs) },
        }),
      );
    },
    async drop(key) {
      await commands.run((redis) => redis.del(entryKey(key)));
    },
    async invalidate(tags) {
      if (tags.length === 0) return;
      await commands.run(async (redis) => {
        const transaction = redis.multi();
        for (const tag of tags) {
          transaction.set(tagKey(tag), randomUUID(), { expiration: { type: 'PX', value: VERSION_MS } });
        }
        await transaction.publish(channel, JSON.stringify(tags)).exec();
      });
    },
    onInvalidated: (listener) => void listeners.add(listener),
    async close() {
      closing.abort();
      await following;
      commands.close();
    },
  };
}

/** Text that cannot be read is given as it is: the cache drops what it cannot read, too. */
function parseEntry(text: string | null): StoredEntry | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<StoredEntry> | null;
    if (typeof value?.text === 'string' && Array.isArray(value.versions)) return value as StoredEntry;
  } catch {
    // falls through: written by something else
  }
  return { text: '', versions: [] };
}

/** Hears the channel across reconnections, until the signal is given. */
async function followInvalidations(
  url: string,
  channel: string,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
  hear: (tags: string[]) => void,
): Promise<void> {
  await keepConnected(url, new OutageLog(logger), signal, async (connection, succeeded) => {
    await connection.subscribe(channel, (message) => hear(readTags(message)));
    succeeded();
    while (!signal.aborted) {
      await sleep(PING_MS, signal);
      if (!signal.aborted) await connection.ping();
    }
  });
}

function readTags(message: string): string[] {
  try {
    const tags: unknown = JSON.parse(message);
    return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
  } catch {
    return [];
  }
}
