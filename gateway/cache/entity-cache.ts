import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Cache, CacheEntry, CacheMark, Fate } from '../../kernel/cache/cache';
import type { RequestContext } from '../request-context';
import { audienceKey, isSameAudience, ONE_PERSON } from './audience-key';
import type { Audience, CacheHint } from './cache-hint';
import { Joinable, type Landed, type Landing } from './joinable';

/** A value that is known to be null is believed for so long at the most: what is missing may come at any time. */
const ABSENT_MS = 5_000;
/** Of how many fetches it is remembered for whom their answers hold. */
const MAX_FETCHES = 10_000;
/** Whoever waited for others in vain this often asks alone. */
const ROUNDS = 2;

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

interface Asked {
  fetch: CachedFetch;
  texts: readonly string[];
  context: RequestContext;
  load: Load;
  /** What was found or waited for so far. */
  found: Map<number, object>;
}

/** Builds the cache of subgraphs' answers over a cache of values. */
export function createEntityCache(cache: Cache): EntityCache {
  return new AnswerCache(cache);
}

class AnswerCache implements EntityCache {
  private readonly learned = new LRUCache<string, { audience: Learned }>({ max: MAX_FETCHES });
  /** What is asked for the first time right now, which will tell for whom it holds. */
  private readonly lessons = new Map<string, Promise<unknown>>();
  private readonly flights = new Joinable();

  constructor(private readonly cache: Cache) {}

  async find(
    fetch: CachedFetch,
    texts: readonly string[],
    context: RequestContext,
    load: Load,
  ): Promise<ReadonlyMap<number, object>> {
    const found = new Map<number, object>();
    const asked = { fetch, texts, context, load, found };
    let missing: readonly number[] = texts.map((_text, place) => place);
    for (let round = 0; missing.length > 0 && round < ROUNDS; round += 1) {
      missing = await this.afterFirst(asked, () => this.findOrJoin(asked, missing));
    }
    if (missing.length > 0) await this.findOrLoad(asked, this.audienceOf(fetch), missing);
    return found;
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    this.flights.leave(tags);
    await this.cache.invalidate(tags);
  }

  /** Lets one go ahead where nobody knows for whom the answer holds: then those after it know what to look for. */
  private async afterFirst<T>({ fetch, texts }: Asked, work: () => Promise<T>): Promise<T> {
    if (this.learned.has(fetch.id)) return work();
    const lesson = JSON.stringify([fetch.id, fetch.variables, ...texts]);
    const first = this.lessons.get(lesson);
    if (first) {
      await first;
      return work();
    }
    const answer = work();
    this.lessons.set(
      lesson,
      answer.then(
        () => this.lessons.delete(lesson),
        () => this.lessons.delete(lesson),
      ),
    );
    return answer;
  }

  /** @returns the places of what others were to bring and did not */
  private async findOrJoin(asked: Asked, places: readonly number[]): Promise<readonly number[]> {
    const { fetch, found } = asked;
    const audience = this.audienceOf(fetch);
    if (audience === null) {
      await this.loadUnkept(asked, places);
      return [];
    }
    const keys = keysFor(audience, asked, places);
    const wanted = places.map((place, i) => ({ place, key: keys[i]! }));
    const remembered = this.cache.recall(keys);
    remembered.forEach((value, i) => value !== undefined && found.set(places[i]!, value as object));
    const rest = wanted.filter(({ place }) => !found.has(place));
    if (rest.length === 0) return [];
    const { joined, missed } = await this.flights.loadOrJoin(
      rest,
      (place) => fetch.tagsOf(asked.texts[place]!),
      (own) => this.findOrLoad(asked, audience, own),
    );
    for (const [place, value] of joined) found.set(place, value);
    return missed;
  }

  private audienceOf({ id }: CachedFetch): Learned {
    const known = this.learned.get(id);
    return known ? known.audience : ONE_PERSON;
  }

  private async loadUnkept({ fetch, load }: Asked, places: readonly number[]): Promise<void> {
    const { hint } = await load(places);
    if (hint) this.learned.set(fetch.id, { audience: hint.audience });
  }

  /** Looks up what is kept, and asks for the rest. */
  private async findOrLoad(
    asked: Asked,
    audience: Learned,
    places: readonly number[],
  ): Promise<{ landing: Landing }> {
    if (audience === null) {
      await this.loadUnkept(asked, places);
      return { landing: NOTHING };
    }
    const { values, mark } = await this.cache.lookUp(keysFor(audience, asked, places));
    const kept = new Map<number, Landed>();
    values.forEach((value, i) => {
      if (value !== undefined) kept.set(places[i]!, { value: value as object, fate: 'unconfirmed' });
    });
    for (const [place, { value }] of kept) asked.found.set(place, value);
    const missing = places.filter((place) => !kept.has(place));
    if (missing.length === 0) return { landing: Promise.resolve(kept) };
    const { landing } = await this.loadInto(asked, { audience, mark }, missing);
    return { landing: landing.then((loaded) => new Map([...kept, ...loaded])) };
  }

  /** Asks for the values at some places, and keeps them for those whom they hold for. */
  private async loadInto(
    asked: Asked,
    { audience, mark }: { audience: Audience; mark: CacheMark },
    places: readonly number[],
  ): Promise<{ landing: Landing }> {
    // A call that began before the mark was taken may have read what was void by then.
    const { values, hint } = await asked.load(places, performance.now());
    if (hint !== undefined) this.learned.set(asked.fetch.id, { audience: hint?.audience ?? null });
    if (!hint) return { landing: NOTHING };
    const keys = keysFor(hint.audience, asked, places);
    const loaded = places.flatMap((place, i) => {
      const value = values[i];
      return value ? { place, value, entry: entryOf(asked, hint, { place, i, key: keys[i]!, value }) } : [];
    });
    const kept = this.cache.keep(
      loaded.map(({ entry }) => entry),
      mark,
    );
    // Whoever waits looked for what holds for one audience: to another it must not be given.
    if (!isSameAudience(hint.audience, audience)) return { landing: NOTHING };
    const landed = (fates: readonly Fate[]) =>
      new Map(loaded.map(({ place, value }, i) => [place, { value: value.value, fate: fates[i]! }]));
    return { landing: kept.then(landed) };
  }
}

const NOTHING: Landing = Promise.resolve(new Map());

function entryOf(
  { fetch, texts }: Asked,
  hint: CacheHint,
  {
    place,
    i,
    key,
    value: { value, isAbsent },
  }: { place: number; i: number; key: string; value: LoadedValue },
): CacheEntry {
  const tags = [...fetch.tagsOf(texts[place]!), ...hint.tags, ...(hint.entityTags?.[i] ?? [])];
  const ttlMs = isAbsent ? Math.min(hint.ttlMs, ABSENT_MS) : hint.ttlMs;
  return { key, value, tags: [...new Set(tags)], ttlMs };
}

/** The keys of the values at some places, for whom they are looked for. */
function keysFor(
  audience: Audience,
  { fetch: { id, variables, propagated }, texts, context }: Asked,
  places: readonly number[],
): string[] {
  const scope = digest(`${id}\n${variables}\n${audienceKey(audience, context, propagated)}`);
  return places.map((place) => `${scope} ${texts[place]}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
