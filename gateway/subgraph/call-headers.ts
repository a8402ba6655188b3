import { createSigner } from '../../kernel/auth/signed-identity';
import { ConfigError } from '../../kernel/environment';
import { REQUEST_TIMEOUT_HEADER } from '../../kernel/request-signal';
import type { RequestContext } from '../request-context';
import type { SubgraphCall } from './subgraph-call';
import type { SubgraphOptions } from './subgraph-client';

/** The headers of one attempt of a call. */
export type CallHeaders = (call: SubgraphCall) => Record<string, string>;

/** What belongs to one connection or one body. */
const OF_MESSAGE = 'content-.*|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade';
/** What the gateway says for itself, or what services behind a gateway like to believe: a client never gets to say it. */
const OF_GATEWAY =
  'x-(gateway|request|user|tenant|school|internal|forwarded)-.*|x-roles|forwarded|traceparent|accept|host|expect';
const RESERVED = new RegExp(`^(${OF_MESSAGE}|${OF_GATEWAY})$`);
/** What a reply of the gateway says for itself, or what decides who may read it: a subgraph never gets to say it. */
const RESERVED_IN_REPLIES = new RegExp(
  `^(${OF_MESSAGE}|x-request-id|access-control-.*|vary|date|server|location|strict-transport-security)$`,
);

/**
 * @returns the names in lower case
 * @throws ConfigError for a header that clients must not set
 */
export function forwardableHeaders(names: readonly string[]): string[] {
  return inLowerCase(names, RESERVED);
}

/**
 * @returns the names in lower case
 * @throws ConfigError for a header of a reply that subgraphs must not set
 */
export function forwardableReplyHeaders(names: readonly string[]): string[] {
  return inLowerCase(names, RESERVED_IN_REPLIES);
}

function inLowerCase(names: readonly string[], refused: RegExp): string[] {
  const lower = names.map((name) => name.toLowerCase());
  const reserved = lower.filter((name) => refused.test(name));
  if (reserved.length > 0)
    throw new ConfigError(`these headers cannot be propagated: ${reserved.join(', ')}`);
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
 * States who is asking, what for and how long the answer is waited for. A call that may be shared is for no one
 * client, so it names no address. The signature covers all of that but the time that is left, which can only make a
 * subgraph give up early; it is another one at each attempt, as a subgraph takes each but once.
 */
export function createCallHeaders({
  url,
  secret,
  clock,
  propagateHeaders = [],
}: Pick<SubgraphOptions, 'url' | 'secret' | 'clock' | 'propagateHeaders'>): CallHeaders {
  const path = url.pathname + url.search;
  const names = forwardableHeaders(propagateHeaders);
  const sign = secret ? createSigner(secret) : null;
  return ({ body, context, expiresAt, isShareable }) => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-request-id': context.requestId,
      [REQUEST_TIMEOUT_HEADER]: String(Math.max(1, Math.round(expiresAt - performance.now()))),
    };
    if (context.traceparent) headers.traceparent = context.traceparent;
    if (names.length > 0) Object.assign(headers, forwardedHeaders(names, context));
    if (!sign) return headers;
    const clientAddress = isShareable ? null : context.clientAddress;
    const call = { method: 'POST', path, body, clientAddress };
    return Object.assign(headers, sign(call, context.identity, clock.now().getTime()));
  };
}
