import type { CacheStore } from '../../kernel/cache/cache';
import type { Clock } from '../../kernel/clock';
import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import type { DatabaseSchema } from '../../kernel/database/data-source';
import type { Bus } from '../../kernel/events/bus';
import { createMemoryBus } from '../../kernel/events/memory-bus';
import { createSecrets, type Secrets } from '../../platform/secrets';
import { startServices, type Services } from '../../platform/services';
import { attendanceDatabase } from '../../subgraphs/attendance/database';
import { coursesDatabase } from '../../subgraphs/courses/database';
import { financeDatabase } from '../../subgraphs/finance/database';
import { resourcesDatabase } from '../../subgraphs/resources/database';
import { usersDatabase } from '../../subgraphs/users/database';
import { createTestDatabase, type TestDatabase } from './database';
import { isOfRequest } from './statements';

/** The tables of each service. */
export const SCHEMAS: Record<ServiceName, DatabaseSchema> = {
  users: usersDatabase,
  courses: coursesDatabase,
  attendance: attendanceDatabase,
  resources: resourcesDatabase,
  finance: financeDatabase,
};

/** The gateway and five subgraphs in this process, each on a database of its own, reached over real HTTP. */
export interface Stack extends Services {
  /** How many SQL statements each service has sent since the last call. */
  takeStatementCounts(): Record<ServiceName, number>;
  /** What signs this stack's tokens and calls. */
  secrets: Secrets;
  databaseUrl(service: ServiceName): string;
}

const noStatements = () =>
  Object.fromEntries(SERVICE_NAMES.map((name) => [name, 0])) as Record<ServiceName, number>;

export interface StackOptions {
  clock?: Clock;
  /** Gives each service its way to where answers are kept; absent, the gateway keeps none. */
  openCacheStore?: () => CacheStore;
  gatewayEnv?: Env;
  /** In memory, unless said otherwise; closed by whoever gives it. */
  bus?: Bus;
  /** Makes the database of a service; without it, a copy of a migrated one that the superuser owns. */
  createDatabase?: (service: ServiceName) => Promise<TestDatabase>;
}

const copyOfTemplate = (service: ServiceName) => createTestDatabase(service, SCHEMAS[service]);

/** Starts the whole stack on fresh databases; `stop` removes them again. */
export async function openStack({
  clock,
  openCacheStore,
  gatewayEnv,
  bus = createMemoryBus(),
  createDatabase = copyOfTemplate,
}: StackOptions = {}): Promise<Stack> {
  const databases = new Map<ServiceName, TestDatabase>();
  for (const name of SERVICE_NAMES) databases.set(name, await createDatabase(name));
  let counts = noStatements();
  const secrets = createSecrets();
  const databaseUrl = (service: ServiceName) => databases.get(service)!.url;
  const services = await startServices({
    secrets,
    bus,
    databaseUrl,
    port: 0,
    logLevel: process.env.TEST_LOG_LEVEL ?? 'silent',
    clock,
    openCacheStore,
    gatewayEnv,
    onStatement: (service, sql) => void (isOfRequest(sql) && (counts[service] += 1)),
  });
  return {
    ...services,
    secrets,
    databaseUrl,
    takeStatementCounts: () => {
      const taken = counts;
      counts = noStatements();
      return taken;
    },
    stop: async () => {
      await services.stop();
      for (const database of databases.values()) await database.drop();
    },
  };
}
