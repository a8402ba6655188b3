import { createDataSource, migrate } from '../../../kernel/database/data-source';
import { createTestDatabase } from '../../../tests/support/database';
import { resourcesDatabase } from '../database';

it('go back to nothing, and forward again', async () => {
  const { url, drop } = await createTestDatabase('resources', resourcesDatabase);
  const db = createDataSource(resourcesDatabase, { url, poolSize: 2 });
  await db.initialize();
  const tables = async () => {
    const sql = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
    return (await db.query<{ name: string }[]>(sql)).map(({ name }) => name);
  };
  try {
    const before = await tables();
    expect(before).toEqual(
      expect.arrayContaining(['events', 'event_capacities', 'registrations', 'resources']),
    );
    for (const _each of resourcesDatabase.migrations) await db.undoLastMigration();
    expect(await tables()).toEqual(['migrations']);
    await migrate(db, resourcesDatabase);
    expect(await tables()).toEqual(before);
  } finally {
    await db.destroy();
    await drop();
  }
});
