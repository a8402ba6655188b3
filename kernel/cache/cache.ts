/** What a cached value is asked by, and how it may be kept. */
export interface CacheRequest<T> {
  /** What tells it from all others: a name for the kind first, then the tenant, then the rest. */
  key: readonly string[];
  /** Names under which it is invalidated, such as an entity's id. */
  tags: readonly string[];
  /** How long it may be kept at the most, in milliseconds; a little less is chosen, so that not all end at once. */
  ttlMs: number;
  /** How long the absence of a value (null) may be kept; as long as a value where it is not said. */
  absentTtlMs?: number;
  /** How long after its end it may still be given once, while it is loaded anew behind the caller's back. */
  staleMs?: number;
  /** Where the truth is. Called at most once at a time for a key in one process. */
  load: () => Promise<T | null>;
}

/** How reads were answered since the start. */
export interface CacheStatistics {
  /** From memory or from the shared store. */
  hits: number;
  /** Of the hits, those after their end, within `staleMs`. */
  stale: number;
  misses: number;
  /** Loaded without the shared store, because it was away or took too long. */
  bypasses: number;
  /** Entries that could not be read, and were dropped. */
  unreadable: number;
}

/** A value as it is to be kept. */
export interface CacheEntry {
  key: string;
  /** JSON; null where there is known to be nothing. */
  value: unknown;
  tags: readonly string[];
  ttlMs: number;
}

/** The moment at which a cache was asked: what is loaded afterwards is kept with it. */
export interface CacheMark {
  /** On the cache's own clock, in Unix milliseconds. */
  begun: number;
  /** The shared store's mark; null where it could not be asked. */
  stored: string | null;
}

/** What a cache has of several keys. */
export interface CacheLookup {
  /** By the keys' places; undefined where there is nothing. */
  values: readonly unknown[];
  mark: CacheMark;
}

/**
 * What became of an entry. `stored`: the shared store took it, so that none of its tags was invalidated until then.
 * `unconfirmed`: it is in memory, but the store could not be asked. `void`: a tag was, or may have been, invalidated.
 */
export type Fate = 'stored' | 'unconfirmed' | 'void';

/**
 * Values that are costly to have. What it gives is JSON and shared: callers do not change it. A failed load is an error
 * for its callers and never kept.
 */
export interface Cache {
  /** The value as it was at most a second ago, or as the last `invalidate` of this process left it. */
  get<T>(request: CacheRequest<T>): Promise<T | null>;
  /** What memory has of several keys, by their places; undefined where it has nothing. */
  recall(keys: readonly string[]): readonly unknown[];
  /**
   * As `get`, for whoever loads several values at once, and knows their tags and times only then. At once where all are
   * in memory. Keys of `get` and of `lookUp` never meet.
   */
  lookUp(keys: readonly string[]): CacheLookup | Promise<CacheLookup>;
  /**
   * Keeps what was loaded after a lookup; what has been invalidated since then is not kept. In memory at once. Never
   * rejects.
   * @returns by the entries' places
   */
  keep(entries: readonly CacheEntry[], mark: CacheMark): Promise<readonly Fate[]>;
  /**
   * Forgets every value with one of these tags, here and in other processes: at the cost of the tags, whatever the
   * number of keys. When it resolves, no read of this process gives what was before. Never rejects: what the shared
   * store could not be told is told later, and not read from it until then.
   */
  invalidate(tags: readonly string[]): Promise<void>;
  readonly statistics: Readonly<CacheStatistics>;
  close(): Promise<void>;
}

/** What the shared store keeps of a value: text, and the tags under which it is invalidated. */
export interface StoredEntry {
  text: string;
  tags: readonly string[];
}

/** An entry on its way into the store. */
export interface NewEntry extends StoredEntry {
  key: string;
  ttlMs: number;
}

/**
 * A store that processes share. It may lose anything at any time, but never gives an entry of which a tag was invalidated
 * after it began to be loaded.
 */
export interface CacheStore {
  /** The entries that are good, by the keys' places, and a mark of now: what is loaded from now on is written with it. */
  read(keys: readonly string[]): Promise<{ entries: (StoredEntry | null)[]; mark: string }>;
  /**
   * Takes entries that began to be loaded at the mark, but those of which a tag was, or may have been, invalidated since.
   * @returns whether each was taken
   */
  write(entries: readonly NewEntry[], mark: string): Promise<readonly boolean[]>;
  drop(key: string): Promise<void>;
  /** Makes every entry with one of the tags void, and tells the other processes. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Hears of tags that others have invalidated; may miss some. */
  onInvalidated(listener: (tags: readonly string[]) => void): void;
  /** Hears that the store was out of reach, so that others may not have been able to tell it something, either. */
  onLost?(listener: () => void): void;
  close(): Promise<void>;
}
