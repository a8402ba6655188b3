import { systemClock } from '../../kernel/clock';
import type { GatewayConfig } from '../../kernel/config';
import type { Logger } from '../../kernel/telemetry/logger';
import { introspectSubgraphs } from './introspected-supergraph';
import { openSupergraphFile } from './supergraph-file';
import type { SupergraphSource } from './supergraph-updates';

/**
 * Opens the supergraph that is configured: a file, or what subgraphs say of themselves.
 * @throws ConfigError where the file cannot be read
 */
export async function openSupergraph(
  { introspect, supergraphPath, gatewaySecret }: GatewayConfig,
  logger: Logger,
): Promise<SupergraphSource> {
  if (!introspect) return openSupergraphFile(supergraphPath);
  return introspectSubgraphs({ subgraphs: introspect, gatewaySecret, clock: systemClock, logger });
}
