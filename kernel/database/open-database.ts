import type { DataSource } from 'typeorm';
import { connect, createDataSource, migrate, type DatabaseOptions, type DatabaseSchema } from './data-source';
import { assertIsolated } from './isolate';
import type { Roles } from './roles';

/** A subgraph's connections to its database, by what they may do there. */
export interface Database {
  /** For requests and consumers: sees the rows of the tenant in whose scope a statement is begun. */
  db: DataSource;
  /** For the relay: sees the outbox of all tenants, and nothing else. */
  relay: DataSource;
  close: () => Promise<void>;
}

/** It moves one batch at a time. */
const RELAY_POOL_SIZE = 1;
/** One holds the lock, the other one migrates. */
const OWNER_POOL_SIZE = 2;

/**
 * Migrates a database as its owner, then connects to it as those who may do less.
 * @throws StartError where it cannot be used, or row-level security would not hold
 */
export async function openDatabase(
  schema: DatabaseSchema,
  { url, poolSize, onStatement }: Omit<DatabaseOptions, 'role'>,
): Promise<Database> {
  const roles = await migrateAsOwner(schema, url);
  const db = createDataSource(schema, { url, poolSize, role: roles.app, onStatement });
  const noTables = { entities: [], migrations: [] };
  const relay = createDataSource(noTables, { url, poolSize: RELAY_POOL_SIZE, role: roles.relay });
  const close = async () => {
    for (const each of [db, relay]) if (each.isInitialized) await each.destroy();
  };
  try {
    for (const each of [db, relay]) {
      await connect(each, url);
      await assertIsolated(each);
    }
    return { db, relay, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function migrateAsOwner(schema: DatabaseSchema, url: string): Promise<Roles> {
  const owner = createDataSource(schema, { url, poolSize: OWNER_POOL_SIZE });
  await connect(owner, url);
  try {
    return await migrate(owner, schema);
  } finally {
    await owner.destroy();
  }
}
