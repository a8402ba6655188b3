import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithRedis, openTestRedis, type TestRedis } from '../../tests/support/redis';
import { until } from '../../tests/support/events';
import { createLogger } from '../telemetry/logger';
import type { Cache, CacheRequest, CacheStore } from './cache';
import { createCache } from './layered-cache';
import { createMemoryStore } from './memory-store';
import { connectRedisStore } from './redis-store';

/** A truth that counts how often it is asked. */
function aTruth(value: unknown = 'first') {
  return {
    value,
    loads: 0,
    delayMs: 0,
    load: async function (this: { value: unknown; loads: number; delayMs: number }) {
      this.loads += 1;
      const { value: now } = this;
      if (this.delayMs > 0) await sleep(this.delayMs);
      return now;
    },
  };
}
type Truth = ReturnType<typeof aTruth>;

const requestOf = (truth: Truth, over: Partial<CacheRequest<unknown>> = {}): CacheRequest<unknown> => ({
  key: ['thing', 'org_1', 'thg_1'],
  tags: ['thg_1'],
  ttlMs: 60_000,
  load: () => truth.load(),
  ...over,
});

/** What the store may take where the test is of something else: the machine may be busy. */
const PATIENT_MS = 5_000;

/** What every cache promises. `openStore` gives another process's way to the same store. */
function itKeepsTheContract(openStore: () => CacheStore): void {
  const opened: Cache[] = [];
  let clock = 0;
  const open = (): Cache => {
    const cache = createCache({ store: openStore(), now: () => Date.now() + clock, budgetMs: PATIENT_MS });
    opened.push(cache);
    return cache;
  };
  let cache: Cache;
  beforeEach(() => {
    clock = 0;
    cache = open();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  it('asks for a value once, in this process and in another', async () => {
    const truth = aTruth({ name: 'Amina' });
    const request = requestOf(truth);
    expect(await cache.get(request)).toEqual({ name: 'Amina' });
    expect(await cache.get(request)).toEqual({ name: 'Amina' });
    const other = open();
    expect(await other.get(request)).toEqual({ name: 'Amina' });
    expect(truth.loads).toBe(1);
    expect(cache.statistics).toMatchObject({ hits: 1, misses: 1 });
    expect(other.statistics.misses).toBe(0);
  });

  it('asks once for a thousand who want a cold value at the same time', async () => {
    const truth = aTruth();
    truth.delayMs = 20;
    const values = await Promise.all(Array.from({ length: 1_000 }, () => cache.get(requestOf(truth))));
    expect(new Set(values)).toEqual(new Set(['first']));
    expect(truth.loads).toBe(1);
  });

  it('gives what is true after an invalidation: here at once, elsewhere within a second', async () => {
    const truth = aTruth();
    const other = open();
    await cache.get(requestOf(truth));
    expect(await other.get(requestOf(truth))).toBe('first');
    truth.value = 'second';
    await cache.invalidate(['thg_1']);
    const invalidated = performance.now();
    expect(await cache.get(requestOf(truth))).toBe('second');
    await until(async () => (await other.get(requestOf(truth))) === 'second');
    expect(performance.now() - invalidated).toBeLessThan(1_000);
  });

  it('leaves alone what has other tags', async () => {
    const [mine, yours] = [aTruth(), aTruth()];
    const other = { key: ['thing', 'org_1', 'thg_2'], tags: ['thg_2', 'kind'] };
    await cache.get(requestOf(mine));
    await cache.get(requestOf(yours, other));
    await cache.invalidate(['thg_1']);
    clock = 2_000;
    await cache.get(requestOf(yours, other));
    expect([mine.loads, yours.loads]).toEqual([1, 1]);
    await cache.invalidate(['kind']);
    await cache.get(requestOf(yours, other));
    expect(yours.loads).toBe(2);
  });

  it('never gives, once an invalidation is over, what was loaded before it', async () => {
    const truth = aTruth();
    truth.delayMs = 50;
    const early = cache.get(requestOf(truth));
    await until(() => truth.loads === 1);
    truth.value = 'second';
    await cache.invalidate(['thg_1']);
    const late = cache.get(requestOf(truth));
    expect(await early).toBe('first');
    expect(await late).toBe('second');
    expect(await cache.get(requestOf(truth))).toBe('second');
    clock = 2_000;
    expect(await cache.get(requestOf(truth))).toBe('second');
    expect(await open().get(requestOf(truth))).toBe('second');
  });

  it('remembers that there is nothing, for as long as it is told', async () => {
    const truth = aTruth(null);
    const request = requestOf(truth, { absentTtlMs: 10_000 });
    expect([await cache.get(request), await cache.get(request)]).toEqual([null, null]);
    expect(truth.loads).toBe(1);
    truth.value = 'there now';
    clock = 10_001;
    expect(await cache.get(request)).toBe('there now');
  });

  it('keeps a value for its time, and up to a tenth less', async () => {
    const truth = aTruth();
    await cache.get(requestOf(truth));
    clock = 60_000 * 0.9 - 100;
    await cache.get(requestOf(truth));
    expect(truth.loads).toBe(1);
    clock = 60_001;
    await cache.get(requestOf(truth));
    expect(truth.loads).toBe(2);
  });

  it('gives a value after its time where that is allowed, and loads it anew meanwhile', async () => {
    const truth = aTruth();
    const request = requestOf(truth, { staleMs: 60_000 });
    await cache.get(request);
    truth.value = 'second';
    clock = 61_000;
    expect(await cache.get(request)).toBe('first');
    await until(async () => (await cache.get(request)) === 'second');
    expect(truth.loads).toBe(2);
    expect(cache.statistics.stale).toBeGreaterThan(0);
  });

  it('gives a failure to all who wait, and forgets it', async () => {
    const failing = requestOf(aTruth(), { load: () => Promise.reject(new Error('no database')) });
    const waiting = await Promise.allSettled([cache.get(failing), cache.get(failing)]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get(requestOf(aTruth()))).toBe('first');
  });

  it('finds what was loaded after a lookup in this process and in another, until a tag of it is invalidated', async () => {
    const { values, mark } = await cache.lookUp(['one', 'two', 'three']);
    expect(values).toEqual([undefined, undefined, undefined]);
    const entries = [
      { key: 'one', value: { n: 1 }, tags: ['thg_1', 'all'], ttlMs: 60_000 },
      { key: 'two', value: null, tags: ['thg_2', 'all'], ttlMs: 10_000 },
    ];
    await cache.keep(entries, mark);
    const other = open();
    for (const each of [cache, other]) {
      expect((await each.lookUp(['two', 'three', 'one'])).values).toEqual([null, undefined, { n: 1 }]);
    }
    await cache.invalidate(['thg_1']);
    expect((await cache.lookUp(['one', 'two'])).values).toEqual([undefined, null]);
    await until(async () => (await other.lookUp(['one'])).values[0] === undefined);
    clock = 10_001;
    expect((await cache.lookUp(['two'])).values).toEqual([undefined]);
  });

  it.each(['a]', '["', '"', 'é\n', ' ', '', '1.0', '😀'])('takes any text for a tag: %j', async (tag) => {
    const { mark } = await cache.lookUp(['thing']);
    await cache.keep([{ key: 'thing', value: 'old', tags: ['other', tag], ttlMs: 60_000 }], mark);
    expect((await open().lookUp(['thing'])).values).toEqual(['old']);
    await cache.invalidate([tag]);
    expect((await open().lookUp(['thing'])).values).toEqual([undefined]);
  });

  it('keeps what nobody had before, though other things are invalidated while it is loaded', async () => {
    const { mark } = await cache.lookUp(['thing']);
    await cache.invalidate(['another']);
    const fates = await cache.keep([{ key: 'thing', value: 'new', tags: ['thg_1'], ttlMs: 60_000 }], mark);
    expect(fates).toEqual(['stored']);
    expect((await open().lookUp(['thing'])).values).toEqual(['new']);
    await cache.invalidate(['thg_1']);
    expect((await open().lookUp(['thing'])).values).toEqual([undefined]);
  });

  it('does not keep what began to be loaded before an invalidation, wherever that came from', async () => {
    const other = open();
    for (const source of [cache, other]) {
      const { mark } = await cache.lookUp(['thing']);
      await source.invalidate(['thg_1']);
      await cache.keep([{ key: 'thing', value: 'old', tags: ['thg_1'], ttlMs: 60_000 }], mark);
      expect((await open().lookUp(['thing'])).values).toEqual([undefined]);
    }
  });

  it('tells apart keys that read alike', async () => {
    const one = await cache.get(requestOf(aTruth('one'), { key: ['a', 'b","c'] }));
    const two = await cache.get(requestOf(aTruth('two'), { key: ['a', 'b', 'c'] }));
    expect([one, two]).toEqual(['one', 'two']);
  });
}

describe('a cache for one process', () => {
  let store: CacheStore;
  beforeEach(() => {
    store = createMemoryStore();
  });
  itKeepsTheContract(() => store);
});

describeWithRedis('a cache over Redis', () => {
  let redis: TestRedis;
  let prefix: string;
  const logger = createLogger('test', 'silent');

  beforeAll(async () => (redis = await openTestRedis()));
  afterAll(() => redis.close());
  beforeEach(() => {
    prefix = randomUUID();
  });
  itKeepsTheContract(() => connectRedisStore(redis.url, logger, { prefix }));
});
