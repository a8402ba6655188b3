import { Fault } from '../../kernel/errors';
import {
  faultReply,
  jsonReply,
  type HttpReply,
  type HttpRequest,
  type Routes,
} from '../../kernel/http/http-server';
import { readRequestIds, type RequestContext, type RequestIds } from '../request-context';
import type { Authenticate } from '../security/verify-token';
import type { AnswerGraphql } from './answer-graphql';
import { clientAddressOf } from './client-address';
import { withCatalogueStatus, withLegacyStatus } from './reply-status';

export const GRAPHQL_PATH = '/graphql';

/**
 * Whether new requests are welcome: a supergraph is loaded and the gateway is not stopping. `degraded` is ready, but the
 * supergraph is not the newest: that one cannot be served, and the log says why.
 */
export interface Readiness {
  status: 'ready' | 'degraded' | 'not ready';
  reason?: string;
}

/** What the routes answer from. */
export interface RouteOptions {
  answer: AnswerGraphql;
  authenticate: Authenticate;
  readiness: () => Readiness;
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

async function answerGraphql(
  { answer, authenticate, trustedProxies }: RouteOptions,
  request: HttpRequest,
): Promise<HttpReply> {
  const ids = readRequestIds((name) => request.headers[name]?.toString());
  const replyHeaders: [string, string][] = [];
  const reply = await authenticate(request.headers.authorization).then((identity) => {
    const clientAddress = clientAddressOf(request, trustedProxies);
    return answer(request, requestContext(request, ids, { identity, clientAddress, replyHeaders }));
  }, refusedReply);
  const { accept } = request.headers;
  const { status, headers = [], body } = withLegacyStatus(withCatalogueStatus(reply), accept);
  return { status, body, headers: [...headers, ...replyHeaders, ['x-request-id', ids.requestId]] };
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
