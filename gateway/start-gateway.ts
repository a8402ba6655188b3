import './apollo-telemetry';
import type { GatewayConfig } from '../kernel/config';
import { startHttpServer } from '../kernel/http/http-server';
import type { Running } from '../kernel/service';
import type { Logger } from '../kernel/telemetry/logger';
import { SchoolgraphGateway } from './gateway';
import { createAnswerGraphql } from './http/answer-graphql';
import { createApolloServer } from './http/apollo-server';
import { createRoutes, GRAPHQL_PATH, type Readiness } from './http/routes';
import { authenticateNobody, createAuthenticate } from './security/verify-token';
import { serveSockets } from './subscriptions/serve-sockets';
import { openSupergraphFile } from './supergraph/supergraph-file';

/** What a running gateway offers to the process that started it. */
export interface RunningGateway extends Running {
  /** `http://host:port/graphql` */
  url: string;
  /** `ws://host:port/graphql` */
  wsUrl: string;
  gateway: SchoolgraphGateway;
}

/**
 * Starts a gateway: one endpoint for queries, mutations and subscriptions over a supergraph. Subgraphs may be down.
 * @throws ConfigError where there is no readable supergraph
 * @throws PortInUseError where another program listens on the port
 */
export async function startGateway({
  config,
  logger,
}: {
  config: GatewayConfig;
  logger: Logger;
}): Promise<RunningGateway> {
  const { introspection, tokens } = config;
  const supergraph = await openSupergraphFile(config.supergraphPath);
  const gateway = new SchoolgraphGateway({ ...config, supergraph, logger });
  const authenticate = tokens ? createAuthenticate(tokens, logger) : authenticateNobody;
  const apollo = createApolloServer({ gateway, introspection, logger });
  await apollo.start();

  let isDraining = false;
  const readiness = () => readinessOf(gateway, isDraining);
  const routes = createRoutes({ answer: createAnswerGraphql({ gateway, apollo }), authenticate, readiness });
  const http = await startHttpServer(routes, { host: config.host, port: config.port, logger }).catch(
    async (error: unknown) => {
      await apollo.stop();
      throw error;
    },
  );
  const sockets = serveSockets(http.server, {
    path: GRAPHQL_PATH,
    gateway,
    authenticate,
    introspection,
    logger,
  });
  logger.info({ url: http.url, supergraph: gateway.generation.id }, 'gateway is listening');

  return {
    url: http.url + GRAPHQL_PATH,
    wsUrl: http.url.replace(/^http/, 'ws') + GRAPHQL_PATH,
    gateway,
    stop: async () => {
      isDraining = true;
      // An upgraded connection keeps the HTTP server open, so both end together; calls to subgraphs end last.
      await Promise.all([sockets.close(), http.close()]);
      await apollo.stop();
    },
  };
}

function readinessOf({ isReady, isOutdated }: SchoolgraphGateway, isDraining: boolean): Readiness {
  if (!isReady || isDraining) return 'not ready';
  return isOutdated ? 'degraded' : 'ready';
}
