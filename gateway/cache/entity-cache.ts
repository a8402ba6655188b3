import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Cache, CacheEntry, CacheMark } from '../../kernel/cache/cache';
import type { RequestContext } from '../request-context';
import { audienceKey, isSameAudience, ONE_PERSON } from './audience-key';
import type { Audience, CacheHint } from './cache-hint';
import { Joinable } from './joinable';

/** A value that is known to be null is believed for so long at the most: what is missing may come at any time. */
const ABSENT_MS = 5_000;
/** Of how many fetches it is remembered for whom their answers hold. */
const MAX_FETCHES = 10_000;

/** What is asked of a subgraph, but for the representations. */
export interface CachedFetch {
  /** Digest of the supergraph, the subgraph and the document. */
  id: string;
  /** The variables that it uses, as JSON. */
  variables: string;
  /** The headers of clients that the subgraph is told, in lower case. */
  propagated: readonly string[];
  /** The tags that a value has by what it was asked with. */
  tagsOf: (text: string) => readonly string[];
}

/** A value that was loaded, as it is kept. */
export interface LoadedValue {
  value: object;
  isAbsent: boolean;
}

/** What a call brought. */
export interface Loaded {
  /** In the order of what was asked for; undefined for what must not be kept. */
  values: readonly (LoadedValue | undefined)[];
  /** What the subgraph says about keeping it: null where it must not be, undefined where nothing can be told from it. */
  hint: CacheHint | null | undefined;
}

type Load = (places: readonly number[], notBefore?: number) => Promise<Loaded>;

/** The answers of subgraphs, each kept for those whom it holds for. */
export interface EntityCache {
  /**
   * Finds values, and has those loaded that are not there; one loader for each at a time.
   * @param texts what tells the values of a fetch apart
   * @param load asks for the values at these places, by a call that begins no earlier than it is told; what it brings is
   * kept where the subgraph allows it
   * @returns the values that were found, by their places. They are shared: nobody changes them
   */
  find(
    fetch: CachedFetch,
    texts: readonly string[],
    context: RequestContext,
    load: Load,
  ): Promise<ReadonlyMap<number, object>>;
  /** Forgets whatever has one of the tags. */
  invalidate(tags: readonly string[]): Promise<void>;
}

/** For whom the answers of a fetch held last; null where they were not to be kept. Where it is wrong, nothing is found. */
type Learned = Audience | null;

/** Builds the cache of subgraphs' answers over a cache of values. */
export function createEntityCache(cache: Cache): EntityCache {
  const learned = new LRUCache<string, { audience: Learned }>({ max: MAX_FETCHES });
  const flights = new Joinable();

  const keysFor = (
    audience: Audience,
    { id, variables, propagated }: CachedFetch,
    texts: readonly string[],
    context: RequestContext,
  ) => {
    const scope = digest(`${id}\n${variables}\n${audienceKey(audience, context, propagated)}`);
    return texts.map((text) => `${scope} ${text}`);
  };

  /** Asks for the values at some places, and keeps them for those whom they hold for. */
  const loadInto = async (
    { fetch, texts, context, load }: Asked,
    { audience, mark, notBefore }: { audience: Audience; mark: CacheMark; notBefore: number },
    places: readonly number[],
  ): Promise<ReadonlyMap<number, object>> => {
    const { values, hint } = await load(places, notBefore);
    if (hint !== undefined) learned.set(fetch.id, { audience: hint?.audience ?? null });
    const found = new Map<number, object>();
    if (!hint) return found;
    const keys = keysFor(
      hint.audience,
      fetch,
      places.map((place) => texts[place]!),
      context,
    );
    const entries = places.flatMap((place, i): CacheEntry[] => {
      const loaded = values[i];
      if (!loaded) return [];
      const tags = [...fetch.tagsOf(texts[place]!), ...hint.tags, ...(hint.entityTags?.[i] ?? [])];
      const ttlMs = loaded.isAbsent ? Math.min(hint.ttlMs, ABSENT_MS) : hint.ttlMs;
      // Whoever waits looked for what holds for one audience: to another it must not be given.
      if (isSameAudience(hint.audience, audience)) found.set(place, loaded.value);
      return [{ key: keys[i]!, value: loaded.value, tags: [...new Set(tags)], ttlMs }];
    });
    void cache.keep(entries, mark);
    return found;
  };

  return {
    async find(fetch, texts, context, load) {
      const known = learned.get(fetch.id);
      if (known?.audience === null) {
        const { hint } = await load(texts.map((_text, place) => place));
        if (hint) learned.set(fetch.id, { audience: hint.audience });
        return new Map();
      }
      const asked = { fetch, texts, context, load };
      const audience = known?.audience ?? ONE_PERSON;
      const keys = keysFor(audience, fetch, texts, context);
      const lookup = cache.lookUp(keys);
      const { values, mark } = lookup instanceof Promise ? await lookup : lookup;
      // A call that began before the mark was taken may have read what was void by then.
      const notBefore = performance.now();
      const found = new Map<number, object>();
      const missing: number[] = [];
      values.forEach((value, place) => {
        if (value === undefined) missing.push(place);
        else found.set(place, value as object);
      });
      if (missing.length === 0) return found;
      const loaded = await flights.loadOrJoin(
        missing.map((place) => ({ place, key: keys[place]! })),
        (places) => loadInto(asked, { audience, mark, notBefore }, places),
      );
      for (const [place, value] of loaded) found.set(place, value);
      return found;
    },
    async invalidate(tags) {
      flights.forget();
      await cache.invalidate(tags);
    },
  };
}

interface Asked {
  fetch: CachedFetch;
  texts: readonly string[];
  context: RequestContext;
  load: Load;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
