import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database';
import { createDataSource, type DatabaseSchema } from './data-source';
import { SQLSTATE, sqlStateOf } from './errors';
import { openDatabase, type Database } from './open-database';
import { continueInTenant, withTenant } from './tenant-scope';

class CreateNotes1732000000001 implements MigrationInterface {
  name = 'CreateNotes1732000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE notes (tenant_id text NOT NULL, text text NOT NULL)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE notes');
  }
}

const schema: DatabaseSchema = { entities: [], migrations: [CreateNotes1732000000001] };
const TENANTS = ['org_a', 'org_b', 'org_c'] as const;
const POOL_SIZE = 2;

let database: TestDatabase;
let opened: Database;
let db: DataSource;
let owner: DataSource;

beforeAll(async () => {
  database = await createTestDatabase('tenants', schema);
  owner = await createDataSource(schema, { url: database.url, poolSize: 1 }).initialize();
  opened = await openDatabase(schema, { url: database.url, poolSize: POOL_SIZE });
  db = opened.db;
  for (const tenant of TENANTS) await owner.query(`INSERT INTO notes VALUES ($1, $1 || ' one')`, [tenant]);
});
afterAll(async () => {
  await opened.close();
  await owner.destroy();
  await database.drop();
});

type Queries = Pick<DataSource, 'query'>;

/** Whose notes a statement without any filter sees. */
async function seen(by: Queries = db): Promise<string[]> {
  const rows = await by.query<{ tenant: string }[]>('SELECT tenant_id AS tenant FROM notes ORDER BY 1');
  return rows.map(({ tenant }) => tenant);
}
const seenIn = (tenant: string | null) => withTenant(tenant, () => seen());

/** Every connection of the pool, asked at once. */
const all = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: POOL_SIZE }, work));

/** Nothing of an earlier statement is on any connection: not for nobody, not for somebody else. */
async function expectNothingLeft(): Promise<void> {
  for (const setting of await all(settingLeft)) expect(setting ?? '').toBe('');
  expect(await all(() => seen())).toEqual([[], []]);
  expect(await all(() => seenIn('org_b'))).toEqual([['org_b'], ['org_b']]);
  expect(await all(() => seenIn(null))).toEqual([[], []]);
}

/** The setting as a statement finds it that carries no tenant of its own. */
async function settingLeft(): Promise<string | null> {
  const runner = db.createQueryRunner();
  const client = (await runner.connect()) as Client;
  const sql = `SELECT current_setting('app.tenant', true) AS tenant`;
  const setting = await new Promise<string | null>((resolve, reject) => {
    client.query<{ tenant: string | null }>(sql, (error, result) =>
      error ? reject(error) : resolve(result.rows[0]!.tenant),
    );
  });
  await runner.release();
  return setting;
}

describe('a statement', () => {
  it('sees the rows of the tenant in whose scope it is begun, with values and without', async () => {
    expect(await seenIn('org_a')).toEqual(['org_a']);
    const rows = await withTenant('org_c', () => db.query('SELECT text FROM notes WHERE text <> $1', ['']));
    expect(rows).toEqual([{ text: 'org_c one' }]);
  });

  it('sees nothing outside of a scope, nor in the scope of nobody or of a tenant without a name', async () => {
    for (const rows of [await seen(), await seenIn(null), await seenIn('')]) expect(rows).toEqual([]);
  });

  it('cannot add a row to another tenant, nor to none', async () => {
    const insert = (tenant: string) => db.query(`INSERT INTO notes VALUES ($1, 'stray')`, [tenant]);
    for (const [scope, tenant] of [
      ['org_a', 'org_b'],
      [null, 'org_a'],
      [null, ''],
      ['', ''],
    ] as const) {
      const refusal = await withTenant(scope, () => insert(tenant)).catch(sqlStateOf);
      expect(refusal).toBe(SQLSTATE.insufficientPrivilege);
    }
  });

  it('sees its own tenant’s rows however many tenants wait for the same connections', async () => {
    const asked = Array.from({ length: 300 }, (_, i) => TENANTS[i % TENANTS.length]!);
    const answers = await Promise.all(
      asked.map((tenant) =>
        withTenant(tenant, async () => {
          await sleep(Math.random() * 20);
          return seen();
        }),
      ),
    );
    expect(answers).toEqual(asked.map((tenant) => [tenant]));
  });

  it('costs no round trip more', async () => {
    const runner = db.createQueryRunner();
    const client = (await runner.connect()) as { connection: NodeJS.EventEmitter };
    let answers = 0;
    const count = () => void (answers += 1);
    client.connection.on('readyForQuery', count);
    for (const tenant of TENANTS) await withTenant(tenant, () => seen(runner));
    client.connection.off('readyForQuery', count);
    await runner.release();
    expect(answers).toBe(TENANTS.length);
  });

  it('is one statement: a second one in the same text is refused', async () => {
    const two = `SELECT set_config('app.tenant', 'org_b', false); SELECT * FROM notes`;
    await expect(withTenant('org_a', () => db.query(two))).rejects.toThrow(/multiple commands/);
    await expectNothingLeft();
  });
});

