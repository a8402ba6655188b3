import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { createOwnedDatabase, type OwnedDatabase, type OwnerOptions } from '../../tests/support/owners';
import { StartError } from '../start-error';
import { createDataSource, type DatabaseSchema } from './data-source';
import { assertIsolated } from './isolate';
import { openDatabase, type Database } from './open-database';
import { withTenant } from './tenant-scope';

type Migration = DatabaseSchema['migrations'][number];

/** A migration of one statement. */
function migration(number: number, sql: string): Migration {
  return class implements MigrationInterface {
    name = `Step${1732000000000 + number}`;
    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(sql);
    }
    async down(): Promise<void> {}
  };
}

const NOTES = migration(1, 'CREATE TABLE notes (tenant_id text NOT NULL, text text NOT NULL)');
const schemaOf = (...migrations: Migration[]): DatabaseSchema => ({ entities: [], migrations });

const owned: OwnedDatabase[] = [];
const opened: Database[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  for (const database of owned.splice(0)) await database.drop();
});

async function anOwnedDatabase(options?: OwnerOptions): Promise<OwnedDatabase> {
  const database = await createOwnedDatabase(options);
  owned.push(database);
  return database;
}

async function open(schema: DatabaseSchema, { url }: OwnedDatabase): Promise<DataSource> {
  const database = await openDatabase(schema, { url, poolSize: 1 });
  opened.push(database);
  return database.db;
}

const textsOf = (db: DataSource, tenant: string) =>
  withTenant(tenant, () => db.query<{ text: string }[]>('SELECT text FROM notes ORDER BY text'));
const note = (db: DataSource, tenant: string, text: string) =>
  withTenant(tenant, () => db.query('INSERT INTO notes VALUES ($1, $2)', [tenant, text]));

describe('a database that its owner shares with nobody', () => {
  it.each([
    ['as the script of the compose file makes it', undefined],
    ['whose owner may make roles', { alone: 'CREATEROLE' }],
  ])('keeps tenants apart: %s', async (_name, options) => {
    const db = await open(schemaOf(NOTES), await anOwnedDatabase(options));
    await note(db, 'org_a', 'ours');
    await note(db, 'org_b', 'theirs');
    expect(await textsOf(db, 'org_a')).toEqual([{ text: 'ours' }]);
    expect(await db.query('SELECT FROM notes')).toEqual([]);
  });

  it('tells an owner who may not make roles what to ask for', async () => {
    const database = await anOwnedDatabase({ alone: 'NOCREATEROLE' });
    const failure = await open(schemaOf(NOTES), database).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    const missing = ['app', 'relay', 'lookup'].flatMap((role) => [
      `  CREATE ROLE "${database.login}_${role}" NOLOGIN;`,
      `  GRANT "${database.login}_${role}" TO "${database.login}" WITH INHERIT FALSE, SET TRUE;`,
    ]);
    expect((failure as Error).message.split('\n').slice(1)).toEqual(missing);
  });

  it('may be started by several processes at once', async () => {
    const database = await anOwnedDatabase({ alone: 'CREATEROLE' });
    const dbs = await Promise.all([1, 2, 3, 4].map(() => open(schemaOf(NOTES), database)));
    await note(dbs[0]!, 'org_a', 'ours');
    expect(await textsOf(dbs[3]!, 'org_a')).toEqual([{ text: 'ours' }]);
  });
});

