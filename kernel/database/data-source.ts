import { DataSource, type EntitySchema, type Logger as OrmLogger, type MigrationInterface } from 'typeorm';
import { CancellableClient } from './cancellable-client';
import { StartError } from '../start-error';

type Class<T> = new () => T;

/** The tables of one subgraph. */
export interface DatabaseSchema {
  entities: readonly (Class<object> | EntitySchema)[];
  /** In the order they are applied. */
  migrations: readonly Class<MigrationInterface>[];
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Called with the text of each statement; for counting them. */
  onStatement?: (sql: string) => void;
}

const SECOND_MS = 1000;

/**
 * A connection pool on one subgraph's database, not yet connected. Statements end after 10 s and idle transactions
 * after 15 s, so that a stuck request cannot hold locks. Statements of a request that nobody waits for any more are
 * cancelled; see {@link CancellableClient}.
 */
export function createDataSource(
  schema: DatabaseSchema,
  { url, poolSize, onStatement }: DatabaseOptions,
): DataSource {
  return new DataSource({
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
      Client: CancellableClient,
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

/** Runs the migrations that have not run yet. Safe to call from several processes at once. */
export async function migrate(db: DataSource): Promise<void> {
  const lock = db.createQueryRunner();
  await lock.connect();
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtext('migrations'))`);
    await db.runMigrations();
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
