import type { Cache } from '../kernel/cache/cache';
import type { Clock } from '../kernel/clock';
import type { Logger } from '../kernel/telemetry/logger';
import type { AuthorizationOptions } from './authorization/guard';
import type { ServingOptions } from './supergraph/serving';
import type { SupergraphSource } from './supergraph/supergraph-updates';

/** What a gateway is made of. Only the supergraph is needed: as text, or from where it may change. */
export type SchoolgraphGatewayOptions = GatewaySettings &
  ({ supergraphSdl: string; supergraph?: never } | { supergraph: SupergraphSource; supergraphSdl?: never });

interface GatewaySettings {
  /** Addresses that replace the supergraph's own, by subgraph name in lower case. */
  subgraphUrls?: Readonly<Record<string, string>>;
  subgraphTimeoutMs?: number;
  /** The time that one query or mutation has for all its calls to subgraphs. */
  requestTimeoutMs?: number;
  /** Headers of clients that are passed on to all subgraphs. */
  propagateHeaders?: readonly string[];
  /** Those that are passed on to one subgraph as well, by its name in lower case. */
  propagateHeadersTo?: Readonly<Record<string, readonly string[]>>;
  /** Headers of subgraphs' replies that are passed on to the client. */
  propagateResponseHeaders?: readonly string[];
  /** Whether identical reads in the same name share one call while it is under way. */
  shareReads?: boolean;
  /** Keeps answers of subgraphs for as long as they allow (docs/caching.md); absent, none are kept. The caller closes it. */
  cache?: Cache;
  /** Whether clients see the words of subgraphs' errors that have no code; otherwise these are INTERNAL. */
  exposeSubgraphErrors?: boolean;
  /** Signs the identity sent to subgraphs; absent, calls are unsigned. */
  gatewaySecret?: string;
  /** Who may see what, beside what the supergraph says. */
  authorization?: AuthorizationOptions;
  logger?: Logger;
  clock?: Clock;
  /** What prepared operations may take of the heap, as estimated from their texts. */
  preparedOperationsBytes?: number;
  /** What planning one operation may take. */
  planningLimitMs?: number;
  /** What plans in a thread of its own; see {@link ServingOptions}. */
  planProgram?: ServingOptions['planProgram'];
}
