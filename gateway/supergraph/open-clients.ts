import { systemClock } from '../../kernel/clock';
import type { Logger } from '../../kernel/telemetry/logger';
import type { EntityCache } from '../cache/entity-cache';
import type { SubgraphClients } from '../execution/execution';
import type { SchoolgraphGatewayOptions } from '../gateway-options';
import { createClientPool } from '../subgraph/shared-clients';
import { createSubgraphClient, type SubgraphClient, type SubgraphOptions } from '../subgraph/subgraph-client';
import type { Generation } from './generation';

const SUBGRAPH_TIMEOUT_MS = 5_000;

/** Opens the clients of generations. A subgraph that several generations have at one address has one client. */
export function createClientOpener(
  options: SchoolgraphGatewayOptions,
  logger: Logger,
  cache: EntityCache | null,
): (generation: Generation) => SubgraphClients {
  const clientOf = createClientPool(({ name, url }) =>
    openClient({ name, url: new URL(url) }, options, { logger, cache: cache ?? undefined }),
  );
  const addressOf = ({ name, url }: { name: string; url: string }) => ({
    name,
    url: options.subgraphUrls?.[name.toLowerCase()] ?? url,
  });
  return ({ subgraphs }) =>
    new Map(subgraphs.map((subgraph) => [subgraph.name, clientOf(addressOf(subgraph))]));
}

function openClient(
  address: { name: string; url: URL },
  options: SchoolgraphGatewayOptions,
  means: Pick<SubgraphOptions, 'logger' | 'cache'>,
): SubgraphClient {
  return createSubgraphClient({
    ...address,
    secret: options.gatewaySecret,
    timeoutMs: options.subgraphTimeoutMs ?? SUBGRAPH_TIMEOUT_MS,
    propagateHeaders: headersFor(address.name, options),
    propagateResponseHeaders: options.propagateResponseHeaders,
    shareReads: options.shareReads,
    exposeErrors: options.exposeSubgraphErrors,
    clock: options.clock ?? systemClock,
    ...means,
  });
}

/** The clients' headers that all subgraphs are told, and those that this one is told as well. */
export function headersFor(name: string, options: SchoolgraphGatewayOptions): string[] {
  const { propagateHeaders = [], propagateHeadersTo = {} } = options;
  return [...new Set([...propagateHeaders, ...(propagateHeadersTo[name.toLowerCase()] ?? [])])];
}
