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

/**
 * Values that are costly to have. What it gives is JSON and shared: callers do not change it. A failed load is an error
 * for its callers and never kept.
 */
export interface Cache {
  /** The value as it was at most a second ago, or as the last `invalidate` of this process left it. */
  get<T>(request: CacheRequest<T>): Promise<T | null>;
  /**
   * Forgets every value with one of these tags, here and in other processes: at the cost of the tags, whatever the
   * number of keys. When it resolves, no read of this process gives what was before. Never rejects: what the shared
   * store could not be told is told later, and not read from it until then.
   */
  invalidate(tags: readonly string[]): Promise<void>;
  readonly statistics: Readonly<CacheStatistics>;
  close(): Promise<void>;
}

/** What the shared store keeps of a value: text, and the versions its tags had before it was loaded. */
export interface StoredEntry {
  text: string;
  versions: readonly string[];
}

/**
 * A store that processes share. It may lose anything at any time, but must never give a tag a version that it had
 * before: an entry is good as long as its tags have the versions that it was stored with.
 */
export interface CacheStore {
  /** The entry, if any, and the tags' versions now; tags that have none get one. */
  read(key: string, tags: readonly string[]): Promise<{ entry: StoredEntry | null; versions: string[] }>;
  write(key: string, entry: StoredEntry, ttlMs: number): Promise<void>;
  drop(key: string): Promise<void>;
  /** Gives the tags new versions and tells the other processes. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Hears of tags that others have invalidated; may miss some. */
  onInvalidated(listener: (tags: readonly string[]) => void): void;
  close(): Promise<void>;
}
