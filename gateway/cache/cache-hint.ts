import type { IncomingHttpHeaders } from 'node:http';

/** What a subgraph says about how its answer may be kept. */
export interface CacheHint {
  ttlMs: number;
  audience: Audience;
  /** Names under which the whole answer is invalidated. */
  tags: readonly string[];
  /** The same for each entity of an answer to `_entities`, in their order; null where that is not told. */
  entityTags: readonly (readonly string[])[] | null;
}

/** For whom an answer holds: all of whom a subgraph is told the same of these. */
export interface Audience {
  /** The claims that the answer depends on, sorted; null for all of them. */
  claims: readonly string[] | null;
  /** Whether it may depend on headers that the client’s request brought. */
  hasHeaders: boolean;
}

/** What a subgraph's reply tells the cache. */
export interface CacheNews {
  /** Null where the answer must not be kept. */
  hint: CacheHint | null;
  /** The tags of what a mutation has changed; null where that is not told. */
  changed: readonly string[] | null;
}

/** Which claims of the caller an answer depends on, and on nothing else of the caller. */
const CLAIMS_HEADER = 'cache-claims';
const TAGS_HEADER = 'cache-tag';
const ENTITY_TAGS_HEADER = 'cache-entity-tags';
const CHANGED_HEADER = 'cache-invalidate';

/** Reads the headers of a reply, which are the whole protocol between a subgraph and the cache (docs/caching.md). */
export function readCacheNews(headers: IncomingHttpHeaders): CacheNews {
  return { hint: readHint(headers), changed: listIn(headers[CHANGED_HEADER]) };
}

function readHint(headers: IncomingHttpHeaders): CacheHint | null {
  const control = directivesIn(String(headers['cache-control'] ?? ''));
  const ttlMs = lifetimeOf(control, headers.age);
  if (ttlMs <= 0 || headers['set-cookie'] || headers.vary?.includes('*')) return null;
  const claims = listIn(headers[CLAIMS_HEADER]);
  const isPublic = control.has('public') && !control.has('private');
  return {
    ttlMs,
    audience: {
      claims: claims ? [...new Set(claims)].sort() : isPublic ? [] : null,
      hasHeaders: claims === null,
    },
    tags: listIn(headers[TAGS_HEADER]) ?? [],
    entityTags: entityTagsIn(headers[ENTITY_TAGS_HEADER]),
  };
}

function directivesIn(text: string): ReadonlyMap<string, string> {
  const pairs = text.split(',').map((part) => part.trim().toLowerCase().split('='));
  return new Map(pairs.map(([name, value]) => [name ?? '', value ?? '']));
}

function lifetimeOf(control: ReadonlyMap<string, string>, age: string | undefined): number {
  if (control.has('no-store') || control.has('no-cache')) return 0;
  const seconds = Number(control.get('s-maxage') ?? control.get('max-age') ?? 0) - Number(age ?? 0);
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

type HeaderValue = string | readonly string[] | undefined;

/** Tags are percent-encoded, so that they may hold anything. */
function listIn(header: HeaderValue): string[] | null {
  if (header === undefined) return null;
  return String(header)
    .split(',')
    .map((part) => decode(part.trim()))
    .filter((part) => part !== '');
}

/** Entities are separated by semicolons, the tags of one by commas. */
function entityTagsIn(header: HeaderValue): string[][] | null {
  if (header === undefined) return null;
  return String(header)
    .split(';')
    .map((part) => listIn(part) ?? []);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