describe('a later migration', () => {
  it('changes the rows of all tenants, and the next statement of its owner sees none again', async () => {
    const database = await anOwnedDatabase();
    const before = await open(schemaOf(NOTES), database);
    for (const tenant of ['org_a', 'org_b']) await note(before, tenant, 'small');
    const capitals = migration(2, 'UPDATE notes SET text = upper(text)');
    const db = await open(schemaOf(NOTES, capitals), database);
    for (const tenant of ['org_a', 'org_b']) expect(await textsOf(db, tenant)).toEqual([{ text: 'SMALL' }]);

    const owner = await createDataSource(schemaOf(), { url: database.url, poolSize: 1 }).initialize();
    expect(await owner.query('SELECT FROM notes')).toEqual([]);
    await owner.destroy();
  });

  it('makes a table of tenants without a word about it: it is kept apart all the same', async () => {
    const database = await anOwnedDatabase();
    await open(schemaOf(NOTES), database);
    const later = migration(2, `CREATE TABLE pens (id bigserial PRIMARY KEY, tenant_id text NOT NULL)`);
    const db = await open(schemaOf(NOTES, later), database);
    await withTenant('org_a', () => db.query(`INSERT INTO pens (tenant_id) VALUES ('org_a')`));
    expect(await withTenant('org_b', () => db.query('SELECT FROM pens'))).toEqual([]);
    expect(await withTenant('org_a', () => db.query('SELECT FROM pens'))).toHaveLength(1);
  });

  it('makes a table of no tenant without a word about it: it is closed to every request', async () => {
    const pens = migration(2, 'CREATE TABLE pens (colour text)');
    const db = await open(schemaOf(NOTES, pens), await anOwnedDatabase());
    await expect(db.query('SELECT FROM pens')).rejects.toThrow('permission denied');
  });
});

describe('what a database declares', () => {
  it('rows that are kept are neither changed nor deleted, but for the columns that may', async () => {
    const schema = { ...schemaOf(NOTES), isolation: { kept: { notes: ['text'] } } };
    const db = await open(schema, await anOwnedDatabase());
    await note(db, 'org_a', 'first');
    const inA = (sql: string) => withTenant('org_a', () => db.query(sql));
    await expect(inA('DELETE FROM notes')).rejects.toThrow('permission denied');
    await expect(inA(`UPDATE notes SET tenant_id = 'org_a'`)).rejects.toThrow('permission denied');
    await inA(`UPDATE notes SET text = 'second'`);
    expect(await textsOf(db, 'org_a')).toEqual([{ text: 'second' }]);
  });

  it('privileges that were given by hand are taken back', async () => {
    const database = await anOwnedDatabase();
    await open(schemaOf(NOTES), database);
    const owner = await createDataSource(schemaOf(), { url: database.url, poolSize: 1 }).initialize();
    await owner.query(`GRANT TRUNCATE ON notes TO ${database.login}_app`);
    await owner.query('ALTER TABLE notes DISABLE ROW LEVEL SECURITY');
    await owner.destroy();
    const db = await open(schemaOf(NOTES), database);
    await expect(db.query('TRUNCATE notes')).rejects.toThrow('permission denied');
    await note(db, 'org_a', 'ours');
    expect(await textsOf(db, 'org_b')).toEqual([]);
  });

  it('a look-up answers across tenants by its function alone', async () => {
    const find = migration(
      2,
      `CREATE FUNCTION find_notes(wanted text) RETURNS TABLE (tenant_id text) LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path = public, pg_temp AS $$ SELECT notes.tenant_id FROM notes WHERE text = wanted $$`,
    );
    const lookups = [{ signature: 'find_notes(text)', reads: { notes: ['tenant_id', 'text'] } }];
    const db = await open({ ...schemaOf(NOTES, find), isolation: { lookups } }, await anOwnedDatabase());
    await note(db, 'org_a', 'key');
    await note(db, 'org_b', 'other');
    expect(await db.query(`SELECT * FROM find_notes('key')`)).toEqual([{ tenant_id: 'org_a' }]);
    expect(await db.query('SELECT FROM notes')).toEqual([]);
  });
});

it('connections that row-level security does not hold for are refused', async () => {
  const database = await anOwnedDatabase();
  await open(schemaOf(NOTES), database);
  const owner = await createDataSource(schemaOf(), { url: database.url, poolSize: 1 }).initialize();
  await expect(assertIsolated(owner)).rejects.toThrow(
    `does not hold for the database role ${database.login}`,
  );
  await owner.destroy();
});
