import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createSourceEventStream, execute, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { filterMap } from '../async-iterator';
import { SignatureError, socketCall, type Verify } from '../auth/signed-identity';
import { viewerFrom, type Viewer } from '../auth/viewer';
import type { Clock } from '../clock';
import { withTenant } from '../database/tenant-scope';
import { Fault } from '../errors';
import { withRequestSignal } from '../request-signal';
import type { Logger } from '../telemetry/logger';
import { formatError } from './format-error';
import { noHeaders } from './reply-headers';
import type { OperationFacts, SubgraphContext } from './subgraph';

const PATH = '/graphql';
const MAX_FRAME_BYTES = 64 * 1024;

interface SocketOptions {
  schema: GraphQLSchema;
  contextFor: (facts: OperationFacts) => SubgraphContext;
  /** Whose rows the operations of a viewer may see. */
  scopeOf: (viewer: Viewer | null) => string | null;
  verify: Verify;
  clock: Clock;
  logger: Logger;
}

interface SocketExtra extends Extra, Record<PropertyKey, unknown> {
  /** Set once the handshake has proved who is asking. */
  viewer?: Viewer | null;
}

export interface SubscriptionServer {
  /** How many streams are being delivered at the moment. */
  openStreams(): number;
  close(): Promise<void>;
}

/** Serves graphql-transport-ws to the gateway on the server's /graphql. Its `connection_init` must be signed. */
export function serveSubscriptions(
  server: Server,
  { schema, contextFor, scopeOf, verify, clock, logger }: SocketOptions,
): SubscriptionServer {
  const sockets = new WebSocketServer({ server, path: PATH, maxPayload: MAX_FRAME_BYTES });
  let open = 0;

  const protocol = useServer<Record<string, unknown>, SocketExtra>(
    {
      schema,
      onConnect: ({ connectionParams, extra }) => {
        try {
          const read = (name: string) => connectionParams?.[name]?.toString();
          const { identity } = verify(socketCall(PATH), read, clock.now().getTime());
          extra.viewer = identity && viewerFrom(identity);
          return true;
        } catch (error) {
          if (!(error instanceof SignatureError || error instanceof Fault)) throw error;
          extra.socket.close(CloseCode.Unauthorized, error.message);
          return false;
        }
      },
      context: ({ extra }) => contextFor(factsFor(extra.viewer ?? null)),
      execute: (args) => inScope(args, () => execute(args)),
      subscribe: (args) => inScope(args, () => subscribePerEvent(args)),
      onOperation: () => void (open += 1),
      onComplete: () => void (open -= 1),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors && { ...result, errors: result.errors.map((error) => formatError(error, logger)) },
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error, logger)),
    },
    sockets,
  );

  function inScope<T>({ contextValue }: ExecutionArgs, work: () => T): T {
    return withTenant(scopeOf((contextValue as SubgraphContext).viewer), work);
  }

  /** Each event is executed in a context of its own: loaders that lived on would serve what was true before. */
  async function subscribePerEvent(args: ExecutionArgs) {
    const events = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in events)) return events;
    const { viewer } = args.contextValue as SubgraphContext;
    const leaving = new AbortController();
    const results = filterMap(events, (rootValue) =>
      withRequestSignal(leaving.signal, undefined, () =>
        Promise.resolve(execute({ ...args, rootValue, contextValue: contextFor(factsFor(viewer)) })),
      ),
    );
    const leave = () => {
      leaving.abort();
      return results.return!();
    };
    // Read by whoever delivers the results, outside of the scope.
    const next = () => inScope(args, () => results.next());
    return { ...results, next, return: leave };
  }

  return { openStreams: () => open, close: async () => void (await protocol.dispose()) };
}

/** A socket is one client's of the gateway, not of anybody with an address or headers. */
function factsFor(viewer: Viewer | null): OperationFacts {
  const request = { header: () => undefined, clientAddress: null };
  return { viewer, requestId: randomUUID(), request, replyHeaders: noHeaders };
}
