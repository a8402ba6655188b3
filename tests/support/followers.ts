import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import {
  CombinedGraphQLErrors,
  CombinedProtocolErrors,
  PROTOCOL_ERRORS_SYMBOL,
  ServerError,
} from '@apollo/client/errors';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Every way to subscribe at a gateway, each by a client that others wrote. */
export const TRANSPORTS = ['WebSocket', 'server-sent events', 'multipart'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** What a subscriber hears, in order. */
export type Heard = FormattedExecutionResult | { failed: readonly GraphQLFormattedError[] } | 'complete';

/** A subscription of a client. */
export interface Following {
  heard: Heard[];
  /** Resolves with what is heard next. */
  next(): Promise<Heard>;
  leave(): void;
}

/** One client over one transport. */
export interface Follower {
  follow(query: string, variables?: Record<string, unknown>): Following;
  /** Goes away without leaving what it follows. */
  close(): void;
}

interface Sink {
  next(result: FormattedExecutionResult): void;
  error(error: unknown): void;
  complete(): void;
}

type Subscribe = (query: string, variables: Record<string, unknown>, sink: Sink) => () => void;

/** A socket that can be cut off at any moment, be it while it connects. */
export class CutSocket extends WebSocket {
  constructor(address: string, protocols?: string) {
    super(address, protocols);
    this.on('error', () => undefined);
  }
}

interface Endpoint {
  url: string;
  wsUrl: string;
}

const OPENERS: Record<
  Transport,
  (endpoint: Endpoint, headers: Record<string, string>) => [Subscribe, () => void]
> = {
  WebSocket: ({ wsUrl }, connectionParams) => {
    let socket: WebSocket | undefined;
    const client = createClient({
      url: wsUrl,
      connectionParams,
      webSocketImpl: CutSocket,
      retryAttempts: 0,
      on: { opened: (opened) => (socket = opened as WebSocket) },
    });
    return [
      (query, variables, sink) => client.subscribe({ query, variables }, sink),
      // Without a closing frame, as a client that is killed.
      () => (socket ? socket.terminate() : client.terminate()),
    ];
  },
  'server-sent events': ({ url }, headers) => {
    const client = createSseClient({ url, headers, retryAttempts: 0 });
    return [
      (query, variables, sink) => client.subscribe({ query, variables }, sink as never),
      () => client.dispose(),
    ];
  },
  multipart: ({ url }, headers) => {
    const link = new HttpLink({ uri: url, headers });
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const open = new Set<{ unsubscribe(): void }>();
    return [
      (query, variables, sink) => {
        const results = ApolloLink.execute(link, { query: gql(query), variables }, { client });
        const subscription = results.subscribe(sink as never);
        open.add(subscription);
        return () => subscription.unsubscribe();
      },
      () => {
        open.forEach((subscription) => subscription.unsubscribe());
        client.stop();
      },
    ];
  },
};

/** Opens a client of a gateway. */
export function openFollower(transport: Transport, endpoint: Endpoint, token?: string): Follower {
  const [subscribe, close] = OPENERS[transport](endpoint, token ? { authorization: `Bearer ${token}` } : {});
  return {
    close,
    follow: (query, variables = {}) => {
      const heard: Heard[] = [];
      const waiting: ((heard: Heard) => void)[] = [];
      let taken = 0;
      const hear = (what: Heard) => {
        heard.push(what);
        const waiter = waiting.shift();
        if (!waiter) return;
        taken += 1;
        waiter(what);
      };
      const leave = subscribe(query, variables, {
        next: (result) => hear(withProtocolErrors(result)),
        error: (error) => hear({ failed: errorsIn(error) }),
        complete: () => hear('complete'),
      });
      return {
        heard,
        leave,
        next: () =>
          taken < heard.length
            ? Promise.resolve(heard[taken++]!)
            : new Promise((resolve) => waiting.push(resolve)),
      };
    },
  };
}

/** The errors in what a client's library makes of them. */
function errorsIn(error: unknown): readonly GraphQLFormattedError[] {
  if (Array.isArray(error)) return error as GraphQLFormattedError[];
  if (CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error)) return error.errors;
  if (ServerError.is(error))
    return (JSON.parse(error.bodyText) as { errors: GraphQLFormattedError[] }).errors;
  return [{ message: String(error), extensions: { code: (error as { code?: unknown }).code } }];
}

/** Apollo's link hands on what ends a stream below a symbol, for the client above it to throw. */
function withProtocolErrors(result: FormattedExecutionResult): Heard {
  const error = (result.extensions as Record<symbol, unknown> | undefined)?.[PROTOCOL_ERRORS_SYMBOL];
  return error === undefined ? result : { failed: errorsIn(error) };
}

/** The errors of what was heard, whichever way its transport tells them. */
export function errorsOf(heard: Heard): readonly GraphQLFormattedError[] {
  if (heard === 'complete') return [];
  return 'failed' in heard ? heard.failed : (heard.errors ?? []);
}