describe('in a transaction', () => {
  it('a rolled back savepoint changes nothing of whose it is', async () => {
    await withTenant('org_a', () =>
      db.transaction(async (tx) => {
        const undone = tx.transaction(async (inner) => {
          expect(await seen(inner)).toEqual(['org_a']);
          throw new Error('undone');
        });
        await expect(undone).rejects.toThrow('undone');
        expect(await seen(tx)).toEqual(['org_a']);
      }),
    );
    await expectNothingLeft();
  });

  it.each(['org_b', null])(
    'a statement in another scope (%s) is refused, and all is undone',
    async (other) => {
      const mixed = withTenant('org_a', () =>
        db.transaction(async (tx) => {
          await tx.query(`INSERT INTO notes VALUES ('org_a', 'undone')`);
          await withTenant(other, () => seen(tx));
        }),
      );
      await expect(mixed).rejects.toThrow('of one tenant');
      expect(await seenIn('org_a')).toEqual(['org_a']);
      await expectNothingLeft();
    },
  );

  it('the next one on the same connection may be of another tenant', async () => {
    const runner = db.createQueryRunner();
    for (const tenant of TENANTS) {
      await withTenant(tenant, () =>
        runner.manager.transaction(async (tx) => expect(await seen(tx)).toEqual([tenant])),
      );
    }
    await runner.release();
  });

  it.each(['SERIALIZABLE', 'REPEATABLE READ'] as const)('%s works as ever', async (isolation) => {
    expect(await withTenant('org_a', () => db.transaction(isolation, (tx) => seen(tx)))).toEqual(['org_a']);
  });
});

describe('when an operation learns whose it is', () => {
  it('the statements that follow are that tenant’s, and nobody else’s scope is touched', async () => {
    await withTenant(null, async () => {
      expect(await seen()).toEqual([]);
      continueInTenant('org_b');
      expect(await seen()).toEqual(['org_b']);
      expect(await seenIn('org_c')).toEqual(['org_c']);
      expect(await seen()).toEqual(['org_b']);
    });
    expect(await seen()).toEqual([]);
  });

  it('there must be a scope', () => {
    expect(() => continueInTenant('org_a')).toThrow('no scope');
  });
});

describe('nothing is left on a connection', () => {
  it('after a commit, an error, a rollback and a statement that was cut short', async () => {
    await withTenant('org_a', () => db.transaction((tx) => seen(tx)));
    await expectNothingLeft();
    await expect(withTenant('org_a', () => db.query('SELECT 1 / 0 FROM notes'))).rejects.toThrow('zero');
    await expectNothingLeft();
    const failing = withTenant('org_a', () =>
      db.transaction(async (tx) => {
        await tx.query(`INSERT INTO notes VALUES ('org_a', 'undone')`);
        await tx.query('SELECT no_such_column');
      }),
    );
    await expect(failing).rejects.toThrow('no_such_column');
    await expectNothingLeft();
    await expect(
      withTenant('org_a', () => db.query('SELECT pg_cancel_backend(pg_backend_pid())')),
    ).rejects.toThrow();
    await expectNothingLeft();
  });

  it('whether or not the statement that sets the tenant is prepared where we think it is', async () => {
    const runner = db.createQueryRunner();
    const { connection } = (await runner.connect()) as { connection: { parsedStatements: object } };
    const inA = () => withTenant('org_a', () => seen(runner));
    // As after a batch that was cancelled just when it had been prepared.
    connection.parsedStatements = {};
    expect(await inA()).toEqual(['org_a']);
    await runner.query('DEALLOCATE ALL');
    await expect(inA()).rejects.toThrow('does not exist');
    expect(await inA()).toEqual(['org_a']);
    await runner.release();
    await expectNothingLeft();
  });

  it('after a thousand connections were cut: idle, in a transaction, in a statement', async () => {
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    const terminate = (pid: number) => admin.query('SELECT pg_terminate_backend($1)', [pid]);
    const pidOf = async (by: Queries) =>
      (await by.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid'))[0].pid;
    const cuts = [
      async () => terminate(await pidOf(db)),
      () =>
        db.transaction(async (tx) => {
          await tx.query(`INSERT INTO notes VALUES ('org_a', 'lost')`);
          await terminate(await pidOf(tx));
          await tx.query('SELECT pg_sleep(10)');
        }),
      () => db.query('SELECT pg_terminate_backend(pg_backend_pid()), text FROM notes'),
    ];
    const leaks: string[][] = [];
    for (let i = 0; i < 1_000; i += 1) {
      await withTenant('org_a', cuts[i % cuts.length]!).catch(() => undefined);
      const after = [TENANTS[i % TENANTS.length]!, null] as const;
      for (const tenant of after) {
        const rows = await seenAgain(tenant);
        if (String(rows) !== String(tenant ? [tenant] : [])) leaks.push(rows);
      }
    }
    await admin.end();
    expect(leaks).toEqual([]);
    expect(await owner.query(`SELECT text FROM notes WHERE text = 'lost'`)).toEqual([]);
  }, 120_000);
});

/** The first statement on a connection that was cut fails; the pool makes a new one for the next. */
async function seenAgain(tenant: string | null): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await seenIn(tenant);
    } catch (error) {
      if (tries === POOL_SIZE) throw error;
    }
  }
}
