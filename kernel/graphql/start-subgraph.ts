import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import type { Registry } from 'prom-client';
import { createVerifier } from '../auth/signed-identity';
import type { Viewer } from '../auth/viewer';
import type { Cache } from '../cache/cache';
import { systemClock, type Clock } from '../clock';
import type { SubgraphConfig } from '../config';
import { openDatabase } from '../database/open-database';
import { withTenant } from '../database/tenant-scope';
import { Fault } from '../errors';
import type { Bus } from '../events/bus';
import { startConsumer } from '../events/consume';
import { createEventMetrics } from '../events/event-metrics';
import { startRelay } from '../events/relay';
import { apolloReply } from '../http/apollo-route';
import { jsonReply, startHttpServer, type HttpRequest, type Routes } from '../http/http-server';
import { isRequestOver, REQUEST_TIMEOUT_HEADER, withRequestSignal } from '../request-signal';
import type { Running } from '../service';
import type { Logger } from '../telemetry/logger';
import { createMetrics, metricsRoute } from '../telemetry/metrics';
import { cacheHeaders } from './caching/cache-headers';
import { cachingBus, invalidateByRules, type Invalidate } from './caching/caching-bus';
import { formatError } from './format-error';
import { hideSchema } from './hide-schema';
import { collectHeaders } from './reply-headers';
import { scalarsOf } from './scalars';
import { allSigned, answerInBand, createSignedRoutes, factsOf } from './signed-routes';
import { stopWhenGone } from './stop-when-gone';
import type { OperationFacts, Subgraph, SubgraphContext, SubgraphServices } from './subgraph';
import { serveSubscriptions } from './subgraph-socket';

/** What a running subgraph offers to the process that started it. */
export interface RunningSubgraph extends Running {
  name: string;
  /** `http://host:port/graphql` */
  url: string;
  services: SubgraphServices;
  /** How many subscription streams are being delivered at the moment. */
  openStreams(): number;
  /** Publishes all waiting events of this subgraph now. */
  drainEvents(): Promise<void>;
}

/** What a subgraph is started with. */
export interface SubgraphDependencies {
  config: SubgraphConfig;
  bus: Bus;
  logger: Logger;
  clock?: Clock;
  /** What gateways keep of its answers, for telling what is void; absent, they learn it from mutations' replies alone. */
  cache?: Pick<Cache, 'invalidate'>;
  /** Called with each SQL statement; for counting them. */
  onStatement?: (sql: string) => void;
  /** The tenant whose rows the database lets an operation see; the viewer's own, unless a test pins another one. */
  scopeOf?: ScopeOf;
}

/** Whose rows an operation may see, told from who asks; null for those of nobody. */
export type ScopeOf = (viewer: Viewer | null) => string | null;

const tenantOf: ScopeOf = (viewer) => viewer?.tenantId ?? null;

export const GRAPHQL_PATH = '/graphql';

/**
 * Starts a subgraph: migrates its database, serves GraphQL over HTTP and graphql-ws to the gateway alone, relays its
 * outbox, consumes the events of others and does its own work. What did start is stopped again where something fails.
 * @throws PortInUseError where another program listens on the port
 */
