import { createDataSource, migrate } from '../../../kernel/database/data-source';
import { createTestDatabase } from '../../../tests/support/database';
import { usersDatabase } from '../database';

it('go back to nothing, and forward again', async () => {
  const { url, drop } = await createTestDatabase('users', usersDatabase);
  const db = createDataSource(usersDatabase, { url, poolSize: 2 });
  await db.initialize();
  const tables = async () => {
    const sql = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
    return (await db.query<{ name: string }[]>(sql)).map(({ name }) => name);
  };
  try {
    const before = await tables();
    expect(before).toEqual(
      expect.arrayContaining(['users', 'students', 'school_enrollments', 'section_teachers']),
    );
    for (const _each of usersDatabase.migrations) await db.undoLastMigration();
    expect(await tables()).toEqual(['migrations']);
    await migrate(db, usersDatabase);
    expect(await tables()).toEqual(before);
  } finally {
    await db.destroy();
    await drop();
  }
});
