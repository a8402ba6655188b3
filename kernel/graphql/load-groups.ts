import DataLoader from 'dataloader';

/** Largest number of keys in one statement. */
const MAX_BATCH = 1000;

/**
 * A loader of the rows that belong to each key, by one statement for all keys of a tick.
 * @param query fetches the rows of all keys, in the order each group shall have
 * @param keyOf the key a row belongs to
 */
export function loadGroups<K, T>(
  query: (keys: readonly K[]) => Promise<readonly T[]>,
  keyOf: (row: T) => K,
): DataLoader<K, T[]> {
  return new DataLoader<K, T[]>(
    async (keys) => {
      const groups = new Map<K, T[]>(keys.map((key) => [key, []]));
      for (const row of await query(keys)) groups.get(keyOf(row))?.push(row);
      return keys.map((key) => groups.get(key)!);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

/**
 * A loader of at most one row for each key, by one statement for all keys of a tick; null where there is none.
 * @param query fetches the rows of all keys
 * @param keyOf the key a row belongs to
 */
export function loadOnes<K, T>(
  query: (keys: readonly K[]) => Promise<readonly T[]>,
  keyOf: (row: T) => K,
): DataLoader<K, T | null> {
  return new DataLoader<K, T | null>(
    async (keys) => {
      const byKey = new Map((await query(keys)).map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(key) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}
