import { signIdentity, type Identity } from '../../kernel/auth/signed-identity';
import { systemClock, type Clock } from '../../kernel/clock';
import type { SubgraphConfig } from '../../kernel/config';
import { createMemoryBus } from '../../kernel/events/memory-bus';
import { createDataSource } from '../../kernel/database/data-source';
import type { Bus } from '../../kernel/events/bus';
import { startSubgraph, type RunningSubgraph, type ScopeOf } from '../../kernel/graphql/start-subgraph';
import type { Subgraph, SubgraphContext } from '../../kernel/graphql/subgraph';
import { createLogger } from '../../kernel/telemetry/logger';
import { createTestDatabase } from './database';
import { isOfRequest } from './statements';

export const GATEWAY_SECRET = 'the gateway secret of the test suite';

/** A GraphQL reply as a client reads it. */
export type Reply = {
  /* eslint-disable @typescript-eslint/no-explicit-any -- tests assert on whatever shape they asked for */
  data?: any;
  errors?: { message: string; path?: (string | number)[]; extensions: any }[];
  /* eslint-enable @typescript-eslint/no-explicit-any */
};

/** A subgraph on a database of its own, called over HTTP as the gateway calls it. */
export interface TestSubgraph extends RunningSubgraph {
  /** Those of the subgraph, but for `db`, which is the owner's: tests arrange and look at rows of every tenant. */
  services: RunningSubgraph['services'];
  /** Sends an operation in the name of a viewer, or of nobody. */
  send(viewer: Identity | null, query: string, variables?: object): Promise<Reply>;
  /** Texts of the SQL statements that requests have caused since the last call of `takeStatements`. */
  takeStatements(): string[];
  bus: Bus;
}

interface TestOptions extends Partial<Pick<SubgraphConfig, 'gatewaySecret' | 'servesSchema'>> {
  clock?: Clock;
  bus?: Bus;
  scopeOf?: ScopeOf;
}

/** Starts one subgraph on a fresh, migrated database. */
export async function openSubgraph<C extends SubgraphContext>(
  subgraph: Subgraph<C>,
  { clock = systemClock, bus = createMemoryBus(), scopeOf, ...config }: TestOptions = {},
): Promise<TestSubgraph> {
  const database = await createTestDatabase(subgraph.name, subgraph.database);
  let statements: string[] = [];
  const running = await startSubgraph(subgraph, {
    config: {
      environment: 'test',
      logLevel: 'silent',
      host: '127.0.0.1',
      port: 0,
      databaseUrl: database.url,
      databasePoolSize: 10,
      gatewaySecret: GATEWAY_SECRET,
      servesSchema: true,
      ...config,
    },
    bus,
    logger: createLogger(subgraph.name, process.env.TEST_LOG_LEVEL ?? 'silent'),
    clock,
    scopeOf,
    onStatement: (sql) => void (isOfRequest(sql) && statements.push(sql)),
  });
  const owner = createDataSource(subgraph.database, { url: database.url, poolSize: 10 });
  await owner.initialize();
  return {
    ...running,
    services: { ...running.services, db: owner },
    bus,
    send: (viewer, query, variables = {}) =>
      askSubgraph(running.url, { viewer, now: clock.now() }, { query, variables }),
    takeStatements: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
    stop: async () => {
      await running.stop();
      await owner.destroy();
      await database.drop();
    },
  };
}

interface Caller {
  viewer: Identity | null;
  secret?: string;
  now?: Date;
}

/** Sends an operation to a subgraph as the gateway does, signed with the secret they share. */
export async function askSubgraph(
  url: string,
  { viewer, secret = GATEWAY_SECRET, now = new Date() }: Caller,
  operation: { query: string; variables?: object },
): Promise<Reply> {
  const body = JSON.stringify(operation);
  const call = { method: 'POST', path: new URL(url).pathname, body };
  const signed = signIdentity(secret, call, viewer, now.getTime());
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
  return (await response.json()) as Reply;
}
