import type DataLoader from 'dataloader';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { loadGroups } from '../../../kernel/graphql/load-groups';

/** Column of a {@link loadJoined} query that names the key a row is for. */
export const KEY = 'joined_key';

/**
 * A loader of rows that may belong to several keys each, by one statement for all keys of a tick.
 * @param query selects the entity, joined with whatever ties it to the keys, whose column is added as {@link KEY}; in
 *   the order each group shall have
 */
export function loadJoined<T extends ObjectLiteral & { id: string }>(
  query: (keys: readonly string[]) => SelectQueryBuilder<T>,
): DataLoader<string, { key: string; row: T }[]> {
  return loadGroups<string, { key: string; row: T }>(
    async (keys) => {
      const selected = query(keys);
      // TypeORM folds the rows of one entity into one object; the raw rows still tell each pair.
      const { entities, raw } = await selected.getRawAndEntities<Record<string, string>>();
      const byId = new Map(entities.map((row) => [row.id, row]));
      return raw.flatMap((pair) => {
        const row = byId.get(pair[`${selected.alias}_id`] ?? '');
        return row ? [{ key: pair[KEY] ?? '', row }] : [];
      });
    },
    ({ key }) => key,
  );
}
