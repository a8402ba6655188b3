import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type VerifyClientCallbackAsync, type WebSocket } from 'ws';
import { Fault } from '../../kernel/errors';
import type { Logger } from '../../kernel/telemetry/logger';
import type { OperationRequest, SchoolgraphGateway } from '../gateway';
import { clientAddressOf } from '../http/client-address';
import { isTrustedOrigin } from '../http/origins';
import { admit } from '../planning/admit';
import { formatGatewayError, PublicErrors } from '../public-error';
import { readRequestIds, type RequestContext } from '../request-context';
import type { Authenticator, Session } from '../security/verify-token';
import { closeReason } from './close-reason';
import { singleResult } from './single-result';
import { watchSessions } from './watch-session';

const MAX_FRAME_BYTES = 64 * 1024;
const INIT_WAIT_MS = 3_000;
/** How long clients may take to say goodbye when the gateway stops. */
const GOODBYE_MS = 2_000;

/** There is no supergraph yet; clients come back by themselves. */
const NOT_READY = [1013, 'Try again later'] as const;

interface SocketOptions {
  path: string;
  gateway: SchoolgraphGateway;
  authenticator: Authenticator;
  /** Where there are any, pages of no other origin may open a socket. */
  allowedOrigins: readonly string[];
  /** See {@link clientAddressOf}. */
  trustedProxies: number;
  introspection: boolean;
  logger: Logger;
}

interface SocketExtra extends Extra, Record<PropertyKey, unknown> {
  /** Who opened the socket, null for somebody anonymous; set by the handshake. */
  session?: Session | null;
  /** What its operations tell of the client. */
  client?: Pick<RequestContext, 'headers' | 'clientAddress'>;
  /** Aborts when the socket closes. */
  closed?: AbortSignal;
}

/** An operation on its way from `onSubscribe` to the executor; graphql-ws carries it as the context value. */
type SocketOperation = [request: OperationRequest, context: RequestContext];

/** Open sockets that can be ended. */
export interface SocketServer {
  /** Closes every socket with 1001, which ends its operations here and upstream. */
  close(): Promise<void>;
}

/**
 * Serves graphql-transport-ws: subscriptions, and queries and mutations through the same execution as HTTP. The
 * `connection_init` payload may carry `authorization: Bearer …`; see {@link closeReason} for how a bad token is told.
 */
export function serveSockets(server: Server, options: SocketOptions): SocketServer {
  const { path, gateway, authenticator, allowedOrigins, trustedProxies, introspection, logger } = options;
  const verifyClient = refuseOtherOrigins(allowedOrigins);
  const sockets = new WebSocketServer({ server, path, maxPayload: MAX_FRAME_BYTES, verifyClient });
  const sessions = watchSessions(authenticator);

  const served = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: INIT_WAIT_MS,
      onConnect: async ({ connectionParams = {}, extra }) => {
        if (!gateway.isReady) {
          extra.socket.close(...NOT_READY);
          return false;
        }
        try {
          extra.session = await authenticator.authenticate(authorizationOf(connectionParams));
          extra.closed = closedSignal(extra.socket);
          extra.client = clientOf(extra.request, trustedProxies);
          if (extra.session) sessions.watch(extra.socket, extra.session);
          return true;
        } catch (error) {
          extra.socket.close(...closeReason(error));
          return false;
        }
      },
      onSubscribe: (context, _id, payload) => readOperation(payload, context.extra),
      execute: (args) => {
        const [request, context] = operationOf(args);
        return singleResult(context.signal, (signal) => gateway.execute(request, { ...context, signal }));
      },
      subscribe: (args) => gateway.subscribe(...operationOf(args)),
      onNext: (_context, _id, _payload, args, result) =>
        result.errors && { ...result, errors: result.errors.flatMap((error) => shown(error, args)) },
      onError: (_context, _id, _payload, errors) => errors.flatMap((error) => shown(error)),
    },
    sockets,
  );

  /** What graphql-ws is to run, or why it is refused: an `error` for this operation alone. */
  function readOperation(
    payload: SubscribePayload,
    extra: SocketExtra,
  ): ExecutionArgs | readonly GraphQLError[] {
    const refusal = refusalOf(extra.session);
    if (refusal) return [refusal];
    const { apiSchema: schema } = gateway.generation;
    const operation = admit(payload, schema, { introspection });
    if (isErrors(operation)) return operation;
    const { document, operationName } = operation;
    const variables = payload.variables;
    const contextValue: SocketOperation = [{ ...operation, schema, variables }, operationContext(extra)];
    return { schema, document, operationName, contextValue };
  }

  /** What a client still sends while its socket is being closed is not run. */
  function refusalOf(session: Session | null = null): Fault | null {
    try {
      if (session) authenticator.assertStillGood(session);
      return null;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  function shown(error: GraphQLError | GraphQLFormattedError, args?: ExecutionArgs): GraphQLFormattedError[] {
    const requestId = args && operationOf(args)[1].requestId;
    // graphql-ws wraps what an iterator throws.
    const cause = (error instanceof GraphQLError && error.originalError) || error;
    const errors = cause instanceof PublicErrors ? cause.errors : [cause instanceof Fault ? cause : error];
    return errors.map((each) => formatGatewayError(each, logger, requestId));
  }

  return {
    close: async () => {
      const cut = setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), GOODBYE_MS);
      await served.dispose();
      clearTimeout(cut);
    },
  };
}

/** The check at the upgrade. Without allowed origins there is none: a socket's token is in its greeting, not in a cookie. */
function refuseOtherOrigins(allowed: readonly string[]): VerifyClientCallbackAsync | undefined {
  if (allowed.length === 0) return undefined;
  return ({ req }, answer) => {
    if (isTrustedOrigin(req.headers, allowed)) answer(true);
    else answer(false, 403);
  };
}

function operationOf({ contextValue }: ExecutionArgs): SocketOperation {
  return contextValue as SocketOperation;
}

function isErrors<T extends object>(value: T | readonly GraphQLError[]): value is readonly GraphQLError[] {
  return Array.isArray(value);
}

function authorizationOf({ authorization, Authorization }: Record<string, unknown>): string | undefined {
  const given = authorization ?? Authorization;
  if (given === undefined || given === null) return undefined;
  // Anything that is not text is a bad token, not a missing one.
  return typeof given === 'string' ? given : '';
}

function operationContext({ session, closed, client, request }: SocketExtra): RequestContext {
  const { traceparent } = readRequestIds((name) => request.headers[name]?.toString());
  const signal = closed ?? new AbortController().signal;
  const ids = { requestId: randomUUID(), ...(traceparent && { traceparent }) };
  return { ...ids, ...client, identity: session?.identity ?? null, signal };
}

/** Cookies are left out: a browser adds them for whatever page opens a socket, and that page reads the answers. */
function clientOf(
  { headers: { cookie: _cookie, ...headers }, socket }: IncomingMessage,
  trustedProxies: number,
): SocketExtra['client'] {
  const { remoteAddress } = socket;
  return { headers, clientAddress: clientAddressOf({ headers, remoteAddress }, trustedProxies) };
}

function closedSignal(socket: WebSocket): AbortSignal {
  const controller = new AbortController();
  socket.once('close', () => controller.abort());
  return controller.signal;
}
