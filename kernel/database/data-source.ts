import {
  type DataSource,
  type EntitySchema,
  type Logger as OrmLogger,
  type MigrationInterface,
} from 'typeorm';
import { CancellableClient } from './cancellable-client';
import { exposeToOwner, isolate } from './isolate';
import type { Isolation } from './isolation';
import { RetryingDataSource } from './retrying-data-source';
import type { Roles } from './roles';
import { StartError } from '../start-error';

type Class<T> = new () => T;

/** The tables of one subgraph. */
export interface DatabaseSchema {
  entities: readonly (Class<object> | EntitySchema)[];
  /** In the order they are applied. */
  migrations: readonly Class<MigrationInterface>[];
  /** What keeps tenants apart beside a `tenant_id` in each table. */
  isolation?: Isolation;
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /**
   * Whom the connections act as in place of the one who logs in. Row-level security holds for such a role, and each
   * statement is of the tenant of its scope. Without it they are the owner's: for migrations, not for requests.
   */
  role?: string;
  /** Called with the text of each statement; for counting them. */
  onStatement?: (sql: string) => void;
}

const SECOND_MS = 1000;

/**
 * A connection pool on one subgraph's database, not yet connected. Statements end after 10 s and idle transactions
 * after 15 s, so that a stuck request cannot hold locks. Statements of a request that nobody waits for any more are
 * cancelled; see {@link CancellableClient}. Transactions that PostgreSQL ends for the sake of others start again.
 */
export function createDataSource(
  schema: DatabaseSchema,
  { url, poolSize, role, onStatement }: DatabaseOptions,
): DataSource {
  return new RetryingDataSource({
    type: 'postgres',
    url,
    poolSize,
    entities: [...schema.entities],
    migrations: [...schema.migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: onStatement ? ['query'] : false,
    logger: onStatement && statementObserver(onStatement),
    extra: {
      statement_timeout: 10 * SECOND_MS,
      idle_in_transaction_session_timeout: 15 * SECOND_MS,
      connectionTimeoutMillis: 5 * SECOND_MS,
      ...(role && { options: `-c role=${role}`, Client: CancellableClient }),
    },
  });
}

/**
 * Connects, or says in one line why that is not possible.
 * @throws StartError where the database cannot be reached or refuses us
 */
export async function connect(db: DataSource, url: string): Promise<void> {
  try {
    await db.initialize();
  } catch (cause) {
    const { host, pathname } = new URL(url);
    const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new StartError(`The database ${pathname.slice(1)} at ${host} cannot be used: ${reason}`, { cause });
  }
}

/**
 * Runs the migrations that have not run yet, as the owner, and puts every table behind row-level security. Safe to call
 * from several processes at once.
 * @returns the roles that requests and the relay act as
 * @throws StartError where the owner may not make those roles and nobody else has
 */
export async function migrate(owner: DataSource, { isolation = {} }: DatabaseSchema): Promise<Roles> {
  const lock = owner.createQueryRunner();
  await lock.connect();
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtext('migrations'))`);
    if (await owner.showMigrations()) {
      await exposeToOwner(owner);
      await owner.runMigrations();
    }
    return await isolate(owner, isolation);
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(hashtext('migrations'))`);
    await lock.release();
  }
}

function statementObserver(onStatement: (sql: string) => void): OrmLogger {
  const ignore = () => undefined;
  return {
    logQuery: onStatement,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
}
