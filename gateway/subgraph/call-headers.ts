import { signIdentity } from '../../kernel/auth/signed-identity';
import { REQUEST_TIMEOUT_HEADER } from '../../kernel/request-signal';
import type { RequestContext } from '../request-context';
import type { SubgraphCall } from './subgraph-call';
import type { SubgraphOptions } from './subgraph-client';

/** The headers of one attempt of a call. */
export type CallHeaders = (call: SubgraphCall) => Record<string, string>;

/** What the gateway says for itself, and what belongs to one connection: a client never gets to say these. */
const RESERVED =
  /^(x-gateway-.*|x-request-.*|traceparent|content-.*|accept|host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/;

/**
 * @returns the names in lower case
 * @throws Error for a header that clients must not set
 */
export function forwardableHeaders(names: readonly string[]): string[] {
  const lower = names.map((name) => name.toLowerCase());
  const reserved = lower.filter((name) => RESERVED.test(name));
  if (reserved.length > 0) throw new Error(`these headers cannot be propagated: ${reserved.join(', ')}`);
  return lower;
}

/** The client's own headers that go on to the subgraph, always in the same order. */
export function forwardedHeaders(
  names: readonly string[],
  { headers = {} }: RequestContext,
): Record<string, string> {
  const given = names.filter((name) => headers[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, String(headers[name])]));
}

/**
 * States who is asking, what for and how long the answer is waited for. The signature covers method, path, body and
 * identity; not the time that is left, which is another one at each attempt and can only make a subgraph give up early.
 */
export function createCallHeaders({
  url,
  secret,
  clock,
  propagateHeaders = [],
}: Pick<SubgraphOptions, 'url' | 'secret' | 'clock' | 'propagateHeaders'>): CallHeaders {
  const path = url.pathname + url.search;
  const names = forwardableHeaders(propagateHeaders);
  return ({ body, context, expiresAt }) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-request-id': context.requestId,
      [REQUEST_TIMEOUT_HEADER]: String(Math.max(1, Math.round(expiresAt - performance.now()))),
    };
    if (context.traceparent) headers.traceparent = context.traceparent;
    if (names.length > 0) Object.assign(headers, forwardedHeaders(names, context));
    if (!secret) return headers;
    const now = clock.now().getTime();
    return Object.assign(
      headers,
      signIdentity(secret, { method: 'POST', path, body }, context.identity, now),
    );
  };
}
