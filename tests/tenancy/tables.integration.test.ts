import { escapeIdentifier } from 'pg';
import { SERVICE_NAMES, type ServiceName } from '../../kernel/config';
import { sqlStateOf, SQLSTATE } from '../../kernel/database/errors';
import { tablesOutside } from '../../kernel/database/isolation';
import { openDatabase, type Database } from '../../kernel/database/open-database';
import { withTenant } from '../../kernel/database/tenant-scope';
import { SCHEMAS } from '../support/stack';
import { FOREIGN, HOME, openDemoDatabases, type DemoDatabases } from './demo-databases';
import { storedTables, tablesWithRows } from './stored-rows';

let demo: DemoDatabases;
const databases = {} as Record<ServiceName, Database>;

beforeAll(async () => {
  demo = await openDemoDatabases();
  for (const name of SERVICE_NAMES) {
    databases[name] = await openDatabase(SCHEMAS[name], { url: demo.stack.databaseUrl(name), poolSize: 1 });
  }
});
afterAll(async () => {
  for (const database of Object.values(databases)) await database.close();
  await demo?.stop();
});

/** The ledger of migrations: nobody but the owner may look at it. */
const OWNERS_ALONE = ['migrations'];

describe.each(SERVICE_NAMES)('the database of %s', (name) => {
  const { isolation = {} } = SCHEMAS[name];
  /** In one transaction that is undone, for the tenant at home. @returns affected rows, or why it was refused */
  const tryAsHome = (sql: string, values: unknown[]): Promise<number | string | undefined> =>
    withTenant(HOME.tenantId, async () => {
      const runner = databases[name].db.createQueryRunner();
      await runner.startTransaction();
      try {
        return (await runner.query(sql, values, true)).affected;
      } catch (error) {
        return sqlStateOf(error);
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    });
  const foreignTables = () => tablesWithRows(demo.owners[name], isolation, FOREIGN.tenantId);

  it('has every table behind row-level security, or on the list of those outside with a reason', async () => {
    const tables = await storedTables(demo.owners[name], isolation);
    const outside = tables.filter(
      ({ isSecured, policies, tenantColumn }) =>
        !(isSecured && tenantColumn && policies.includes('tenant_isolation')),
    );
    const listed = [...Object.keys(tablesOutside(isolation)), ...OWNERS_ALONE];
    expect(outside.map((table) => table.name).sort()).toEqual(listed.sort());
    expect(Object.values(tablesOutside(isolation)).every((reason) => reason.length > 20)).toBe(true);
    expect(tables.filter(({ kind }) => kind !== 'r')).toEqual([]);
  });

  it.each(['db', 'relay'] as const)('is worked on (%s) by nobody who could pass over it', async (pool) => {
    const [row] = await databases[name][pool].query<object[]>(
      `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,
         (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned,
         has_schema_privilege('public', 'CREATE') AS "mayCreate"
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(row).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcanlogin: false,
      owned: 0,
      mayCreate: false,
    });
  });

  it('lets nobody empty a table or look at what is the owner’s alone', async () => {
    const tables = await storedTables(demo.owners[name], isolation);
    for (const table of tables) {
      expect([table.name, await tryAsHome(`TRUNCATE ${escapeIdentifier(table.name)} CASCADE`, [])]).toEqual([
        table.name,
        SQLSTATE.insufficientPrivilege,
      ]);
    }
    expect(await tryAsHome('SELECT FROM migrations', [])).toBe(SQLSTATE.insufficientPrivilege);
  });

  it('keeps for ever what is to be kept: not deleted, not changed but in the columns that may', async () => {
    const kept: Readonly<Record<string, readonly string[]>> = { outbox_events: [], ...isolation.kept };
    for (const { name: table, columns } of await storedTables(demo.owners[name], isolation)) {
      if (!kept[table]) continue;
      const deleting = await tryAsHome(`DELETE FROM ${escapeIdentifier(table)}`, []);
      expect(deleting).toBe(SQLSTATE.insufficientPrivilege);
      const changing = await databases[name].db.query<{ column: string }[]>(
        `SELECT c AS column FROM unnest($2::text[]) c WHERE has_column_privilege(quote_ident($1), c, 'UPDATE')`,
        [table, columns],
      );
      expect([table, ...changing.map(({ column }) => column)]).toEqual([table, ...kept[table]]);
    }
  });

  it('has functions with rights of their own for the declared look-ups alone', async () => {
    const functions = await demo.owners[name].query<{ signature: string }[]>(
      `SELECT oid::regprocedure::text AS signature FROM pg_proc
       WHERE prosecdef AND pronamespace = 'public'::regnamespace`,
    );
    const declared = isolation.lookups?.map(({ signature }) => signature) ?? [];
    expect(functions.map(({ signature }) => signature).sort()).toEqual([...declared].sort());
  });

  it('shows none of another tenant’s rows, and all of one’s own', async () => {
    const tables = await foreignTables();
    expect(tables.length).toBeGreaterThan(3);
    for (const { name: table, tenantColumn } of tables) {
      const count = `SELECT count(*)::int AS count FROM ${escapeIdentifier(table)} WHERE ${escapeIdentifier(tenantColumn)}`;
      const seen = await withTenant(HOME.tenantId, () =>
        databases[name].db.query<[{ count: number }]>(`${count} <> $1`, [HOME.tenantId]),
      );
      expect([table, seen]).toEqual([table, [{ count: 0 }]]);
      const own = await withTenant(HOME.tenantId, () =>
        databases[name].db.query(`${count} = $1`, [HOME.tenantId]),
      );
      expect([table, own]).toEqual([table, await demo.owners[name].query(`${count} = $1`, [HOME.tenantId])]);
    }
  });

  it('shows nothing outside of a scope', async () => {
    for (const { name: table } of await foreignTables()) {
      const rows = await databases[name].db.query<unknown[]>(
        `SELECT FROM ${escapeIdentifier(table)} LIMIT 1`,
      );
      expect([table, rows]).toEqual([table, []]);
    }
  });

  it('lets no row of another tenant be changed, deleted or added, and no own row be given away', async () => {
    const untouched = [0, SQLSTATE.insufficientPrivilege];
    for (const { name: table, tenantColumn } of await foreignTables()) {
      const [target, tenant] = [table, tenantColumn].map(escapeIdentifier);
      const isForeign = `WHERE ${tenant} = $1`;
      const { tenantId } = FOREIGN;
      expect(untouched).toContain(
        await tryAsHome(`UPDATE ${target} SET ${tenant} = ${tenant} ${isForeign}`, [tenantId]),
      );
      expect(untouched).toContain(await tryAsHome(`DELETE FROM ${target} ${isForeign}`, [tenantId]));
      // A table's own guard may speak first.
      expect([SQLSTATE.insufficientPrivilege, SQLSTATE.integrityViolation]).toContain(
        await tryAsHome(`UPDATE ${target} SET ${tenant} = $1`, [tenantId]),
      );
      const [{ row }] = await demo.owners[name].query<[{ row: object }]>(
        `SELECT to_jsonb(t) AS row FROM ${target} t ${isForeign} LIMIT 1`,
        [tenantId],
      );
      const copy = `INSERT INTO ${target} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::${target}, $1)).*`;
      expect(await tryAsHome(copy, [row])).toBe(SQLSTATE.insufficientPrivilege);
    }
  });
});
