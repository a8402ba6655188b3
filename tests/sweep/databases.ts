import { Client } from 'pg';
import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { idPrefix } from '../../kernel/ids';
import type { Stack } from '../support/stack';
import { usersDatabase } from '../../subgraphs/users/database';
import { groupBy } from './group-by';

/** One column as PostgreSQL describes it. */
export interface Column {
  name: string;
  /** PostgreSQL's own name of the type, such as `text`, `int4` or `_text`. */
  type: string;
  /** Whether it is part of a key, so that its value means another row or this one. */
  isKey: boolean;
}

/** One table of one service. */
export interface Table {
  service: ServiceName;
  name: string;
  columns: Column[];
  /** SQL that names one row. */
  rowKey: string;
}

/** A row as it lies in its table, whoever may see it. */
export interface Row {
  table: Table;
  key: string;
  values: Record<string, unknown>;
  /** Every id the row holds, its own among them. */
  ids: string[];
}

/** All five databases, seen with the rights of an administrator: what the services would never show. */
export interface Databases {
  tables: Table[];
  rows(): Promise<Row[]>;
  query<T extends object>(service: ServiceName, sql: string, parameters?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** What the kernel keeps for itself: no client reads it, and it changes without anybody acting. */
const MACHINERY = new Set([
  ...['migrations', 'outbox_events', 'outbox_progress', 'inbox_events', 'parked_events', 'idempotency_keys'],
  // Belongs to no tenant, as its declaration says.
  ...Object.keys(usersDatabase.isolation?.outside ?? {}),
]);

const DESCRIBE = `
  SELECT class.relname AS "table", attribute.attname AS name, type.typname AS type,
    EXISTS (SELECT FROM pg_constraint WHERE conrelid = class.oid AND contype IN ('p', 'f')
            AND attribute.attnum = ANY(conkey)) AS "isKey",
    EXISTS (SELECT FROM pg_constraint WHERE conrelid = class.oid AND contype = 'p'
            AND attribute.attnum = ANY(conkey)) AS "isPrimary"
  FROM pg_class class
  JOIN pg_attribute attribute ON attribute.attrelid = class.oid AND attnum > 0 AND NOT attisdropped
  JOIN pg_type type ON type.oid = CASE (SELECT typtype FROM pg_type WHERE oid = atttypid)
    WHEN 'd' THEN (SELECT typbasetype FROM pg_type WHERE oid = atttypid) ELSE atttypid END
  WHERE class.relkind IN ('r', 'p') AND class.relnamespace = 'public'::regnamespace
  ORDER BY class.relname, attribute.attnum`;

/** Connects to the databases behind a stack and looks at what is in them. */
export async function openDatabases(stack: Stack): Promise<Databases> {
  const clients = new Map<ServiceName, Client>();
  for (const service of SERVICE_NAMES) {
    const client = new Client({ connectionString: stack.databaseUrl(service) });
    await client.connect();
    clients.set(service, client);
  }
  const query: Databases['query'] = async (service, sql, parameters = []) =>
    (await clients.get(service)!.query(sql, parameters)).rows;
  const tables = (await Promise.all(SERVICE_NAMES.map((service) => describe(service, query)))).flat();
  return {
    tables,
    query,
    rows: async () => {
      const rows: Row[] = [];
      for (const table of tables) rows.push(...(await readTable(table, query)));
      return rows;
    },
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.end()))),
  };
}

async function describe(service: ServiceName, query: Databases['query']): Promise<Table[]> {
  const columns = await query<Column & { table: string; isPrimary: boolean }>(service, DESCRIBE);
  const byTable = groupBy(columns, ({ table }) => table);
  return [...byTable]
    .filter(([name]) => !MACHINERY.has(name))
    .map(([name, list]) => {
      const primary = list.filter(({ isPrimary }) => isPrimary).map((column) => `"${column.name}"`);
      if (primary.length === 0) throw new Error(`The table ${service}.${name} has no primary key`);
      const isOwned = name === 'tenants' || list.some((column) => column.name === 'tenant_id');
      if (!isOwned) throw new Error(`The table ${service}.${name} does not say whose its rows are`);
      return { service, name, columns: list, rowKey: `concat_ws('/', ${primary.join(', ')})` };
    });
}

async function readTable(table: Table, query: Databases['query']): Promise<Row[]> {
  const sql = `SELECT ${table.rowKey} AS key, to_jsonb(line) AS values FROM "${table.name}" line ORDER BY 1`;
  const rows = await query<Pick<Row, 'key' | 'values'>>(table.service, sql);
  return rows.map(({ key, values }) => ({ table, key, values, ids: idsIn(values) }));
}

const idsIn = (values: object): string[] =>
  Object.values(values)
    .flat()
    .filter((value): value is string => typeof value === 'string' && idPrefix(value) !== null);

/** The rows of a tenant, from its own row downwards. */
export const rowsOfTenant = (rows: readonly Row[], tenantId: string): Row[] =>
  rows.filter(({ values }) => (values.tenant_id ?? values.id) === tenantId);

/**
 * The rows about somebody or something: those that name one of `subjects`, those that name one of these rows, and so
 * on. Whom a row names in passing, such as who wrote it, is not what it is about, and is not followed.
 */
export function rowsAbout(rows: readonly Row[], subjects: readonly string[]): Row[] {
  const about = new Set(subjects);
  const found = new Set<Row>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const row of rows) {
      if (found.has(row) || !row.ids.some((id) => about.has(id))) continue;
      found.add(row);
      if (typeof row.values.id === 'string') about.add(row.values.id);
    }
  }
  return [...found];
}

/** Ids that rows go by themselves. */
export const ownIds = (rows: readonly Row[]): Set<string> =>
  new Set(rows.flatMap(({ values }) => (typeof values.id === 'string' ? [values.id] : [])));

/** Every id that rows hold. */
export const heldIds = (rows: readonly Row[]): Set<string> => new Set(rows.flatMap(({ ids }) => ids));

/** Rows as text, to be compared. */
export const asText = (rows: readonly Row[]): string[] =>
  rows.map(({ table, key, values }) => `${table.service}.${table.name} ${key} ${JSON.stringify(values)}`);

/** A text that changes when any row of a tenant does, in whatever database. */
export async function digestOfTenant({ tables, query }: Databases, tenantId: string): Promise<string> {
  const digests: string[] = [];
  for (const [service, own] of groupBy(tables, ({ service }) => service)) {
    const parts = own.map(({ name, columns }) => {
      const tenant = columns.some((column) => column.name === 'tenant_id') ? 'tenant_id' : 'id';
      return `SELECT md5(string_agg(line::text, '|' ORDER BY line::text)) AS digest FROM "${name}" line WHERE ${tenant} = $1`;
    });
    const rows = await query<{ digest: string | null }>(service, parts.join(' UNION ALL '), [tenantId]);
    digests.push(...rows.map(({ digest }) => digest ?? '-'));
  }
  return digests.join(' ');
}
