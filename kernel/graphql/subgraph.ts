import type { DocumentNode } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../auth/viewer';
import type { Clock } from '../clock';
import type { DatabaseSchema } from '../database/data-source';
import type { Bus } from '../events/bus';
import type { EventHandlers } from '../events/apply-event';
import type { Routes } from '../http/http-server';
import type { CacheRules } from './caching/cache-rules';
import type { Running } from '../service';
import type { Logger } from '../telemetry/logger';

/** What a subgraph's process is given; one set for all requests. */
export interface SubgraphServices {
  db: DataSource;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/** The client’s request that brought an operation. */
export interface ClientRequest {
  /** A header of the client that the gateway passes on to this subgraph; none over a socket. */
  header(name: string): string | undefined;
  /**
   * Where the client is, as the gateway vouches for it. Null over a socket, and for a read that the gateway may have made
   * for several clients at once.
   */
  clientAddress: string | null;
}

/** Headers for the client, added to those of the reply. The gateway passes on what it is configured to. */
export interface ReplyHeaders {
  /**
   * Does nothing over a socket, which has no headers.
   * @throws TypeError where HTTP does not allow the name or the value
   */
  append(name: string, value: string): void;
}

/** What is known of one operation before it runs. */
export interface OperationFacts {
  /** Who is asking; null for an anonymous call. */
  viewer: Viewer | null;
  requestId: string;
  request: ClientRequest;
  replyHeaders: ReplyHeaders;
}

/** What every resolver can reach. Made anew for each operation, and for each event of a subscription. */
export interface SubgraphContext extends SubgraphServices, OperationFacts {}

/** The resolver maps that codegen types, as loosely as `buildSubgraphSchema` takes them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- @apollo/subgraph's own resolver type is built on any
export type ResolverMap = Record<string, any>;

/** Everything that tells one subgraph from another. Nothing in it does I/O when imported. */
export interface Subgraph<C extends SubgraphContext> {
  name: string;
  typeDefs: DocumentNode;
  resolvers: ResolverMap;
  database: DatabaseSchema;
  createContext(base: SubgraphContext): C;
  /** What it does with the events of other subgraphs. */
  consumes?: EventHandlers;
  /** What becomes void of the answers that gateways keep, where that is less than all of a tenant. */
  cacheRules?: CacheRules;
  /** HTTP routes beside GraphQL, open to everybody. */
  routes?(services: SubgraphServices): Routes;
  /** HTTP routes for the gateway alone: calls that it has not signed are answered 401. */
  signedRoutes?(services: SubgraphServices): Routes;
  /** Begins what it does without being asked. In no tenant's scope. */
  startWork?(services: SubgraphServices): Running;
}
