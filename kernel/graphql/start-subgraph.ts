import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { SignatureError, verifyIdentity } from '../auth/signed-identity';
import { viewerFrom, type Viewer } from '../auth/viewer';
import { systemClock, type Clock } from '../clock';
import type { SubgraphConfig } from '../config';
import { createDataSource, migrate } from '../database/data-source';
import { Fault, unauthenticated } from '../errors';
import type { Bus } from '../events/bus';
import { startConsumer } from '../events/consume';
import { startRelay } from '../events/relay';
import { apolloReply } from '../http/apollo-route';
import { faultReply, jsonReply, startHttpServer, type HttpRequest, type Routes } from '../http/http-server';
import type { Running } from '../service';
import type { Logger } from '../telemetry/logger';
import { formatError } from './format-error';
import { scalarsOf } from './scalars';
import type { Subgraph, SubgraphContext, SubgraphServices } from './subgraph';
import { serveSubscriptions } from './subgraph-socket';

/** What a running subgraph offers to the process that started it. */
export interface RunningSubgraph extends Running {
  name: string;
  /** `http://host:port/graphql` */
  url: string;
  services: SubgraphServices;
  /** Publishes all waiting events of this subgraph now. */
  drainEvents(): Promise<void>;
}

/** What a subgraph is started with. */
export interface SubgraphDependencies {
  config: SubgraphConfig;
  bus: Bus;
  logger: Logger;
  clock?: Clock;
  /** Called with each SQL statement; for counting them. */
  onStatement?: (sql: string) => void;
}

export const GRAPHQL_PATH = '/graphql';

/**
 * Starts a subgraph: migrates its database, serves GraphQL over HTTP and graphql-ws to the gateway alone, relays its
 * outbox and consumes the events of others.
 * @throws PortInUseError where another program listens on the port
 */
export async function startSubgraph<C extends SubgraphContext>(
  subgraph: Subgraph<C>,
  { config, bus, logger, clock = systemClock, onStatement }: SubgraphDependencies,
): Promise<RunningSubgraph> {
  const db = createDataSource(subgraph.database, { url: config.databaseUrl, poolSize: config.databasePoolSize, onStatement });
  const services = { db, bus, clock, logger };
  await db.initialize();
  await migrate(db);

  const schema = buildSubgraphSchema({
    typeDefs: subgraph.typeDefs,
    resolvers: { ...scalarsOf(subgraph.typeDefs), ...subgraph.resolvers },
  });
  const contextFor = (viewer: Viewer | null, requestId: string): C =>
    subgraph.createContext({ ...services, viewer, requestId });

  const apollo = new ApolloServer<C>({
    schema,
    introspection: true,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    // The process decides when it stops: Apollo's own handler would signal it a second time.
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(error, logger),
    plugins: [ApolloServerPluginInlineTraceDisabled(), ApolloServerPluginLandingPageDisabled()],
    logger,
  });
  await apollo.start();

  const graphql = async (request: HttpRequest) => {
    const viewer = viewerOf(config.gatewaySecret, request, clock);
    if (viewer instanceof Fault) return faultReply(viewer);
    const requestId = request.headers['x-request-id']?.toString() ?? randomUUID();
    return apolloReply(apollo, request, () => Promise.resolve(contextFor(viewer, requestId)));
  };
  const routes: Routes = { [GRAPHQL_PATH]: graphql, ...health(services), ...subgraph.routes?.(services) };
  const http = await startHttpServer(routes, { host: config.host, port: config.port, logger }).catch(async (error: unknown) => {
    await db.destroy();
    throw error;
  });
  const socket = serveSubscriptions(http.server, { schema, contextFor, secret: config.gatewaySecret, clock, logger });
  const stopConsuming = subgraph.consumes && (await startConsumer(db, bus, subgraph.name, subgraph.consumes));
  const relay = await startRelay(db, bus, logger);

  return {
    name: subgraph.name,
    url: http.url + GRAPHQL_PATH,
    services,
    drainEvents: () => relay.drain(),
    stop: async () => {
      await socket.close();
      await http.close();
      await stopConsuming?.();
      await relay.stop();
      await apollo.stop();
      await db.destroy();
    },
  };
}

/** Who the gateway says is asking, or why the call is refused. Unsigned calls are, whatever they ask for. */
function viewerOf(secret: string, request: HttpRequest, clock: Clock): Viewer | null | Fault {
  try {
    const { method, path, search, body } = request;
    const read = (name: string) => request.headers[name]?.toString();
    const identity = verifyIdentity(secret, { method, path: path + search, body }, read, clock.now().getTime());
    return identity && viewerFrom(identity);
  } catch (error) {
    if (error instanceof SignatureError) return unauthenticated(error.message);
    throw error;
  }
}

function health({ db }: SubgraphServices): Routes {
  return {
    '/healthz': () => Promise.resolve(jsonReply(200, { status: 'ok' })),
    '/readyz': async () => {
      const isReady = await db.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return jsonReply(isReady ? 200 : 503, { status: isReady ? 'ready' : 'database unavailable' });
    },
  };
}
