import type { CacheNews } from '../cache/cache-hint';
import type { RequestContext } from '../request-context';

/** One call as it goes to a subgraph, whichever transport tries and retries it. */
export interface SubgraphCall {
  /** The operation as JSON: what is signed is what is sent. */
  body: string;
  /** Whether asking twice is as good as asking once. */
  isRead: boolean;
  /** Whether its answer may be given to others who ask the same in the same name. */
  isShareable: boolean;
  /** When the answer must be there, on the clock of `performance.now()`. */
  expiresAt: number;
  /** No answer will do to a call that began before, on the same clock; any will where it is absent. */
  notBefore?: number | undefined;
  context: RequestContext;
}

/** An answer as it came, read to its end. */
export interface RawReply {
  status: number;
  /** The subgraph itself is speaking, not something in front of it. */
  isJson: boolean;
  text: string;
  /** Those that are kept for the client, in their order. */
  headers: readonly (readonly [name: string, value: string])[];
  /** What it says to the cache; null where there is none. */
  news: CacheNews | null;
}

/** A gateway or a load balancer in front of the subgraph says that it cannot be reached, or the subgraph does so. */
export class BadGatewayError extends Error {
  override readonly name = 'BadGatewayError';
}

/**
 * Whether the text of an operation is certainly a query. Plans have one operation to a document; where it does not
 * come first, or is a mutation, it counts as something that must happen once.
 */
export function isQuery(text: string): boolean {
  return /^\s*(query\b|\{)/.test(text);
}
