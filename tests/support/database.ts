import { createHash, randomBytes } from 'node:crypto';

import { Client, escapeIdentifier } from 'pg';

import { createDataSource, type DatabaseSchema, migrate } from '../../kernel/database/data-source';
import { CLUSTER_URL } from './global-setup';

/** A database of its own for one test file, with the schema in place and no rows but those the migrations put there. */
export interface TestDatabase {
  url: string;
  /** Ends its connections and removes it. Those not dropped go with the cluster at the end of the run. */
  drop(): Promise<void>;
}

/**
 * Makes a database by copying a migrated template, which takes milliseconds where migrating takes far longer. The
 * first caller of a schema makes the template; workers wait for each other. Only for the Jest project `stack`.
 * @param name tells the databases of different schemas apart, such as a subgraph's name
 */
export async function createTestDatabase(name: string, schema: DatabaseSchema): Promise<TestDatabase> {
  const database = `${name}_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    const template = await ensureTemplate(admin, name, schema);
    await admin.query(`CREATE DATABASE ${escapeIdentifier(database)} TEMPLATE ${escapeIdentifier(template)}`);
  });
  return { url: urlOf(database), drop: () => asAdmin((admin) => dropDatabase(admin, database)) };
}

/** A template gets its name when it is complete: one whose migration failed or was cut short is never copied. */
async function ensureTemplate(admin: Client, name: string, schema: DatabaseSchema): Promise<string> {
  const template = `${name}_template_${fingerprint(schema)}`;
  const draft = `${template}_draft`;
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
  try {
    if (await exists(admin, template)) return template;
    await dropDatabase(admin, draft);
    await admin.query(`CREATE DATABASE ${escapeIdentifier(draft)}`);
    await migrateDatabase(draft, schema);
    await admin.query(`ALTER DATABASE ${escapeIdentifier(draft)} RENAME TO ${escapeIdentifier(template)}`);
    return template;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  }
}

/** Of the migrations' text: in watch mode the cluster lives on while a migration is being written. */
function fingerprint({ migrations }: DatabaseSchema): string {
  const hash = createHash('sha256');
  for (const migration of migrations) hash.update(migration.toString()).update('\0');
  return hash.digest('hex').slice(0, 12);
}

async function migrateDatabase(database: string, schema: DatabaseSchema): Promise<void> {
  const db = createDataSource(schema, { url: urlOf(database), poolSize: 2 });
  await db.initialize();
  try {
    await migrate(db, schema);
  } finally {
    await db.destroy();
  }
}

async function exists(admin: Client, database: string): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  return rowCount === 1;
}

async function dropDatabase(admin: Client, database: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`);
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const cluster = process.env[CLUSTER_URL];
  if (!cluster) throw new Error('There is no test cluster: only tests of the Jest project `stack` have one.');
  return Object.assign(new URL(cluster), { pathname: `/${database}` }).href;
}
