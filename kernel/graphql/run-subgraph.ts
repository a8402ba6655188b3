import { createCache } from '../cache/layered-cache';
import { openCacheStore } from '../cache/open-store';
import type { SubgraphConfig } from '../config';
import { connectBus } from '../events/connect-bus';
import { runService, type Running } from '../service';
import { createLogger } from '../telemetry/logger';
import { startSubgraph } from './start-subgraph';
import type { Subgraph, SubgraphContext } from './subgraph';

/** Runs one subgraph as a process of its own, until it is told to stop. */
export function runSubgraph<C extends SubgraphContext>(
  readConfig: () => SubgraphConfig,
  createSubgraph: () => Subgraph<C>,
): void {
  runService(async (): Promise<Running> => {
    const config = readConfig();
    const subgraph = createSubgraph();
    const logger = createLogger(subgraph.name, config.logLevel);
    const bus = await connectBus(config.redisUrl, logger);
    const cache = createCache({ store: openCacheStore(config.cacheRedisUrl, logger) });
    const running = await startSubgraph(subgraph, { config, bus, cache, logger });
    logger.info({ url: running.url }, 'ready');
    return {
      stop: async () => {
        await running.stop();
        await bus.close();
        await cache.close();
      },
    };
  });
}
