import { createClient, type Client } from 'graphql-ws';
import {
  createSigner,
  socketCall,
  type Identity,
  type Sign,
  type SignedHeaders,
} from '../../kernel/auth/signed-identity';
import { PublicError, PublicErrors } from '../public-error';
import type { RequestContext } from '../request-context';
import { forwardableHeaders, forwardedHeaders } from './call-headers';
import { eventQueue } from './event-queue';
import type { Mask } from './mask-errors';
import type { SubgraphOperation, SubgraphOptions } from './subgraph-client';
import { subgraphFault } from './subgraph-fault';
import { readErrors, readResponse, type SubgraphError, type SubgraphResponse } from './subgraph-response';
import { watchSilence } from './silence-watch';
import { socketClass, socketUrl } from './upstream-socket';

/** An idle upstream is asked this often whether it is still there … */
const PING_MS = 10_000;
/** … and given up when it has said neither that nor anything else in this time. */
const PONG_MS = 5_000;

/** What is open at a subgraph. */
export interface SocketStatistics {
  sockets: number;
  subscriptions: number;
}

/** Subscribes at a subgraph over graphql-transport-ws. */
export interface SocketTransport {
  /** Events in order; throws a Fault or {@link PublicErrors}. `return()` ends the upstream subscription at once. */
  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<SubgraphResponse>;
  readonly statistics: Readonly<SocketStatistics>;
  close(): Promise<void>;
}

/**
 * Keeps one socket per identity, and per headers that are passed on, while it has subscriptions: the handshake states who
 * is asking, so people never share one. It is closed with its last subscription.
 */
export function createSocketTransport(options: SubgraphOptions, mask: Mask): SocketTransport {
  const links = new Map<string, Link>();
  const sign = options.secret ? createSigner(options.secret) : null;
  const propagated = forwardableHeaders(options.propagateHeaders ?? []);
  let subscriptions = 0;

  const linkFor = (context: RequestContext): Link => {
    const headers = forwardedHeaders(propagated, context);
    const key = JSON.stringify([context.identity, headers]);
    const known = links.get(key);
    if (known) return known;
    // A closed client is forgotten, so that what comes next begins with a fresh signature.
    const link = openLink(options, {
      // The trace is that of the first subscription: it is why the socket is opened.
      headers: { ...headers, ...(context.traceparent && { traceparent: context.traceparent }) },
      greeting: greetingFor(options, context.identity, sign),
      onClosed: () => {
        if (links.get(key) === link) links.delete(key);
      },
    });
    links.set(key, link);
    return link;
  };

  return {
    subscribe: (operation, context) =>
      eventQueue((sink) => {
        const { requestId } = context;
        const link = linkFor(context);
        subscriptions += 1;
        link.users += 1;
        let isOver = false;
        const over = () => {
          if (isOver) return;
          isOver = true;
          subscriptions -= 1;
          link.users -= 1;
        };
        const stop = link.client.subscribe<unknown, unknown>(payloadOf(operation), {
          next: (value) => {
            try {
              sink.next(mask(readEvent(value), { requestId }));
            } catch (cause) {
              sink.error(subgraphFault(cause));
              stop();
            }
          },
          error: (cause) => {
            over();
            sink.error(upstreamError(cause, (errors) => mask({ errors }, { requestId }).errors));
          },
          complete: () => {
            over();
            sink.complete();
          },
        });
        return () => {
          over();
          stop();
          // Otherwise it would be waited for, although nobody wants it any more.
          if (link.users === 0 && !link.isGreeted) link.client.terminate();
        };
      }),
    statistics: {
      get sockets() {
        return links.size;
      },
      get subscriptions() {
        return subscriptions;
      },
    },
    close: async () => {
      await Promise.all([...links.values()].map(async ({ client }) => client.dispose()));
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

interface Opening {
  /** Of the request that becomes the socket. */
  headers: Record<string, string>;
  greeting: () => SignedHeaders | undefined;
  onClosed: () => void;
}

/** A socket, and who uses it. */
interface Link {
  client: Client;
  users: number;
  /** Whether the subgraph has said that it listens. */
  isGreeted: boolean;
}

function openLink(
  { url, timeoutMs, heartbeat }: SubgraphOptions,
  { headers, greeting, onClosed }: Opening,
): Link {
  const { pingMs, pongMs } = heartbeat ?? { pingMs: PING_MS, pongMs: PONG_MS };
  const silence = watchSilence(pongMs, () => client.terminate());
  const client: Client = createClient({
    url: socketUrl(url),
    webSocketImpl: socketClass({ handshakeTimeout: timeoutMs, headers }),
    retryAttempts: 0,
    connectionAckWaitTimeout: timeoutMs,
    keepAlive: pingMs,
    connectionParams: greeting,
    on: {
      connected: () => (link.isGreeted = true),
      ping: (isReceived) => {
        if (!isReceived) silence.ask();
      },
      message: () => silence.hear(),
      pong: (isReceived) => {
        if (isReceived) silence.stop();
      },
      closed: () => {
        silence.stop();
        onClosed();
      },
    },
  });
  const link: Link = { client, users: 0, isGreeted: false };
  return link;
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
