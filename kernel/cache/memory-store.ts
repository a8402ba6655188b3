import { LRUCache } from 'lru-cache';
import type { CacheStore, StoredEntry } from './cache';

const MAX_BYTES = 32 * 2 ** 20;
const MAX_TAGS = 1_000_000;

/** Settings of {@link createMemoryStore}. */
export interface MemoryStoreOptions {
  maxBytes?: number;
  /** Of how many tags it is remembered when they were invalidated. */
  maxTags?: number;
}

interface Entry extends StoredEntry {
  /** How many invalidations there had been when it began to be loaded. */
  mark: number;
}

/** A store for one process that hosts everything. Several caches may share it, as they would a Redis. */
export function createMemoryStore({
  maxBytes = MAX_BYTES,
  maxTags = MAX_TAGS,
}: MemoryStoreOptions = {}): CacheStore {
  const listeners = new Set<(tags: readonly string[]) => void>();
  let count = 0;
  /** A tag that is not remembered may have been invalidated up to here. */
  let forgotten = 0;
  const entries = new LRUCache<string, Entry>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  const invalidated = new LRUCache<string, number>({
    // As `max` it would take the memory for all of them at once.
    maxSize: maxTags,
    sizeCalculation: () => 1,
    dispose: (at, _tag, reason) => {
      if (reason === 'evict') forgotten = Math.max(forgotten, at);
    },
  });

  const isGood = (tags: readonly string[], mark: number) =>
    tags.every((tag) => (invalidated.get(tag) ?? forgotten) <= mark);
  const goodEntry = (key: string): StoredEntry | null => {
    const entry = entries.get(key);
    return entry && isGood(entry.tags, entry.mark) ? entry : null;
  };
  return {
    read: (keys) => Promise.resolve({ entries: keys.map(goodEntry), mark: String(count) }),
    write: (written, markText) => {
      const mark = Number(markText);
      const taken = written.map(({ key, text, tags, ttlMs }) => {
        const isTaken = isGood(tags, mark);
        if (isTaken) entries.set(key, { text, tags, mark }, { ttl: ttlMs });
        return isTaken;
      });
      return Promise.resolve(taken);
    },
    drop: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    invalidate: (tags) => {
      count += 1;
      for (const tag of tags) invalidated.set(tag, count);
      for (const listener of listeners) listener(tags);
      return Promise.resolve();
    },
    onInvalidated: (listener) => void listeners.add(listener),
    close: () => Promise.resolve(),
  };
}

function sizeOf({ text, tags }: StoredEntry, key: string): number {
  return text.length + key.length + tags.reduce((sum, tag) => sum + tag.length, 1);
}
