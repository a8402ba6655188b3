import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Cache, CacheStore } from '../../kernel/cache/cache';
import { createCache } from '../../kernel/cache/layered-cache';
import { createMemoryStore } from '../../kernel/cache/memory-store';
import { scheduledStore } from '../../tests/support/scheduled-store';
import type { RequestContext } from '../request-context';
import { createEntityCache, type CachedFetch, type EntityCache, type Loaded } from './entity-cache';

const FETCH: CachedFetch = {
  id: 'fetch',
  variables: '',
  propagated: [],
  tagsOf: (text) => [`Thing:${text}`],
};
/** Longer than memory is believed, and than a load may be joined of which nothing else is known. */
const LONG_MS = 1_050;

const somebody = (sub = 'ada'): RequestContext => ({
  identity: { sub, tenant: 't1' },
  requestId: 'r',
  signal: new AbortController().signal,
});

/** A truth that is read at the beginning of each load, which then takes until it is let go. */
function aSlowTruth() {
  const held: (() => void)[] = [];
  const truth = {
    version: 1,
    loads: 0,
    /** What the subgraph tags the answer with: nobody knows it before. */
    tag: 'own',
    isHeld: true,
    load: async (): Promise<Loaded> => {
      truth.loads += 1;
      const { version, tag } = truth;
      if (truth.isHeld) await new Promise<void>((resolve) => held.push(resolve));
      return {
        values: [{ value: { version }, isAbsent: false }],
        hint: {
          ttlMs: 60_000,
          audience: { claims: ['tenant'], hasHeaders: false },
          tags: [tag],
          entityTags: null,
        },
      };
    },
    letGo: () => {
      truth.isHeld = false;
      for (const go of held.splice(0)) go();
    },
  };
  return truth;
}
type Truth = ReturnType<typeof aSlowTruth>;

/** What somebody is told, whether it was found or loaded. */
async function versionFor(cache: EntityCache, truth: Truth, key: string, sub?: string): Promise<number> {
  let own: object | undefined;
  const found = await cache.find(FETCH, [key], somebody(sub), async () => {
    const loaded = await truth.load();
    own = loaded.values[0]!.value;
    return loaded;
  });
  return ((found.get(0) ?? own) as { version: number }).version;
}

/** Has read the truth when it resolves; the rest of the load is still to come. */
async function begin(cache: EntityCache, truth: Truth): Promise<{ first: Promise<number> }> {
  const first = versionFor(cache, truth, 'one');
  while (truth.loads === 0) await new Promise(setImmediate);
  return { first };
}

