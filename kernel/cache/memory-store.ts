import { LRUCache } from 'lru-cache';
import type { CacheStore, StoredEntry } from './cache';

const MAX_BYTES = 32 * 2 ** 20;
/** Longer than any entry lives; a version that is gone makes its entries void, never right. */
const MAX_TAGS = 1_000_000;

/** A store for one process that hosts everything. Several caches may share it, as they would a Redis. */
export function createMemoryStore({ maxBytes = MAX_BYTES } = {}): CacheStore {
  const entries = new LRUCache<string, StoredEntry>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const versions = new LRUCache<string, string>({ max: MAX_TAGS });
  const listeners = new Set<(tags: readonly string[]) => void>();
  let last = 0;

  const renew = (tag: string): string => {
    const version = String((last += 1));
    versions.set(tag, version);
    return version;
  };
  return {
    read: (key, tags) =>
      Promise.resolve({
        entry: entries.get(key) ?? null,
        versions: tags.map((tag) => versions.get(tag) ?? renew(tag)),
      }),
    write: (key, entry, ttlMs) => {
      entries.set(key, entry, { ttl: ttlMs });
      return Promise.resolve();
    },
    drop: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    invalidate: (tags) => {
      tags.forEach(renew);
      for (const listener of listeners) listener(tags);
      return Promise.resolve();
    },
    onInvalidated: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  };
}

function sizeOf({ text, versions }: StoredEntry, key: string): number {
  return text.length + key.length + versions.length * 8 + 1;
}
