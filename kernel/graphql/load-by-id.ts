import DataLoader from 'dataloader';
import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Largest number of ids in one statement. */
const MAX_BATCH = 1000;

/** Narrows a query over the alias `row` to what the caller may see: the tenant above all. */
export type Restriction<T extends ObjectLiteral> = (query: SelectQueryBuilder<T>) => void;

/**
 * A loader of rows by id: one statement for all ids of a tick, null for those that are missing or hidden.
 * @param restrict what the caller may see; null where that is nothing
 */
export function loadById<T extends ObjectLiteral & { id: string }>(
  db: DataSource,
  entity: new () => T,
  restrict: Restriction<T> | null,
): DataLoader<string, T | null> {
  return new DataLoader<string, T | null>(
    async (ids) => {
      if (!restrict) return ids.map(() => null);
      const query = db.getRepository(entity).createQueryBuilder('row').where('row.id IN (:...ids)', { ids });
      restrict(query);
      const byId = new Map((await query.getMany()).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}
