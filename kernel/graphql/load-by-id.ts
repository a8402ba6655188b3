import DataLoader from 'dataloader';
import { In, type DataSource, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';

/** Largest number of ids in one statement. */
const MAX_BATCH = 1000;

/**
 * A loader of rows by id: one statement for all ids of a tick, null for those that are missing or out of `scope`.
 * @param scope conditions every row must meet, the tenant above all; null hides every row
 */
export function loadById<T extends ObjectLiteral & { id: string }>(
  db: DataSource,
  entity: new () => T,
  scope: FindOptionsWhere<T> | null,
): DataLoader<string, T | null> {
  return new DataLoader<string, T | null>(
    async (ids) => {
      if (!scope) return ids.map(() => null);
      const rows = await db.getRepository(entity).findBy({ ...scope, id: In([...ids]) } as FindOptionsWhere<T>);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}
