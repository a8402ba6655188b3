import type { DataSource, EntityManager } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../tests/support/database';
import { createDataSource } from './data-source';

class CreatePlaces1732000000000 {
  name = 'CreatePlaces1732000000000';
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE places (id int PRIMARY KEY, visits int NOT NULL)');
  }
  down = (): Promise<void> => Promise.resolve();
}

const schema = {
  entities: [],
  migrations: [CreatePlaces1732000000000],
  isolation: { outside: { places: 'Nobody’s.' } },
};
let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await createTestDatabase('places', schema);
  db = createDataSource(schema, { url: database.url, poolSize: 4 });
  await db.initialize();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(() => db.query('TRUNCATE places; INSERT INTO places VALUES (1, 0), (2, 0)'));

const visit = (tx: EntityManager, id: number) =>
  tx.query('UPDATE places SET visits = visits + 1 WHERE id = $1', [id]);
const visits = async () =>
  (await db.query<{ visits: number }[]>('SELECT visits FROM places ORDER BY id')).map((row) => row.visits);

describe('a transaction', () => {
  it('is done anew, as a whole, where it and another waited for each other', async () => {
    let tries = 0;
    let arrived = 0;
    let letGo: () => void = () => undefined;
    const bothInside = new Promise<void>((resolve) => (letGo = resolve));
    const walk = (first: number, second: number) =>
      db.transaction(async (tx) => {
        tries += 1;
        await visit(tx, first);
        arrived += 1;
        if (arrived === 2) letGo();
        await bothInside;
        await visit(tx, second);
      });
    await Promise.all([walk(1, 2), walk(2, 1)]);
    expect(tries).toBe(3);
    expect(await visits()).toEqual([2, 2]);
  });

  it('has its effect once, however often the database refuses it first', async () => {
    let tries = 0;
    await db.transaction(async (tx) => {
      tries += 1;
      await visit(tx, 1);
      if (tries < 4) await tx.query(`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`);
    });
    expect(tries).toBe(4);
    expect(await visits()).toEqual([1, 0]);
  });

  it('is given up after four tries, and at once where another try cannot help', async () => {
    const failing = async (state: string) => {
      let tries = 0;
      const failed = db.transaction(async (tx) => {
        tries += 1;
        await visit(tx, 1);
        await tx.query(`DO $$ BEGIN RAISE SQLSTATE '${state}'; END $$`);
      });
      await expect(failed).rejects.toMatchObject({ driverError: { code: state } });
      return tries;
    };
    expect([await failing('40P01'), await failing('23505')]).toEqual([4, 1]);
    expect(await visits()).toEqual([0, 0]);
  });
});
