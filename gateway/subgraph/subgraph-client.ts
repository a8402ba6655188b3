import type { Clock } from '../../kernel/clock';
import type { Logger } from '../../kernel/telemetry/logger';
import type { RequestContext } from '../request-context';
import { CancelledError } from './deadline';
import { createHttpTransport } from './http-transport';
import { createSocketTransport } from './socket-transport';
import { subgraphFault } from './subgraph-fault';
import type { Data, SubgraphResponse } from './subgraph-response';

/** One GraphQL operation as a plan asks it of a subgraph. */
export interface SubgraphOperation {
  query: string;
  operationName?: string;
  variables: Data;
  /** The same as JSON, where it is at hand. */
  body?: string;
}

/** Where a subgraph is and how it is to be asked. */
export interface SubgraphOptions {
  name: string;
  url: URL;
  /** Signs the identity on every call; absent, calls say nothing of who is asking. */
  secret?: string;
  timeoutMs: number;
  clock: Clock;
  logger: Logger;
}

/** The gateway's only way to a subgraph. */
export interface SubgraphClient {
  /**
   * Asks a query or a mutation.
   * @throws Fault SUBGRAPH_UNAVAILABLE, SUBGRAPH_TIMEOUT or SUBGRAPH_INVALID_RESPONSE; the cause is in the log
   */
  query(operation: SubgraphOperation, context: RequestContext): Promise<SubgraphResponse>;
  /** Opens a subscription; see {@link SocketTransport.subscribe}. */
  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<SubgraphResponse>;
  /** Cuts everything that is still open. */
  close(): Promise<void>;
}

/** The client of one subgraph. Nothing is connected before it is needed, so the subgraph may be down. */
export function createSubgraphClient(options: SubgraphOptions): SubgraphClient {
  const http = createHttpTransport(options);
  const sockets = createSocketTransport(options);
  const { name, logger } = options;

  return {
    query: (operation, context) =>
      http.query(operation, context).catch((cause: unknown) => {
        if (!(cause instanceof CancelledError)) {
          logger.warn({ err: cause, subgraph: name, requestId: context.requestId }, 'subgraph call failed');
        }
        throw subgraphFault(cause);
      }),
    subscribe: (operation, context) => sockets.subscribe(operation, context),
    close: async () => {
      await Promise.all([http.close(), sockets.close()]);
    },
  };
}
