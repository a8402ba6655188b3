import type { CacheStore } from '../../kernel/cache/cache';

/** A store whose calls begin and end when the scheduler says so. */
export function scheduledStore(store: CacheStore, turn: () => Promise<void>): CacheStore {
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    await turn();
    const answer = await work();
    await turn();
    return answer;
  };
  return {
    ...store,
    read: (keys) => call(() => store.read(keys)),
    write: (entries, mark) => call(() => store.write(entries, mark)),
    invalidate: (tags) => call(() => store.invalidate(tags)),
  };
}
