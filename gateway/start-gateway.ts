import './apollo-telemetry';
import type { Registry } from 'prom-client';
import type { CacheStore } from '../kernel/cache/cache';
import { createCache } from '../kernel/cache/layered-cache';
import { openCacheStore } from '../kernel/cache/open-store';
import type { GatewayConfig } from '../kernel/config';
import { startHttpServer, type HttpServer, type Routes } from '../kernel/http/http-server';
import type { Running } from '../kernel/service';
import type { Logger } from '../kernel/telemetry/logger';
import { METRICS_PATH, metricsRoute } from '../kernel/telemetry/metrics';
import { SchoolgraphGateway } from './gateway';
import { createAnswerGraphql } from './http/answer-graphql';
import { createApolloServer } from './http/apollo-server';
import { readinessOf } from './http/readiness';
import { createRoutes, GRAPHQL_PATH } from './http/routes';
import { startApollo } from './http/start-apollo';
import { authenticateNobody, createAuthenticator } from './security/verify-token';
import { createLiveService, type LiveService } from './subscriptions/live-service';
import { createHttpStreams } from './subscriptions/transports/http-streams';
import { serveSockets, type SocketServer } from './subscriptions/transports/serve-sockets';
import { openSupergraph } from './supergraph/open-supergraph';
import { createGatewayMetrics } from './telemetry/gateway-metrics';
import { countRequests } from './telemetry/request-metrics';

/** What a running gateway offers to the process that started it. */
export interface RunningGateway extends Running {
  /** `http://host:port/graphql` */
  url: string;
  /** `ws://host:port/graphql` */
  wsUrl: string;
  /** `http://host:port/metrics`; null where figures are not shown. */
  metricsUrl: string | null;
  gateway: SchoolgraphGateway;
  /** What is open, and what became of events. */
  live: LiveService;
}

/**
 * Starts a gateway: one endpoint for queries, mutations and subscriptions over a supergraph. Subgraphs may be down.
 * Where it introspects them, they may come later.
 * @throws ConfigError where there is no readable supergraph
 * @throws PortInUseError where another program listens on one of the ports
 */
export async function startGateway({
  config,
  logger,
  cacheStore,
  pages = {},
}: {
  config: GatewayConfig;
  logger: Logger;
  /** Where answers are kept, in place of what the configuration says; the gateway closes it. */
  cacheStore?: CacheStore;
  /** What else is served on the port that clients know, by paths that are not the gateway's own. */
  pages?: Routes;
}): Promise<RunningGateway> {
  const { introspection, tokens, gatewaySecret, allowedOrigins, trustedProxies } = config;
  const supergraph = await openSupergraph(config, logger);
  const cache = config.keepsAnswers
    ? createCache({
        store: cacheStore ?? openCacheStore(config.cacheRedisUrl, logger),
        budgetMs: config.cacheBudgetMs,
      })
    : undefined;
  const gateway = new SchoolgraphGateway({ ...config, supergraph, logger, cache });
  const apollo = createApolloServer({ gateway, introspection, logger });
  const running = startApollo(apollo, gateway, supergraph);
  await running.isStarted;
  const authenticator = tokens ? createAuthenticator(tokens, { gatewaySecret, logger }) : authenticateNobody;

  let isDraining = false;
  const readiness = () => readinessOf({ gateway, supergraph, authenticator, isDraining });
  const answer = createAnswerGraphql({ gateway, apollo });
  const cookie = tokens?.cookie;
  const service = createLiveService({ gateway, authenticator, introspection, logger }, config.live);
  const streams = createHttpStreams(service);
  let sockets: SocketServer | null = null;
  const metrics = createGatewayMetrics({
    gateway,
    deliveries: service.statistics,
    sockets: () => sockets?.size ?? 0,
  });
  const routes = createRoutes({
    answer,
    answerStream: (request, caller) => streams.answer(request, caller),
    authenticator,
    readiness,
    countRequest: countRequests(metrics),
    trustedProxies,
    cookie,
    allowedOrigins,
  });
  const stopServing = async () => {
    service.sessions.stop();
    authenticator.stop();
    await running.stop();
    await cache?.close();
  };
  const listening = await listen({ ...pages, ...routes }, metrics, config, logger).catch(
    async (error: unknown) => {
      await stopServing();
      throw error;
    },
  );
  const { http } = listening;
  sockets = serveSockets(http.server, service, { path: GRAPHQL_PATH, allowedOrigins, trustedProxies });
  logger.info({ url: http.url, waitingFor: supergraph.waitingFor ?? undefined }, 'gateway is listening');

  return {
    url: http.url + GRAPHQL_PATH,
    wsUrl: http.url.replace(/^http/, 'ws') + GRAPHQL_PATH,
    metricsUrl: listening.metrics && listening.metrics.url + METRICS_PATH,
    gateway,
    live: service,
    stop: async () => {
      isDraining = true;
      // An upgraded connection keeps the HTTP server open, so both end together; calls to subgraphs end last.
      await Promise.all([streams.close(), sockets.close(), http.close()]);
      await stopServing();
      // Until the end, so that how everything ended can be seen.
      await listening.metrics?.close();
    },
  };
}

/** Opens the ports, or none of them. */
async function listen(
  routes: Routes,
  metrics: Registry,
  { host, port, metrics: shown }: GatewayConfig,
  logger: Logger,
): Promise<{ http: HttpServer; metrics: HttpServer | null }> {
  const http = await startHttpServer(routes, { host, port, logger });
  if (!shown) return { http, metrics: null };
  try {
    return { http, metrics: await startHttpServer(metricsRoute(metrics), { ...shown, logger }) };
  } catch (error) {
    await http.close();
    throw error;
  }
}
