import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import {
  createSigner,
  socketCall,
  type Identity,
  type Sign,
  type SignedHeaders,
} from '../../kernel/auth/signed-identity';
import { PublicError, PublicErrors } from '../public-error';
import type { RequestContext } from '../request-context';
import { eventQueue } from './event-queue';
import type { Mask } from './mask-errors';
import type { SubgraphOperation, SubgraphOptions } from './subgraph-client';
import { subgraphFault } from './subgraph-fault';
import { readErrors, readResponse, type SubgraphError, type SubgraphResponse } from './subgraph-response';

const MAX_FRAME_BYTES = 8 * 1024 * 1024;
/** An idle upstream is asked this often whether it is still there … */
const PING_MS = 10_000;
/** … and given up when it has not said so in this time. */
const PONG_MS = 5_000;

/** Subscribes at a subgraph over graphql-transport-ws. */
export interface SocketTransport {
  /** Events in order; throws a Fault or {@link PublicErrors}. `return()` ends the upstream subscription at once. */
  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<SubgraphResponse>;
  close(): Promise<void>;
}

/**
 * Keeps one socket per identity while it has subscriptions: the handshake states who is asking, so people never share
 * one.
 */
export function createSocketTransport(options: SubgraphOptions, mask: Mask): SocketTransport {
  const clients = new Map<string, Client>();
  const sign = options.secret ? createSigner(options.secret) : null;

  const clientFor = (identity: Identity | null): Client => {
    const key = JSON.stringify(identity);
    const known = clients.get(key);
    if (known) return known;
    // A closed client is forgotten, so that what comes next begins with a fresh signature.
    const client = openClient(options, greetingFor(options, identity, sign), () => {
      if (clients.get(key) === client) clients.delete(key);
    });
    clients.set(key, client);
    return client;
  };

  return {
    subscribe: (operation, { identity, requestId }) =>
      eventQueue((sink) => {
        const stop = clientFor(identity).subscribe<unknown, unknown>(payloadOf(operation), {
          next: (value) => {
            try {
              sink.next(mask(readEvent(value), { requestId }));
            } catch (cause) {
              sink.error(subgraphFault(cause));
              stop();
            }
          },
          error: (cause) =>
            sink.error(upstreamError(cause, (errors) => mask({ errors }, { requestId }).errors)),
          complete: () => sink.complete(),
        });
        return stop;
      }),
    close: async () => {
      await Promise.all([...clients.values()].map(async (client) => client.dispose()));
    },
  };
}

/** Each connection states anew who is asking. */
function greetingFor(
  { url, clock }: SubgraphOptions,
  identity: Identity | null,
  sign: Sign | null,
): () => SignedHeaders | undefined {
  return () => sign?.(socketCall(url.pathname), identity, clock.now().getTime());
}

function openClient(
  { url, timeoutMs }: SubgraphOptions,
  connectionParams: () => SignedHeaders | undefined,
  closed: () => void,
) {
  let pong: NodeJS.Timeout | undefined;
  const client: Client = createClient({
    url: socketUrl(url),
    webSocketImpl: socketClass(timeoutMs),
    retryAttempts: 0,
    connectionAckWaitTimeout: timeoutMs,
    keepAlive: PING_MS,
    connectionParams,
    on: {
      ping: (isReceived) => {
        if (!isReceived) pong = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pong);
      },
      closed: () => {
        clearTimeout(pong);
        closed();
      },
    },
  });
  return client;
}

function socketUrl(url: URL): string {
  const socket = new URL(url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return socket.href;
}

function socketClass(handshakeTimeout: number): new (address: string, protocols?: string) => WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocols?: string) {
      super(address, protocols, { handshakeTimeout, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
    }
  };
}

function payloadOf({ query, operationName, variables }: SubgraphOperation) {
  return { query, operationName, variables };
}

/** Unlike an answer, an event may be null without a reason: its root field is then null. */
function readEvent(value: unknown): SubgraphResponse {
  const { data = null, errors = [] } = (value ?? {}) as { data?: unknown; errors?: unknown };
  return readResponse({ data: data ?? {}, errors });
}

/** What graphql-ws reports: the errors of an `error` message, or how the socket closed or failed. */
function upstreamError(
  cause: unknown,
  masked: (errors: readonly SubgraphError[]) => readonly SubgraphError[],
): Error {
  if (!Array.isArray(cause)) return subgraphFault(cause);
  // Their paths begin at the subscription's root field, which has the client's own name there.
  return new PublicErrors(
    masked(readErrors(cause)).map(
      ({ message, path, extensions }) => new PublicError(message, { path, extensions }),
    ),
  );
}
