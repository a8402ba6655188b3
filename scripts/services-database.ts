import type { DataSource } from 'typeorm';
import { SERVICE_NAMES, type ServiceName } from '../kernel/config';
import { connect, createDataSource, type DatabaseSchema } from '../kernel/database/data-source';
import { withFiles, type Env } from '../kernel/environment';

const NO_TABLES: DatabaseSchema = { entities: [], migrations: [] };

/** As whom a command works in a database; see docs/tenancy.md. */
interface Access {
  role: 'app' | 'relay';
  schema?: DatabaseSchema;
}

/** The databases that the environment names, by service. */
export function databaseUrls(env: Env): Partial<Record<ServiceName, string>> {
  const urls = withFiles(env, SERVICE_NAMES.map(variableOf));
  const named = SERVICE_NAMES.filter((service) => urls[variableOf(service)]);
  if (named.length === 0) throw new Error(`None of ${SERVICE_NAMES.map(variableOf).join(', ')} is set.`);
  return Object.fromEntries(named.map((service) => [service, urls[variableOf(service)]]));
}

/** Does something in a service's database with the rights of one of the roles that the service itself works with. */
export async function withDatabase<T>(
  url: string,
  { role, schema = NO_TABLES }: Access,
  work: (db: DataSource) => Promise<T>,
): Promise<T> {
  const login = decodeURIComponent(new URL(url).username);
  const db = createDataSource(schema, { url, poolSize: 2, role: `${login}_${role}` });
  await connect(db, url);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function variableOf(service: ServiceName): string {
  return `DATABASE_URL_${service.toUpperCase()}`;
}
