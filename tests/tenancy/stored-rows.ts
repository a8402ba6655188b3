import { escapeIdentifier } from 'pg';
import type { DataSource } from 'typeorm';
import { tenantColumnOf, type Isolation } from '../../kernel/database/isolation';
import { idPrefix } from '../../kernel/ids';

/** Anything in a database that has rows, or could show those of others. */
export interface StoredTable {
  name: string;
  /** `r` for a table; see pg_class.relkind. */
  kind: string;
  columns: string[];
  isSecured: boolean;
  policies: string[];
  /** Undefined where the table is of no tenant. */
  tenantColumn?: string;
}

/** All tables and views of a database. */
export async function storedTables(owner: DataSource, isolation: Isolation = {}): Promise<StoredTable[]> {
  const tables = await owner.query<StoredTable[]>(
    `SELECT relname AS name, relkind AS kind, relrowsecurity AND relforcerowsecurity AS "isSecured",
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
       ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid) AS policies
     FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
     ORDER BY relname`,
  );
  return tables.map((table) => ({ ...table, tenantColumn: tenantColumnOf(table, isolation) }));
}

/** Those of its tables that have rows of a tenant. */
export async function tablesWithRows(
  owner: DataSource,
  isolation: Isolation | undefined,
  tenantId: string,
): Promise<(StoredTable & { tenantColumn: string })[]> {
  const filled = [];
  for (const table of await storedTables(owner, isolation)) {
    const { name, tenantColumn } = table;
    if (!tenantColumn) continue;
    const where = `${escapeIdentifier(tenantColumn)} = $1`;
    const rows = await owner.query<unknown[]>(
      `SELECT FROM ${escapeIdentifier(name)} WHERE ${where} LIMIT 1`,
      [tenantId],
    );
    if (rows.length > 0) filled.push({ ...table, tenantColumn });
  }
  return filled;
}

/** What a tenant has stored, table by table: equal before and after where nothing has changed. */
export async function snapshot(
  owner: DataSource,
  isolation: Isolation | undefined,
  tenantId: string,
): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const { name, tenantColumn } of await tablesWithRows(owner, isolation, tenantId)) {
    // The relay marks what it has published, whoever is asking.
    const row = name === 'outbox_events' ? `to_jsonb(t) - 'published_at'` : 'to_jsonb(t)';
    const [{ digest }] = await owner.query<[{ digest: string }]>(
      `SELECT md5(string_agg(md5((${row})::text), '' ORDER BY md5((${row})::text))) AS digest
       FROM ${escapeIdentifier(name)} t WHERE ${escapeIdentifier(tenantColumn)} = $1`,
      [tenantId],
    );
    content[name] = digest;
  }
  return content;
}

const SAMPLES = 3;

/** Some ids of a tenant's things, its own and those of other services, by their prefix. */
export async function sampleIds(
  owner: DataSource,
  isolation: Isolation | undefined,
  tenantId: string,
): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>();
  for (const { name, tenantColumn, columns } of await tablesWithRows(owner, isolation, tenantId)) {
    for (const column of columns.filter((each) => each === 'id' || each.endsWith('_id'))) {
      const [table, id, tenant] = [name, column, tenantColumn].map(escapeIdentifier);
      const rows = await owner.query<{ id: string | null }[]>(
        `SELECT DISTINCT ${id} AS id FROM ${table} WHERE ${tenant} = $1 LIMIT ${SAMPLES}`,
        [tenantId],
      );
      for (const row of rows) {
        const prefix = row.id && idPrefix(row.id);
        if (prefix) ids.set(prefix, [...new Set([...(ids.get(prefix) ?? []), row.id!])].slice(0, SAMPLES));
      }
    }
  }
  return ids;
}
