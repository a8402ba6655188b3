import type { ApolloServer } from '@apollo/server';
import { Fault } from '../../kernel/errors';
import { apolloReply } from '../../kernel/http/apollo-route';
import {
  faultReply,
  jsonReply,
  type HttpReply,
  type HttpRequest,
  type Routes,
} from '../../kernel/http/http-server';
import type { RequestContext } from '../request-context';
import { readRequestIds } from '../request-context';
import type { Authenticate } from '../security/verify-token';

export const GRAPHQL_PATH = '/graphql';

/** What the routes answer from. */
export interface RouteOptions {
  apollo: ApolloServer<RequestContext>;
  authenticate: Authenticate;
  /** Whether new requests are welcome: the supergraph is loaded and the gateway is not stopping. */
  isReady: () => boolean;
}

/** The gateway's HTTP surface. */
export function createRoutes({ apollo, authenticate, isReady }: RouteOptions): Routes {
  return {
    [GRAPHQL_PATH]: (request) => answerGraphql(apollo, authenticate, request),
    '/healthz': () => Promise.resolve(jsonReply(200, { status: 'ok' })),
    '/readyz': () =>
      Promise.resolve(
        isReady() ? jsonReply(200, { status: 'ready' }) : jsonReply(503, { status: 'not ready' }),
      ),
  };
}

async function answerGraphql(
  apollo: ApolloServer<RequestContext>,
  authenticate: Authenticate,
  request: HttpRequest,
): Promise<HttpReply> {
  const ids = readRequestIds((name) => request.headers[name]?.toString());
  const reply = await authenticate(request.headers.authorization).then(
    (identity) =>
      apolloReply(apollo, request, () =>
        Promise.resolve({ ...ids, identity, signal: request.signal, headers: request.headers }),
      ),
    refusedReply,
  );
  return { ...reply, headers: [...(reply.headers ?? []), ['x-request-id', ids.requestId]] };
}

/** A token that is there but bad refuses the whole request, whatever it asks for. */
function refusedReply(error: unknown): HttpReply {
  if (error instanceof Fault) return faultReply(error);
  throw error;
}
