import type { Clock } from '../../kernel/clock';
import type { Logger } from '../../kernel/telemetry/logger';
import type { EntityCache } from '../cache/entity-cache';
import type { RequestContext } from '../request-context';
import type { SubgraphCall } from './subgraph-call';
import { CircuitOpenError, type CircuitState } from './circuit-breaker';
import { CancelledError } from './deadline';
import { createMask } from './mask-errors';
import { createHttpTransport, type SubgraphStatistics } from './http-transport';
import { createSocketTransport, type SocketStatistics } from './socket-transport';
import { subgraphFault } from './subgraph-fault';
import type { Data, ResponseReader, SubgraphResponse } from './subgraph-response';

/** One GraphQL operation as a plan asks it of a subgraph. */
export interface SubgraphOperation {
  query: string;
  operationName?: string;
  variables: Data;
  /** The same as JSON, where it is at hand. */
  body?: string;
  notBefore?: SubgraphCall['notBefore'];
  /** Reads the answers that it usually gets; absent, they are read as any JSON. */
  read?: ResponseReader;
}

/** Where a subgraph is and how it is to be asked. */
export interface SubgraphOptions {
  name: string;
  url: URL;
  /** Signs the identity on every call; absent, calls say nothing of who is asking. */
  secret?: string;
  /** The longest that one call may take; a request that has less time left gives it less. */
  timeoutMs: number;
  /** Headers of the client that all operations carry on to the subgraph; none where absent. */
  propagateHeaders?: readonly string[];
  /** Headers of replies to queries and mutations that the client gets; none where absent. */
  propagateResponseHeaders?: readonly string[];
  /** Whether identical reads in the same name that are under way at the same time become one; yes where absent. */
  shareReads?: boolean;
  /** How often an open socket is asked whether it is still there, and how long it may take to say so. */
  heartbeat?: { pingMs: number; pongMs: number };
  /** Answers that are kept, which must hear of what mutations change; none are where absent. */
  cache?: Pick<EntityCache, 'invalidate'>;
  /** Whether clients see the words of errors that have no code of their own; no where absent. */
  exposeErrors?: boolean;
  clock: Clock;
  logger: Logger;
}

/** What an operator wants to know of a subgraph, as the gateway sees it. */
export interface SubgraphHealth extends Readonly<SubgraphStatistics>, Readonly<SocketStatistics> {
  name: string;
  circuit: CircuitState;
}

/** The gateway's only way to a subgraph. */
export interface SubgraphClient {
  /**
   * Asks a query or a mutation. A query may be asked twice where the first attempt finds nobody; a mutation never is.
   * @throws Fault SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT or SUBGRAPH_INVALID_RESPONSE; the cause is in the log
   */
  query(operation: SubgraphOperation, context: RequestContext): Promise<SubgraphResponse>;
  /** Opens a subscription; see {@link SocketTransport.subscribe}. */
  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<SubgraphResponse>;
  /** The headers of clients that the subgraph is told, in lower case. */
  readonly propagated?: readonly string[];
  health(): SubgraphHealth;
  /** Cuts everything that is still open. */
  close(): Promise<void>;
}

/** The client of one subgraph. Nothing is connected before it is needed, so the subgraph may be down. */
export function createSubgraphClient(options: SubgraphOptions): SubgraphClient {
  const { name, logger } = options;
  const http = createHttpTransport(options, (circuit) =>
    logger.warn({ subgraph: name, circuit }, 'the subgraph’s circuit has changed'),
  );
  const mask = createMask(options);
  const sockets = createSocketTransport(options, mask);

  const noteFailure = (cause: unknown, { requestId }: RequestContext) => {
    // Of these there are many at a time, and each is the consequence of something that was logged.
    if (cause instanceof CancelledError || cause instanceof CircuitOpenError) return;
    logger.warn({ err: cause, subgraph: name, requestId }, 'subgraph call failed');
  };

  return {
    query: (operation, context) =>
      http.query(operation, context).then(
        (response) => (response.errors.length > 0 ? mask(response, context) : response),
        (cause: unknown) => {
          noteFailure(cause, context);
          throw subgraphFault(cause);
        },
      ),
    subscribe: (operation, context) => sockets.subscribe(operation, context),
    propagated: http.propagated,
    health: () => {
      const { sockets: open, subscriptions } = sockets.statistics;
      return { name, circuit: http.circuit, ...http.statistics, sockets: open, subscriptions };
    },
    close: async () => {
      await Promise.all([http.close(), sockets.close()]);
    },
  };
}
