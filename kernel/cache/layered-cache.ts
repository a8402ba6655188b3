import { LRUCache } from 'lru-cache';
import type {
  Cache,
  CacheEntry,
  CacheLookup,
  CacheMark,
  CacheRequest,
  CacheStatistics,
  CacheStore,
  Fate,
  StoredEntry,
} from './cache';
import { Flights } from './flights';
import { LateInvalidations } from './late-invalidations';
import { orderedClock } from './ordered-clock';
import { RecentInvalidations } from './recent-invalidations';
import { BUDGET_MS, StoreGuard } from './store-guard';

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
  /** When it was known to be good; some time later the shared store has to be asked again. */
  begun: number;
  size: number;
}

/** A value on its way into both layers. */
interface Keeping extends Kept {
  key: string;
  tags: readonly string[];
  /** What the shared store has of it. */
  text: string;
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

  constructor({ store, maxBytes = MAX_BYTES, budgetMs = BUDGET_MS, now = Date.now }: CacheOptions) {
    this.store = store;
    this.now = orderedClock(now);
    this.memory = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ size }) => size });
    this.recent = new RecentInvalidations(this.now);
    this.guard = new StoreGuard(budgetMs);
    this.late = new LateInvalidations((tags) => store.invalidate(tags), budgetMs);
    store.onInvalidated((tags) => this.hear(tags));
    store.onLost?.(() => this.guard.lose());
  }

  async get<T>(request: CacheRequest<T>): Promise<T | null> {
    const key = keyText(request.key);
    const remembered = this.remembered(key, this.now());
    if (remembered) {
      this.statistics.hits += 1;
      return remembered.value as T | null;
    }
    return (await this.flights.join(key, request.tags, () => this.find(key, request))) as T | null;
  }

  recall(keys: readonly string[]): unknown[] {
    const now = this.now();
    const values: unknown[] = keys.map((key) => this.remembered(key, now)?.value);
    this.statistics.hits += values.filter((value) => value !== undefined).length;
    return values;
  }

  lookUp(keys: readonly string[]): CacheLookup | Promise<CacheLookup> {
    const begun = this.now();
    const values = this.recall(keys);
    const missing = keys.flatMap((_key, i) => (values[i] === undefined ? i : []));
    if (missing.length === 0) return { values, mark: { begun, stored: null } };
    return this.lookFurther(keys, values, missing);
  }

  async keep(entries: readonly CacheEntry[], mark: CacheMark): Promise<readonly Fate[]> {
    return this.keepAll(
      entries.map((entry) => keepingOf(entry, this.endOf(mark.begun, entry.ttlMs))),
      mark,
    );
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    this.hear(tags);
    await this.late.add(tags);
  }

  async close(): Promise<void> {
    await this.late.close();
    await this.store.close();
  }

  private hear(tags: readonly string[]): void {
    this.recent.note(tags);
    this.flights.leave(tags);
  }

  /** What memory has that is good and need not be asked about. */
  private remembered(key: string, now: number): Remembered | null {
    const entry = this.memory.get(key);
    if (!entry) return null;
    if (entry.begun + FRESH_MS > now && entry.until > now && !this.recent.since(entry.begun, entry.tags)) {
      return entry;
    }
    this.memory.delete(key);
    return null;
  }

  private async lookFurther(
    keys: readonly string[],
    values: unknown[],
    missing: readonly number[],
  ): Promise<CacheLookup> {
    const { kept, mark } = await this.readStore(missing.map((i) => keys[i]!));
    for (const [place, index] of missing.entries()) {
      const found = kept[place];
      if (!found || found.until <= mark.begun) continue;
      values[index] = found.value;
      this.remember(found, mark.begun);
      this.statistics.hits += 1;
    }
    const unknown = missing.filter((index) => values[index] === undefined).length;
    if (mark.stored === null) this.statistics.bypasses += unknown;
    else this.statistics.misses += unknown;
    return { values, mark };
  }

  /** Asks the shared store, then where the truth is. */
  private async find<T>(key: string, request: CacheRequest<T>): Promise<T | null> {
    const { kept, mark } = await this.readStore([key]);
    const [found] = kept;
    if (found && found.until > mark.begun) {
      this.statistics.hits += 1;
      this.remember(found, mark.begun);
      return found.value as T | null;
    }
    if (found && found.staleUntil > mark.begun) {
      this.statistics.hits += 1;
      this.statistics.stale += 1;
      this.refresh(key, request, mark);
      return found.value as T | null;
    }
    if (mark.stored === null) this.statistics.bypasses += 1;
    else this.statistics.misses += 1;
    return this.load(key, request, mark);
  }

  /** Nothing, and no mark of the store, where it cannot be asked. */
  private async readStore(keys: readonly string[]): Promise<{ kept: (Keeping | null)[]; mark: CacheMark }> {
    const begun = this.now();
    try {
      const { entries, mark } = await this.guard.run(() => this.store.read(keys));
      const good = this.guard.isInDoubt ? [] : entries;
      const kept = keys.map((key, i) => this.keptOf(key, good[i] ?? null, begun));
      return { kept, mark: { begun, stored: mark } };
    } catch {
      return { kept: keys.map(() => null), mark: { begun, stored: null } };
    }
  }

  /** What an entry holds, unless this process knows of an invalidation that the store did not when it was asked. */
  private keptOf(key: string, entry: StoredEntry | null, begun: number): Keeping | null {
    if (!entry) return null;
    const { text, tags } = entry;
    const kept = parseKept(text);
    if (!kept) {
      this.statistics.unreadable += 1;
      void this.guard.run(() => this.store.drop(key)).catch(() => undefined);
      return null;
    }
    return this.late.has(tags) || this.recent.since(begun, tags) ? null : { ...kept, key, tags, text };
  }

  private refresh<T>(key: string, request: CacheRequest<T>, mark: CacheMark): void {
    const work = () => this.load(key, request, mark);
    this.flights.join(`refresh ${key}`, request.tags, work).catch(() => undefined);
  }

  private async load<T>(key: string, request: CacheRequest<T>, { stored }: CacheMark): Promise<T | null> {
    const begun = this.now();
    const value = await request.load();
    const { tags, ttlMs, absentTtlMs = ttlMs, staleMs } = request;
    const until = this.endOf(begun, value === null ? absentTtlMs : ttlMs);
    await this.keepAll([keepingOf({ key, value, tags }, until, staleMs)], { begun, stored });
    return value;
  }

  private endOf(begun: number, ttlMs: number): number {
    return begun + ttlMs * (1 - JITTER * Math.random());
  }

  /** What cannot be stored is loaded again by the next who wants it. */
  private async keepAll(values: readonly Keeping[], { begun, stored }: CacheMark): Promise<readonly Fate[]> {
    const good = values.filter(({ tags }) => !this.recent.since(begun, tags));
    const remembered = good.map((kept) => this.remember(kept, begun));
    const isTaken = stored === null ? null : await this.write(good, remembered, { begun, stored });
    const fateOf = new Map(
      good.map((kept, i): [Keeping, Fate] => [
        kept,
        isTaken === null ? 'unconfirmed' : isTaken[i] ? 'stored' : 'void',
      ]),
    );
    return values.map((kept) => fateOf.get(kept) ?? 'void');
  }

  /** @returns whether the shared store took each; null where it did not answer */
  private async write(
    values: readonly Keeping[],
    remembered: readonly Remembered[],
    { begun, stored }: { begun: number; stored: string },
  ): Promise<readonly boolean[] | null> {
    if (values.length === 0) return [];
    const written = values.map(({ key, text, tags, staleUntil }) => ({
      key,
      text,
      tags,
      ttlMs: Math.max(1, staleUntil - begun),
    }));
    const sent = this.now();
    try {
      const isTaken = await this.guard.run(() => this.store.write(written, stored));
      if (this.guard.isInDoubt) return null;
      // What took long to load is good from here on all the same: the store has just said so.
      remembered.forEach((entry, i) => isTaken[i] && (entry.begun = sent));
      return isTaken;
    } catch {
      return null;
    }
  }

  private remember({ key, value, tags, until, staleUntil, text }: Keeping, begun: number): Remembered {
    const entry = { value, tags, until, staleUntil, begun, size: key.length + text.length };
    this.memory.set(key, entry);
    return entry;
  }
}

function keepingOf(
  { key, value, tags }: Pick<CacheEntry, 'key' | 'value' | 'tags'>,
  until: number,
  staleMs = 0,
): Keeping {
  const kept: Kept = { value, until, staleUntil: until + staleMs };
  return { ...kept, key, tags, text: JSON.stringify(kept) };
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
