import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type DataSource } from 'typeorm';

import { createDataSource, type DatabaseSchema } from '../../kernel/database/data-source';
import { createTestDatabase, type TestDatabase } from './database';

class CreatePencils1732000000001 implements MigrationInterface {
  name = 'CreatePencils1732000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE pencils (colour text PRIMARY KEY)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE pencils');
  }
}

class FailingMigration1732000000002 implements MigrationInterface {
  name = 'FailingMigration1732000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE half_done ()');
    await queryRunner.query('SELECT no_such_column');
  }

  async down(): Promise<void> {}
}

const schema: DatabaseSchema = { entities: [], migrations: [CreatePencils1732000000001] };
const broken: DatabaseSchema = { entities: [], migrations: [FailingMigration1732000000002] };

async function open({ url }: TestDatabase): Promise<DataSource> {
  return createDataSource(schema, { url, poolSize: 2 }).initialize();
}

describe('a test database', () => {
  it('has its schema in place and sees nothing of another one made from the same template', async () => {
    const [left, right] = await Promise.all([1, 2].map(() => createTestDatabase('pencils', schema)));
    const [leftDb, rightDb] = await Promise.all([open(left!), open(right!)]);
    await leftDb.query(`INSERT INTO pencils VALUES ('red')`);
    expect(await leftDb.query('SELECT * FROM pencils')).toEqual([{ colour: 'red' }]);
    expect(await rightDb.query('SELECT * FROM pencils')).toEqual([]);
    await Promise.all([leftDb.destroy(), rightDb.destroy()]);
  });

  it('can be dropped while somebody is still connected', async () => {
    const database = await createTestDatabase('pencils', schema);
    const db = await open(database);
    await database.drop();
    await expect(db.query('SELECT 1')).rejects.toThrow();
    await expect(open(database)).rejects.toThrow(/does not exist/);
    await db.destroy();
  });

  it('is never made from a template whose migration failed', async () => {
    jest.spyOn(console, 'log').mockImplementation();
    await expect(createTestDatabase('broken', broken)).rejects.toThrow(/no_such_column/);
    await expect(createTestDatabase('broken', broken)).rejects.toThrow(/no_such_column/);
  });
});
