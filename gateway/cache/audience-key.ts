import type { Identity } from '../../kernel/auth/signed-identity';
import type { RequestContext } from '../request-context';
import { forwardedHeaders } from '../subgraph/call-headers';
import type { Audience } from './cache-hint';

/** In doubt an answer holds for one person alone, who sends the same headers. */
export const ONE_PERSON: Audience = { claims: null, hasHeaders: true };

/**
 * Equal for two requests only where an answer for this audience holds for both. Audiences differ in their keys, too: an
 * answer for all can never be found by whoever looks for one of their own.
 * @param propagated the headers of clients that the subgraph is told, in lower case
 */
export function audienceKey(
  { claims, hasHeaders }: Audience,
  context: RequestContext,
  propagated: readonly string[],
): string {
  const names = claims ? JSON.stringify(claims) : '*';
  const headers = hasHeaders ? JSON.stringify(forwardedHeaders(propagated, context)) : '-';
  return `${names}\n${claimsKey(claims, context.identity)}\n${headers}`;
}

export function isSameAudience(one: Audience, other: Audience): boolean {
  return one.hasHeaders === other.hasHeaders && String(one.claims) === String(other.claims);
}

/** Claims are JSON, and a claim that is not there is not the same as one that is null. */
function claimsKey(claims: Audience['claims'], identity: Identity | null): string {
  if (identity === null) return 'null';
  return JSON.stringify(claims ? Object.fromEntries(claims.map((name) => [name, identity[name]])) : identity);
}
