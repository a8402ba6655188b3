import fc from 'fast-check';
import { scheduledStore } from '../../tests/support/scheduled-store';
import { createCache } from './layered-cache';
import { createMemoryStore } from './memory-store';

/** What somebody does, and how many turns others have before the next one. */
const act = fc.record({
  kind: fc.constantFrom('read', 'look up', 'write'),
  process: fc.constantFrom(0, 1),
  turns: fc.integer({ min: 0, max: 8 }),
});

describe('a cache', () => {
  it('never gives what was true before a change that it was told of, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(act, { minLength: 2, maxLength: 10 }),
        async (scheduler, acts) => {
          const turn = () => scheduler.schedule(Promise.resolve());
          const store = createMemoryStore();
          const caches = [0, 1].map(() =>
            createCache({ store: scheduledStore(store, turn), budgetMs: 5_000 }),
          );
          const [truth, told] = [{ version: 0 }, [0, 0]];
          const load = async () => {
            await turn();
            const { version } = truth;
            await turn();
            return version;
          };
          const read = async (process: number) => {
            const atLeast = told[process]!;
            const request = { key: ['thing'], tags: ['tag'], ttlMs: 60_000, load };
            expect(await caches[process]!.get(request)).toBeGreaterThanOrEqual(atLeast);
          };
          /** As the gateway does: the tags are known only after the load. */
          const lookUp = async (process: number) => {
            const atLeast = told[process]!;
            const cache = caches[process]!;
            const { values, mark } = await cache.lookUp(['thing']);
            const value = values[0] ?? (await load());
            expect(value).toBeGreaterThanOrEqual(atLeast);
            await cache.keep([{ key: 'thing', value, tags: ['tag'], ttlMs: 60_000 }], mark);
          };
          const write = async (process: number) => {
            const version = (truth.version += 1);
            await caches[process]!.invalidate(['tag']);
            told[process] = Math.max(told[process]!, version);
          };
          const does = { read, 'look up': lookUp, write };
          const running: Promise<void>[] = [];
          for (const { kind, process, turns } of acts) {
            running.push(does[kind](process));
            for (let i = 0; i < turns; i += 1) {
              await new Promise(setImmediate);
              if (scheduler.count() > 0) await scheduler.waitOne();
            }
          }
          await settled(Promise.all(running), scheduler);
          await settled(Promise.all([read(0), read(1), lookUp(0), lookUp(1)]), scheduler);
        },
      ),
      { numRuns: 400, interruptAfterTimeLimit: 5_000 },
    );
  });
});

describe('a value that is loaded right after a change', () => {
  it('is kept, though no clock tells them apart', async () => {
    const cache = createCache({ store: createMemoryStore(), now: () => Date.UTC(2100, 0) });
    const early = await cache.lookUp(['thing']);
    await cache.invalidate(['tag']);
    const late = await cache.lookUp(['thing']);
    const entry = { key: 'thing', value: 1, tags: ['tag'], ttlMs: 60_000 };
    expect(await cache.keep([entry], early.mark)).toEqual(['void']);
    expect(await cache.keep([entry], late.mark)).toEqual(['stored']);
    expect(cache.recall(['thing'])).toEqual([1]);
  });
});

describe('a value that took long to load', () => {
  it('is believed for a second from when the store took it', async () => {
    const store = createMemoryStore();
    const [clock, read] = [{ now: 0 }, jest.spyOn(store, 'read')];
    const cache = createCache({ store, now: () => clock.now });
    const { mark } = await cache.lookUp(['thing']);
    clock.now = 5_000;
    expect(await cache.keep([{ key: 'thing', value: 1, tags: ['tag'], ttlMs: 60_000 }], mark)).toEqual([
      'stored',
    ]);
    clock.now = 5_999;
    expect(cache.recall(['thing'])).toEqual([1]);
    clock.now = 6_001;
    expect(cache.recall(['thing'])).toEqual([undefined]);
    expect(read).toHaveBeenCalledTimes(1);
  });
});

/** Gives turns until some work has ended. */
async function settled(work: Promise<unknown>, scheduler: fc.Scheduler): Promise<void> {
  let isOver = false;
  const end = work.finally(() => (isOver = true));
  end.catch(() => undefined);
  while (!isOver) {
    if (scheduler.count() > 0) await scheduler.waitOne();
    else await new Promise(setImmediate);
  }
  await end;
}
