import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import { makeServer, type Server, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { Fault } from '../../../kernel/errors';
import type { OperationRequest } from '../../gateway';
import { formatGatewayError, PublicErrors } from '../../public-error';
import type { RequestContext } from '../../request-context';
import { follow, refusalOf, tooMany, type LiveService } from '../live-service';
import { closeReason } from './close-reason';
import { contextOf } from './operation-client';
import { singleResult } from './single-result';
import type { SocketClient } from './socket-client';
import { SocketOutlet } from './socket-outlet';
import { StreamErrors, streamEnd } from './stream-end';

const INIT_WAIT_MS = 3_000;
/** There is no supergraph yet; clients come back by themselves. */
const NOT_READY = [1013, 'Try again later'] as const;

/** What graphql-ws carries of a client. */
export interface SocketExtra extends Record<PropertyKey, unknown> {
  client: SocketClient;
}

/** An operation on its way from `onSubscribe` to its execution; graphql-ws carries it as the context value. */
interface SocketOperation {
  id: string;
  client: SocketClient;
  request: OperationRequest;
  context: RequestContext;
}

/**
 * graphql-transport-ws: subscriptions, and queries and mutations through the same execution as HTTP. The
 * `connection_init` payload may carry `authorization: Bearer …`; see {@link closeReason} for how a bad token is told.
 * graphql-ws keeps the protocol; events of subscriptions are written past it, as they are the same for many.
 * @param countSocket counts a socket once it is known whose it is; false where it is one too many
 */
export function speakGraphqlWs(
  service: LiveService,
  countSocket: (client: SocketClient) => boolean,
): Server<SocketExtra> {
  const { gateway, authenticator, sessions, logger } = service;

  const onConnect: ServerOptions<Record<string, unknown>, SocketExtra>['onConnect'] = async (context) => {
    const { client } = context.extra;
    const { socket } = client;
    if (!gateway.isReady) return refuse(socket, NOT_READY);
    try {
      client.session = await authenticator.authenticate(authorizationOf(context.connectionParams ?? {}));
      // The token is not kept for as long as the socket is open.
      Object.assign(context, { connectionParams: undefined });
      if (!countSocket(client)) return refuse(socket, TOO_MANY);
      if (client.session) {
        client.watched.session = client.session;
        client.releases.push(sessions.watch(client.watched));
      }
      return socket.readyState === socket.OPEN;
    } catch (error) {
      return refuse(socket, closeReason(error));
    }
  };

  /** What graphql-ws is to run, or why it is refused: an `error` for this operation alone. */
  function readOperation(
    client: SocketClient,
    id: string,
    payload: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    // What a client still sends while its socket is being closed is not run.
    const refusal = refusalOf(authenticator, client.session);
    if (refusal) return [refusal];
    const { apiSchema: schema } = gateway.generation;
    const operation = service.admit(payload, schema);
    if (isErrors(operation)) return operation;
    const { document, operationName } = operation;
    const request = { ...operation, schema, variables: payload.variables };
    const contextValue: SocketOperation = { id, client, request, context: contextOf(client) };
    return { schema, document, operationName, contextValue };
  }

  async function followStream({ id, client, request }: SocketOperation) {
    const { followed } = client;
    if (followed.size >= service.bounds.subscriptionsPerSocket)
      return new Refused([formatGatewayError(tooMany(), logger)]);
    followed.set(id, null);
    const stream = streamEnd(() => {
      followed.get(id)?.leave('left');
      followed.delete(id);
    });
    const outlet = new SocketOutlet(client, id, (errors) => {
      followed.delete(id);
      stream.end(errors);
    });
    const begun = await follow(service, client, request, outlet);
    if ('errors' in begun) {
      followed.delete(id);
      return new Refused(begun.errors);
    }
    if (client.gone.aborted) begun.leave(client.goneBecause);
    else if (followed.has(id)) followed.set(id, begun);
    return stream.iterator;
  }

  function shown(error: GraphQLError | GraphQLFormattedError, args?: ExecutionArgs): GraphQLFormattedError[] {
    const requestId = args && operationOf(args).context.requestId;
    // graphql-ws wraps what an iterator throws.
    const cause = (error instanceof GraphQLError && error.originalError) || error;
    if (cause instanceof StreamErrors) return [...cause.errors];
    const errors = cause instanceof PublicErrors ? cause.errors : [cause instanceof Fault ? cause : error];
    return errors.map((each) => formatGatewayError(each, logger, requestId));
  }

  return makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: INIT_WAIT_MS,
    onConnect,
    onSubscribe: ({ extra }, id, payload) => readOperation(extra.client, id, payload),
    execute: (args) => {
      const { request, context } = operationOf(args);
      return singleResult(context.signal, (signal) => gateway.execute(request, { ...context, signal }));
    },
    subscribe: (args) => followStream(operationOf(args)),
    onNext: (_context, _id, _payload, args, result) => {
      if (result instanceof Refused) return { errors: result.told };
      return result.errors && { ...result, errors: result.errors.flatMap((error) => shown(error, args)) };
    },
    onError: (_context, _id, _payload, errors) => errors.flatMap((error) => shown(error)),
  });
}

/** A socket is one too many for whom it belongs to. */
export const TOO_MANY = [4429, 'Too many sockets'] as const;

function refuse(socket: SocketClient['socket'], reason: readonly [code: number, reason: string]): false {
  socket.close(...reason);
  return false;
}

/** The answer to a subscription that is not begun. */
class Refused {
  readonly errors: readonly GraphQLError[] = [];

  constructor(readonly told: readonly GraphQLFormattedError[]) {}
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