export async function startSubgraph<C extends SubgraphContext>(
  subgraph: Subgraph<C>,
  dependencies: SubgraphDependencies,
): Promise<RunningSubgraph> {
  const { config, logger, clock = systemClock, cache, onStatement, scopeOf = tenantOf } = dependencies;
  const invalidate: Invalidate | undefined = cache && ((tags) => cache.invalidate(tags));
  const onApplied = invalidate && invalidateByRules(subgraph, invalidate);
  const bus = onApplied ? cachingBus(dependencies.bus, onApplied) : dependencies.bus;
  const { databaseUrl: url, databasePoolSize: poolSize } = config;
  const database = await openDatabase(subgraph.database, { url, poolSize, onStatement });
  const { db } = database;
  const services: SubgraphServices = { db, bus, clock, logger };
  const metrics = createMetrics(subgraph.name);
  const events = { bus, logger, metrics: createEventMetrics(metrics) };
  const stops: (() => Promise<unknown>)[] = [database.close];
  const stop = async () => {
    for (let end = stops.pop(); end; end = stops.pop()) await end();
  };
  try {
    const relay = await startRelay(database.relay, bus, events);
    stops.push(() => relay.stop());
    if (subgraph.consumes)
      stops.push(
        await startConsumer({ ...database, ...events, onApplied }, subgraph.name, subgraph.consumes),
      );
    const work = subgraph.startWork?.(services);
    if (work) stops.push(() => work.stop());
    const server = await serve(subgraph, services, { ...config, scopeOf, invalidate, metrics });
    stops.push(() => server.stop());
    const { name } = subgraph;
    const { openStreams } = server;
    return { name, url: server.url, services, openStreams, drainEvents: () => relay.drain(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ServeOptions extends SubgraphConfig {
  scopeOf: ScopeOf;
  invalidate?: Invalidate | undefined;
  metrics: Registry;
}

/** The subgraph's endpoint: GraphQL for the gateway, health for the operator, and routes of its own. */
async function serve<C extends SubgraphContext>(
  subgraph: Subgraph<C>,
  services: SubgraphServices,
  { gatewaySecret: secret, servesSchema, host, port, scopeOf, invalidate, metrics }: ServeOptions,
): Promise<Running & { url: string; openStreams: () => number }> {
  const { clock, logger } = services;
  const schema = executableSchema(subgraph, servesSchema);
  const contextFor = (facts: OperationFacts): C => subgraph.createContext({ ...services, ...facts });
  const { name, cacheRules } = subgraph;
  const caching = cacheHeaders<C>({ name, schema, cacheRules, invalidate });
  const apollo = createApolloServer<C>(schema, { introspection: servesSchema, caching, logger });
  await apollo.start();
  const verify = createVerifier(secret);
  const signed = createSignedRoutes(verify, clock);

  const graphql = answerInBand(async (request, caller) => {
    const requestId = request.headers['x-request-id']?.toString() ?? randomUUID();
    const replyHeaders = collectHeaders();
    const context = contextFor({ ...factsOf(request, caller), requestId, replyHeaders });
    const answer = () => apolloReply(apollo, request, () => Promise.resolve(context));
    const reply = await withRequestSignal(request.signal, timeoutOf(request), () =>
      withTenant(scopeOf(context.viewer), answer),
    );
    return { ...reply, headers: [...(reply.headers ?? []), ...replyHeaders.appended] };
  });
  const routes: Routes = {
    [GRAPHQL_PATH]: signed(graphql),
    ...health(services),
    ...metricsRoute(metrics),
    ...subgraph.routes?.(services),
    ...allSigned(signed, subgraph.signedRoutes?.(services)),
  };
  const http = await startHttpServer(routes, { host, port, logger });
  const socket = serveSubscriptions(http.server, { schema, contextFor, scopeOf, verify, clock, logger });
  return {
    url: http.url + GRAPHQL_PATH,
    openStreams: () => socket.openStreams(),
    stop: async () => {
      await socket.close();
      await http.close();
      await apollo.stop();
    },
  };
}

function executableSchema(
  { typeDefs, resolvers }: Pick<Subgraph<never>, 'typeDefs' | 'resolvers'>,
  servesSchema: boolean,
): GraphQLSchema {
  const schema = buildSubgraphSchema({ typeDefs, resolvers: { ...scalarsOf(typeDefs), ...resolvers } });
  return stopWhenGone(servesSchema ? schema : hideSchema(schema));
}

function createApolloServer<C extends SubgraphContext>(
  schema: GraphQLSchema,
  {
    introspection,
    caching,
    logger,
  }: { introspection: boolean; caching: ApolloServerPlugin<C>; logger: Logger },
): ApolloServer<C> {
  return new ApolloServer<C>({
    schema,
    introspection,
    // Only signed calls get this far, and no browser can sign one.
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    // The process decides when it stops: Apollo's own handler would signal it a second time.
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => (isRequestOver() ? requestOver() : formatError(error, logger)),
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControl({ calculateHttpHeaders: false }),
      caching,
    ],
    logger,
  });
}

/** How long the gateway waits for the answer, as it says itself. */
function timeoutOf({ headers }: HttpRequest): number | undefined {
  const milliseconds = Number(headers[REQUEST_TIMEOUT_HEADER]);
  return milliseconds > 0 ? milliseconds : undefined;
}

/** What is left to say where nobody listens: not a failure of anything, so nothing to log. */
function requestOver(): Fault {
  return new Fault('SERVICE_UNAVAILABLE', 'The request was cancelled or has run out of time.');
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