describe('whoever wants what is being loaded', () => {
  let store: CacheStore;
  let caches: Cache[];
  let truth: Truth;

  beforeEach(() => {
    store = createMemoryStore();
    caches = [];
    truth = aSlowTruth();
  });
  afterEach(async () => {
    for (const cache of caches) await cache.close();
  });

  const open = (over: Partial<CacheStore> = {}): EntityCache => {
    const cache = createCache({ store: { ...store, ...over } });
    caches.push(cache);
    return createEntityCache(cache);
  };
  /** One that knows for whom the answers of the fetch hold. */
  const openTaught = async (over?: Partial<CacheStore>): Promise<EntityCache> => {
    const cache = open(over);
    const taught = aSlowTruth();
    taught.letGo();
    await versionFor(cache, taught, 'other');
    return cache;
  };

  it('waits for it, however long it has been going on', async () => {
    const cache = await openTaught();
    const { first } = await begin(cache, truth);
    await sleep(LONG_MS);
    const others = Array.from({ length: 1_000 }, (_, i) => versionFor(cache, truth, 'one', `p${i}`));
    await cache.invalidate(['another', 'Thing:two']);
    truth.letGo();
    expect(new Set(await Promise.all([first, ...others]))).toEqual(new Set([1]));
    expect(truth.loads).toBe(1);
    expect(await versionFor(cache, truth, 'one')).toBe(1);
    expect(truth.loads).toBe(1);
  });

  it.each(['Thing:one', 'own'])(
    'has it loaded once more, all together, where %s was changed before they came',
    async (tag) => {
      const cache = await openTaught();
      const { first } = await begin(cache, truth);
      truth.version = 2;
      await cache.invalidate([tag]);
      const others = Array.from({ length: 100 }, (_, i) => versionFor(cache, truth, 'one', `p${i}`));
      truth.letGo();
      expect(await first).toBe(1);
      expect(new Set(await Promise.all(others))).toEqual(new Set([2]));
      expect(truth.loads).toBe(2);
    },
  );

  it('sees after a second what another process has changed, though nobody was told', async () => {
    const cache = await openTaught({ onInvalidated: () => undefined });
    const { first } = await begin(cache, truth);
    truth.version = 2;
    await store.invalidate(['own']);
    await sleep(LONG_MS);
    const late = versionFor(cache, truth, 'one');
    truth.letGo();
    expect([await first, await late]).toEqual([1, 2]);
  });

  it('believes a load of a second ago no longer where nobody can say what has changed since', async () => {
    const cache = await openTaught({ write: () => Promise.reject(new Error('The store is away')) });
    const { first } = await begin(cache, truth);
    const early = versionFor(cache, truth, 'one');
    await sleep(LONG_MS);
    const late = versionFor(cache, truth, 'one');
    truth.version = 2;
    truth.letGo();
    expect(await Promise.all([first, early, late])).toEqual([1, 1, 2]);
  });

  it('waits for the first answer, which tells for whom it holds', async () => {
    const cache = open();
    const people = Array.from({ length: 1_000 }, (_, i) => versionFor(cache, truth, 'one', `p${i}`));
    truth.letGo();
    await Promise.all(people);
    expect(truth.loads).toBe(1);
  });

  it('asks for it where the one who began has failed', async () => {
    const cache = await openTaught();
    const failing = { ...truth, load: () => Promise.reject(new Error('gone')) };
    const first = versionFor(cache, failing, 'one');
    truth.letGo();
    const others = Array.from({ length: 100 }, () => versionFor(cache, truth, 'one'));
    await expect(first).rejects.toThrow('gone');
    expect(new Set(await Promise.all(others))).toEqual(new Set([1]));
    expect(truth.loads).toBe(1);
  });
});

/** What somebody does, and how many turns others have before the next one. */
const act = fc.record({
  kind: fc.constantFrom('read', 'read', 'write'),
  process: fc.constantFrom(0, 0, 0, 1),
  turns: fc.integer({ min: 0, max: 8 }),
});

describe('the answers of subgraphs', () => {
  it('are never from before a change that their reader’s gateway passed on, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 5, maxLength: 20 }),
        async (scheduler, acts) => {
          let turn = () => Promise.resolve();
          const store = scheduledStore(createMemoryStore(), () => turn());
          const opened = [0, 1].map(() => createCache({ store, budgetMs: 5_000 }));
          const caches = opened.map(createEntityCache);
          const [truth, told] = [aSlowTruth(), [0, 0]];
          truth.letGo();
          for (const cache of caches) await versionFor(cache, truth, 'another');
          turn = () => scheduler.schedule(Promise.resolve());
          const { load } = truth;
          truth.load = async () => {
            await turn();
            const loaded = await load();
            await turn();
            return loaded;
          };
          const read = async (process: number) => {
            const atLeast = told[process]!;
            expect(await versionFor(caches[process]!, truth, 'one')).toBeGreaterThanOrEqual(atLeast);
          };
          const write = async (process: number) => {
            const version = (truth.version += 1);
            await caches[process]!.invalidate(['own']);
            told[process] = Math.max(told[process]!, version);
          };
          const running: Promise<void>[] = [];
          for (const { kind, process, turns } of acts) {
            running.push(kind === 'read' ? read(process) : write(process));
            for (let i = 0; i < turns; i += 1) {
              await new Promise(setImmediate);
              if (scheduler.count() > 0) await scheduler.waitOne();
            }
          }
          let isOver = false;
          const end = Promise.all(running).finally(() => (isOver = true));
          end.catch(() => undefined);
          while (!isOver) {
            if (scheduler.count() > 0) await scheduler.waitOne();
            else await new Promise(setImmediate);
          }
          await end;
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 3_000 },
    );
  });
});
