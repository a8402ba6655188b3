import { createDataSource, migrate, type DatabaseSchema } from '../../kernel/database/data-source';
import { createTestDatabase } from './database';

/** Undoes all migrations of a subgraph and runs them again. @returns the tables before, in between and after */
export async function undoAndRedo(
  name: string,
  schema: DatabaseSchema,
): Promise<{ before: string[]; undone: string[]; redone: string[] }> {
  const { url, drop } = await createTestDatabase(name, schema);
  const db = createDataSource(schema, { url, poolSize: 2 });
  await db.initialize();
  const tables = async () => {
    const sql = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
    return (await db.query<{ name: string }[]>(sql)).map((row) => row.name);
  };
  try {
    const before = await tables();
    for (const _each of schema.migrations) await db.undoLastMigration();
    const undone = await tables();
    await migrate(db, schema);
    return { before, undone, redone: await tables() };
  } finally {
    await db.destroy();
    await drop();
  }
}
