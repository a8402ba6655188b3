import type { DocumentNode } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../auth/viewer';
import type { Clock } from '../clock';
import type { DatabaseSchema } from '../database/data-source';
import type { Bus } from '../events/bus';
import type { EventHandlers } from '../events/consume';
import type { Routes } from '../http/http-server';
import type { Logger } from '../telemetry/logger';

/** What a subgraph's process is given; one set for all requests. */
export interface SubgraphServices {
  db: DataSource;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/** What every resolver can reach. Made anew for each operation, and for each event of a subscription. */
export interface SubgraphContext extends SubgraphServices {
  /** Who is asking; null for an anonymous call. */
  viewer: Viewer | null;
  requestId: string;
}

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
  /** HTTP routes beside GraphQL, open to everybody. */
  routes?(services: SubgraphServices): Routes;
}
