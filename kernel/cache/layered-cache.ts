import { LRUCache } from 'lru-cache';
import type { Cache, CacheRequest, CacheStatistics, CacheStore, StoredEntry } from './cache';
import { Flights } from './flights';
import { LateInvalidations } from './late-invalidations';
import { RecentInvalidations } from './recent-invalidations';
import { StoreGuard } from './store-guard';

/** How long memory is believed without asking the shared store: what others change is seen after that at the latest. */
const FRESH_MS = 1_000;
const MAX_BYTES = 16 * 2 ** 20;
/** Entries end at different times: up to this share of their time early. */
const JITTER = 0.1;

/** Settings of {@link createCache}. */
export interface CacheOptions {
  store: CacheStore;
  /** What memory may take, by the length of the values' JSON. */
  maxBytes?: number;
  /** How long the shared store may keep a read waiting. */
  budgetMs?: number;
  now?: () => number;
}

/** What is kept of a value, with the instants (Unix milliseconds) at which it ends. */
interface Kept {
  value: unknown;
  /** Good until then. */
  until: number;
  /** May be given until then, while it is loaded anew. */
  staleUntil: number;
}

/** A value in memory, with what is needed to drop it. */
interface Remembered extends Kept {
  tags: readonly string[];
  /** When the shared store has to be asked again. */
  believedUntil: number;
  size: number;
}

/** A cache in two layers: memory of this process over a store that processes share. */
export function createCache(options: CacheOptions): Cache {
  return new LayeredCache(options);
}

class LayeredCache implements Cache {
  readonly statistics: CacheStatistics = { hits: 0, stale: 0, misses: 0, bypasses: 0, unreadable: 0 };
  private readonly memory: LRUCache<string, Remembered>;
  private readonly store: CacheStore;
  private readonly guard: StoreGuard;
  private readonly late: LateInvalidations;
  private readonly recent: RecentInvalidations;
  private readonly flights = new Flights();
  private readonly now: () => number;

  constructor({ store, maxBytes = MAX_BYTES, budgetMs, now = Date.now }: CacheOptions) {
    this.store = store;
    this.now = now;
    this.memory = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ size }) => size });
    this.recent = new RecentInvalidations(now);
    this.guard = new StoreGuard(budgetMs);
    this.late = new LateInvalidations((tags) => this.guard.run(() => store.invalidate(tags)));
    store.onInvalidated((tags) => this.recent.note(tags));
  }

  async get<T>(request: CacheRequest<T>): Promise<T | null> {
    const key = keyText(request.key);
    const remembered = this.remembered(key, request.tags);
    if (remembered && remembered.until > this.now()) {
      this.statistics.hits += 1;
      return remembered.value as T | null;
    }
    return (await this.flights.join(key, request.tags, () => this.find(key, request))) as T | null;
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    this.recent.note(tags);
    this.flights.leave(tags);
    await this.late.add(tags);
  }

  async close(): Promise<void> {
    await this.late.close();
    await this.store.close();
  }

  private remembered(key: string, tags: readonly string[]): Remembered | null {
    const entry = this.memory.get(key);
    if (!entry) return null;
    if (entry.believedUntil > this.now() && !this.recent.since(entry.believedUntil - FRESH_MS, tags))
      return entry;
    this.memory.delete(key);
    return null;
  }

  /** Asks the shared store, then where the truth is. */
  private async find<T>(key: string, request: CacheRequest<T>): Promise<T | null> {
    const begun = this.now();
    const found = await this.readStore(key, request.tags);
    const kept = found?.kept ?? null;
    if (kept && kept.until > begun) {
      this.statistics.hits += 1;
      this.remember(key, request, kept, begun);
      return kept.value as T | null;
    }
    if (kept && kept.staleUntil > begun) {
      this.statistics.hits += 1;
      this.statistics.stale += 1;
      this.refresh(key, request, found!.versions);
      return kept.value as T | null;
    }
    if (found) this.statistics.misses += 1;
    else this.statistics.bypasses += 1;
    return this.load(key, request, found?.versions ?? null);
  }

  /** Null where the store cannot be asked, or is not to be believed. */
  private async readStore(
    key: string,
    tags: readonly string[],
  ): Promise<{ kept: Kept | null; versions: string[] } | null> {
    if (this.late.has(tags)) return null;
    try {
      const { entry, versions } = await this.guard.run(() => this.store.read(key, tags));
      // Told meanwhile of what the store has not been told: it may have answered with what was before.
      if (this.late.has(tags)) return null;
      return { kept: entry && this.keptOf(key, entry, versions), versions };
    } catch {
      return null;
    }
  }

  /** What an entry holds, as long as its tags have the versions that they had before it was loaded. */
  private keptOf(
    key: string,
    { text, versions: stored }: StoredEntry,
    versions: readonly string[],
  ): Kept | null {
    const kept = parseKept(text);
    if (!kept) {
      this.statistics.unreadable += 1;
      void this.guard.run(() => this.store.drop(key)).catch(() => undefined);
      return null;
    }
    const isValid =
      stored.length === versions.length && stored.every((version, i) => version === versions[i]);
    return isValid ? kept : null;
  }

  private refresh<T>(key: string, request: CacheRequest<T>, versions: readonly string[]): void {
    const work = () => this.load(key, request, versions);
    this.flights.join(`refresh ${key}`, request.tags, work).catch(() => undefined);
  }

  private async load<T>(
    key: string,
    request: CacheRequest<T>,
    versions: readonly string[] | null,
  ): Promise<T | null> {
    const begun = this.now();
    const value = await request.load();
    const ttlMs = value === null ? (request.absentTtlMs ?? request.ttlMs) : request.ttlMs;
    const until = begun + ttlMs * (1 - JITTER * Math.random());
    const kept: Kept = { value, until, staleUntil: until + (request.staleMs ?? 0) };
    this.remember(key, request, kept, begun);
    if (versions) await this.writeStore(key, kept, versions, begun);
    return value;
  }

  private remember<T>(key: string, { tags }: CacheRequest<T>, kept: Kept, begun: number): void {
    const believedUntil = begun + FRESH_MS;
    const size = key.length + JSON.stringify(kept.value ?? null).length + 1;
    this.memory.set(key, { ...kept, tags, believedUntil, size });
  }

  /** A value that cannot be stored is loaded again by the next who wants it. */
  private async writeStore(
    key: string,
    kept: Kept,
    versions: readonly string[],
    begun: number,
  ): Promise<void> {
    const entry = { text: JSON.stringify(kept), versions };
    await this.guard
      .run(() => this.store.write(key, entry, Math.max(1, kept.staleUntil - begun)))
      .catch(() => undefined);
  }
}

function keyText(key: readonly string[]): string {
  return JSON.stringify(key);
}

function parseKept(text: string): Kept | null {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    const isKept = typeof kept?.until === 'number' && typeof kept.staleUntil === 'number' && 'value' in kept;
    return isKept ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
