import { Fault } from '../../kernel/errors';
import {
  faultReply,
  jsonReply,
  type HttpReply,
  type HttpRequest,
  type Routes,
} from '../../kernel/http/http-server';
import { readRequestIds, type RequestContext, type RequestIds } from '../request-context';
import type { Authenticator } from '../security/verify-token';
import type { HttpStreams } from '../subscriptions/transports/http-streams';
import type { CountRequest } from '../telemetry/request-metrics';
import type { AnswerGraphql } from './answer-graphql';
import { clientAddressOf } from './client-address';
import { credentialsOf, forgetCookie, type CredentialRules } from './credentials';
import { corsHeaders, preflightReply } from './origins';
import { withCatalogueStatus, withLegacyStatus } from './reply-status';

export const GRAPHQL_PATH = '/graphql';

/**
 * Whether new requests are welcome: a supergraph is loaded and the gateway is not stopping. `degraded` is ready, but
 * something the gateway relies on is not as it should be: the log says why.
 */
export interface Readiness {
  status: 'ready' | 'degraded' | 'not ready';
  reason?: string;
}

/** What the routes answer from. */
export interface RouteOptions extends CredentialRules {
  answer: AnswerGraphql;
  /** Answers what asks for a stream; null for all else. */
  answerStream: HttpStreams['answer'];
  authenticator: Authenticator;
  readiness: () => Readiness;
  countRequest: CountRequest;
  /** See {@link clientAddressOf}. */
  trustedProxies: number;
}

/** The gateway's HTTP surface. */
export function createRoutes(options: RouteOptions): Routes {
  return {
    [GRAPHQL_PATH]: (request) => answerGraphql(options, request),
    '/healthz': () => Promise.resolve(jsonReply(200, { status: 'ok' })),
    '/readyz': () => Promise.resolve(readyReply(options.readiness())),
  };
}

function readyReply(readiness: Readiness): HttpReply {
  return jsonReply(readiness.status === 'not ready' ? 503 : 200, readiness);
}

async function answerGraphql(options: RouteOptions, request: HttpRequest): Promise<HttpReply> {
  const { headers } = request;
  const begun = performance.now();
  const preflight = preflightReply(request, options.allowedOrigins);
  if (preflight) return preflight;
  const ids = readRequestIds((name) => headers[name]?.toString());
  const replyHeaders: [string, string][] = [];
  const reply = await answerCaller(options, request, { ids, replyHeaders }).catch(refusedReply);
  const { status, headers: head = [], body } = withLegacyStatus(withCatalogueStatus(reply), headers.accept);
  const own: [string, string][] = [
    ...corsHeaders(headers, options.allowedOrigins),
    ['x-request-id', ids.requestId],
  ];
  options.countRequest(status, (performance.now() - begun) / 1_000);
  return { status, body, headers: [...head, ...replyHeaders, ...own] };
}

/** @throws Fault where the request is refused for who asks */
async function answerCaller(
  options: RouteOptions,
  request: HttpRequest,
  { ids, replyHeaders }: { ids: RequestIds; replyHeaders: [string, string][] },
): Promise<HttpReply> {
  const { authorization, isFromCookie } = credentialsOf(request.headers, options);
  const session = await options.authenticator.authenticate(authorization).catch((error: unknown) => {
    if (isFromCookie && isRefusal(error)) replyHeaders.push(forgetCookie(options.cookie!));
    throw error;
  });
  const clientAddress = clientAddressOf(request, options.trustedProxies);
  const streamed = options.answerStream(request, { session, clientAddress });
  if (streamed) return streamed;
  const identity = session && session.identity;
  return options.answer(request, requestContext(request, ids, { identity, clientAddress, replyHeaders }));
}

/** Put together field by field, as all that is made at every request: a spread costs many times more. */
function requestContext(
  { signal, headers }: HttpRequest,
  { requestId, traceparent }: RequestIds,
  {
    identity,
    clientAddress,
    replyHeaders,
  }: Pick<RequestContext, 'identity' | 'clientAddress' | 'replyHeaders'>,
): RequestContext {
  return { identity, requestId, traceparent, signal, headers, clientAddress, replyHeaders };
}

/** A token that is there but bad refuses the whole request, whatever it asks for. */
function refusedReply(error: unknown): HttpReply {
  if (error instanceof Fault) return faultReply(error);
  throw error;
}

/** Whether it is the token that is not taken, and will not be. */
function isRefusal(error: unknown): boolean {
  return error instanceof Fault && error.code !== 'SERVICE_UNAVAILABLE';
}
