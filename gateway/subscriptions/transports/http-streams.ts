import type { ServerResponse } from 'node:http';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { Fault } from '../../../kernel/errors';
import { jsonReply, type HttpReply, type HttpRequest } from '../../../kernel/http/http-server';
import { StopSignal } from '../../../kernel/stop-signal';
import type { OperationRequest } from '../../gateway';
import type { OperationSource } from '../../planning/prepare';
import { formatGatewayError } from '../../public-error';
import type { Session } from '../../security/verify-token';
import { PLAIN_TAIL } from '../delivery/delivery';
import { reasonOfBadToken, type EndReason } from '../end-reason';
import { frameOf } from '../groups/frame';
import { follow, type LiveService } from '../live-service';
import { httpOutlet } from './http-outlet';
import { contextOf, type OperationClient } from './operation-client';
import { overTime } from './over-time';
import { readHttpOperation, type HttpOperation } from './read-http-operation';
import { MULTIPART, SERVER_SENT_EVENTS, type StreamFormat } from './stream-format';

/** Who sends a request. */
export interface HttpCaller {
  session: Session | null;
  clientAddress: string | null;
}

/** Operations whose answer is a stream in the body of an HTTP answer. */
export interface HttpStreams {
  /** @returns null where the request does not ask for a stream */
  answer(request: HttpRequest, caller: HttpCaller): HttpReply | null;
  /** Ends what is open, many streams one after the other. */
  close(): Promise<void>;
}

/** A stream that is open. */
interface OpenStream {
  response: ServerResponse;
  format: StreamFormat;
  end: (reason: EndReason, errors: readonly GraphQLFormattedError[]) => void;
}

/**
 * Serves server-sent events, and subscriptions over multipart: under the rules that hold for sockets, and with the token of
 * the request for as long as that is good.
 */
export function createHttpStreams(service: LiveService): HttpStreams {
  const { gateway, sessions, heartbeatMs, logger } = service;
  const open = new Set<OpenStream>();
  let heart: NodeJS.Timeout | undefined;

  const beat = () =>
    open.forEach(({ response, format }) => response.writableNeedDrain || response.write(format.heartbeat));
  const keep = (stream: OpenStream) => {
    open.add(stream);
    heart ??= setInterval(beat, heartbeatMs).unref();
  };
  const forget = (stream: OpenStream) => {
    open.delete(stream);
    if (open.size > 0) return;
    clearInterval(heart);
    heart = undefined;
  };

  function stream(format: StreamFormat, run: (response: ServerResponse) => Promise<unknown>): HttpReply {
    return {
      status: 200,
      headers: [
        ['content-type', format.contentType],
        ['cache-control', 'no-store'],
        // Proxies that collect answers before they pass them on can be told not to.
        ['x-accel-buffering', 'no'],
      ],
      body: async (response) => {
        response.write(format.opening);
        await run(response);
      },
    };
  }

  async function runOver(
    response: ServerResponse,
    format: StreamFormat,
    asked: StreamRequest,
  ): Promise<void> {
    const outlet = httpOutlet(response, format);
    const { headers, admitted } = asked;
    const { session, clientAddress } = asked.caller;
    if (isErrors(admitted)) return outlet.end(admitted.map((error) => formatGatewayError(error, logger)));
    const gone = new StopSignal();
    response.once('close', () => gone.abort(new Error('the client has gone')));
    // Clients over HTTP leave by closing the connection.
    const client: OperationClient = { session, clientAddress, headers, gone, goneBecause: 'left' };
    const request = { ...admitted, schema: asked.schema, variables: asked.operation.variables ?? null };
    const kind = kindOf(admitted);
    if (kind === OperationTypeNode.SUBSCRIPTION) return followOver(response, { format, client, request });
    if (kind === OperationTypeNode.MUTATION && asked.operation.method === 'GET')
      return outlet.end([badRequest('Mutations are sent with POST.').toJSON()]);
    const context = contextOf(client);
    const { data, errors = [] } = await gateway.answer(request, context, request.variables);
    const shown = errors.map((error) => formatGatewayError(error, logger, context.requestId));
    if (data === undefined) return outlet.end(shown);
    outlet.write(frameOf({ data, errors: shown }, { cursor: null, subject: null }), [], PLAIN_TAIL);
    outlet.end();
  }

  async function followOver(
    response: ServerResponse,
    { format, client, request }: { format: StreamFormat; client: OperationClient; request: OperationRequest },
  ): Promise<void> {
    const outlet = httpOutlet(response, format);
    const followed = await follow(service, client, request, outlet);
    if ('errors' in followed) return outlet.end(followed.errors);
    const entry: OpenStream = {
      response,
      format,
      end: (reason, errors) => {
        followed.leave(reason);
        outlet.end(errors);
      },
    };
    keep(entry);
    const { session } = client;
    const onBad = (error: unknown) => entry.end(reasonOfBadToken(error), [formatGatewayError(error, logger)]);
    const unwatch = session ? sessions.watch({ session, onBad }) : () => undefined;
    response.once('close', () => {
      unwatch();
      forget(entry);
      followed.leave(client.goneBecause);
    });
    if (response.destroyed) response.emit('close');
  }

  return {
    answer(request, caller) {
      const format = formatAsked(request);
      if (!format || !gateway.isReady) return null;
      const operation = readHttpOperation(request);
      const { apiSchema: schema } = gateway.generation;
      const admitted = operation && service.admit(operation, schema);
      // Whatever else asks for an answer in parts is for Apollo Server to answer or to refuse.
      if (format === MULTIPART && !(admitted && isSubscription(admitted))) return null;
      if (!admitted)
        return jsonReply(400, { errors: [badRequest('The request has no operation.').toJSON()] });
      const { headers } = request;
      return stream(format, (response) =>
        runOver(response, format, { operation, admitted, schema, caller, headers }),
      );
    },
    close: () => overTime([...open], service.drainMs, ({ end }) => end('shutdown', [stopping()])),
  };
}

/** A request for a stream. */
interface StreamRequest {
  operation: HttpOperation;
  admitted: OperationSource | readonly GraphQLError[];
  schema: GraphQLSchema;
  caller: HttpCaller;
  headers: HttpRequest['headers'];
}

function kindOf({ document, operationName }: OperationSource): OperationTypeNode | undefined {
  return getOperationAST(document, operationName)?.operation;
}

function isSubscription(admitted: StreamRequest['admitted']): boolean {
  return !isErrors(admitted) && kindOf(admitted) === OperationTypeNode.SUBSCRIPTION;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

/** When the gateway stops, clients come back within this time, not all at once. */
const COME_BACK_MS = 5_000;

function stopping(): GraphQLFormattedError {
  const { message, extensions } = new Fault(
    'SERVICE_UNAVAILABLE',
    'The gateway is stopping. Subscribe again.',
  );
  return { message, extensions: { ...extensions, retryAfterMs: Math.floor(Math.random() * COME_BACK_MS) } };
}

function formatAsked({ headers: { accept = '' } }: HttpRequest): StreamFormat | null {
  if (accept.includes('text/event-stream')) return SERVER_SENT_EVENTS;
  return /multipart\/mixed[^,]*subscriptionSpec/i.test(accept) ? MULTIPART : null;
}

function isErrors<T extends object>(value: T | readonly GraphQLError[]): value is readonly GraphQLError[] {
  return Array.isArray(value);
}
