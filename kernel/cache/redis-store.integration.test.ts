import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { until } from '../../tests/support/events';
import { createRedisServer, describeWithRedisServer, type RedisServer } from '../../tests/support/redis';
import { createLogger } from '../telemetry/logger';
import type { Cache, CacheRequest } from './cache';
import { createCache } from './layered-cache';
import { connectRedisStore } from './redis-store';

const BUDGET_MS = 50;

describeWithRedisServer('a cache whose Redis', () => {
  let redis: RedisServer;
  let opened: Cache[] = [];
  let loads = 0;
  let truth = 'first';

  beforeEach(async () => {
    redis = await createRedisServer();
    await redis.start();
    [opened, loads, truth] = [[], 0, 'first'];
  });
  afterEach(async () => {
    for (const cache of opened) await cache.close();
    await redis.remove();
  });

  const open = (budgetMs = BUDGET_MS): Cache => {
    const store = connectRedisStore(redis.url, createLogger('test', 'silent'));
    const cache = createCache({ store, budgetMs });
    opened.push(cache);
    return cache;
  };
  const request = (id = 'thg_1'): CacheRequest<string> => ({
    key: ['thing', 'org_1', id],
    tags: [id],
    ttlMs: 60_000,
    load: () => {
      loads += 1;
      return Promise.resolve(truth);
    },
  });
  const asAdmin = async <T>(work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> => {
    const client = createClient({ url: redis.url });
    await client.connect();
    try {
      return await work(client as ReturnType<typeof createClient>);
    } finally {
      client.destroy();
    }
  };
  /** Until the store is really used: the first connections take longer than a read may wait. */
  const warm = (cache: Cache, id = 'warm') =>
    until(async () => {
      const before = cache.statistics.bypasses;
      await cache.get(request(`${id} ${Math.random()}`));
      return cache.statistics.bypasses === before;
    });

  it('is away from the start answers from the truth, and uses it once it is there', async () => {
    await redis.kill();
    const cache = open();
    expect(await cache.get(request())).toBe('first');
    expect(cache.statistics.bypasses).toBe(1);
    await redis.start();
    await warm(cache);
  });

  it('was out of reach is not believed at once, also by who asked it nothing meanwhile', async () => {
    const cache = open();
    await warm(cache);
    expect(await cache.get(request())).toBe('first');
    truth = 'second';
    await asAdmin((admin) => admin.sendCommand(['CLIENT', 'KILL', 'SKIPME', 'yes']));
    // Memory is believed without asking for so long.
    await sleep(1_100);
    expect(await cache.get(request())).toBe('second');
  });

  it('dies meanwhile fails nobody, and is never believed about what was changed while it was away', async () => {
    const cache = open();
    await warm(cache);
    await until(async () => {
      await cache.get(request());
      return (await asAdmin((client) => client.keys('*entry*thg_1*'))).length > 0;
    });
    await redis.kill();
    truth = 'second';
    await cache.invalidate(['thg_1']);
    expect(await cache.get(request())).toBe('second');
    // It comes back with all that it knew, the old value among it.
    await redis.start();
    expect(await asAdmin((client) => client.keys('*entry*thg_1*'))).toHaveLength(1);
    await sleep(1_100);
    expect(await cache.get(request())).toBe('second');
    await until(async () => (await open(5_000).get(request())) === 'second');
  });

  it('hangs keeps a read waiting no longer than its budget, and soon not at all', async () => {
    const cache = open();
    await warm(cache);
    await asAdmin((client) => client.sendCommand(['CLIENT', 'PAUSE', '3000', 'ALL']));
    const times: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const begun = performance.now();
      expect(await cache.get(request(`thg_${i}`))).toBe('first');
      times.push(performance.now() - begun);
    }
    // Three that found it out, and none of those that followed within a second.
    const waited = times.filter((milliseconds) => milliseconds >= BUDGET_MS - 1);
    expect(waited.length).toBeLessThanOrEqual(4);
  });

  it('is emptied loads each value once more, and believes no older one', async () => {
    const cache = open(5_000);
    await cache.get(request());
    await asAdmin((client) => client.flushAll());
    truth = 'second';
    await cache.invalidate(['thg_1']);
    const before = loads;
    const values = await Promise.all(Array.from({ length: 100 }, () => cache.get(request())));
    expect(new Set(values)).toEqual(new Set(['second']));
    expect(loads).toBe(before + 1);
  });

  it('holds something unreadable under a key drops it and asks the truth', async () => {
    const cache = open(5_000);
    await cache.get(request());
    const [key] = await asAdmin((client) => client.keys('*entry*thg_1*'));
    const [clock] = await asAdmin(async (client) => client.mGet(await client.keys('*:clock')));
    const garbage = [
      '',
      'null',
      '{',
      `${clock} {}`,
      `${clock} []\nx`,
      `${clock} []\n{}`,
      `${clock} [1]\n{"value":1}`,
    ];
    for (const text of garbage) {
      await asAdmin((client) => client.set(key!, text));
      expect(await open(5_000).get(request())).toBe('first');
    }
  });

  it('evicts the version of a tag believes no value that had it', async () => {
    const cache = open(5_000);
    await cache.get(request());
    await asAdmin(async (client) => client.del(await client.keys('*:tag:*')));
    truth = 'second';
    expect(await open(5_000).get(request())).toBe('second');
  });

  it.each([
    ['evicts', ['*:tag:thg_1']],
    ['evicts, and forgets what was invalidated lately', ['*:tag:thg_1', '*:log']],
  ])('%s the version of a tag keeps nothing from before its invalidation', async (_name, patterns) => {
    const cache = open(5_000);
    const store = connectRedisStore(redis.url, createLogger('test', 'silent'));
    const { mark } = await store.read(['thing']);
    await cache.invalidate(['thg_1']);
    for (const pattern of patterns) await asAdmin(async (client) => client.del(await client.keys(pattern)));
    const entry = { key: 'thing', text: 'old', tags: ['thg_1'], ttlMs: 60_000 };
    expect(await store.write([entry], mark)).toEqual([false]);
    const now = await store.read(['thing']);
    expect(await store.write([entry], now.mark)).toEqual([true]);
    await store.close();
  });

  it('has as much to do for an invalidation whatever the number of keys', async () => {
    const cache = open(5_000);
    const commandsOf = async () => {
      const before = await asAdmin(countCommands);
      await cache.invalidate(['thg_1']);
      return (await asAdmin(countCommands)) - before;
    };
    await cache.get(request());
    // The first one begins the log.
    await commandsOf();
    const few = await commandsOf();
    for (let i = 0; i < 200; i += 1)
      await cache.get({ ...request(`other_${i}`), tags: ['thg_1', `other_${i}`] });
    expect(await commandsOf()).toBe(few);
  });
});

/** How many commands a Redis has carried out that write or tell. */
async function countCommands(client: ReturnType<typeof createClient>): Promise<number> {
  const statistics = await client.info('commandstats');
  const calls = [...statistics.matchAll(/cmdstat_(set|del|publish|scan|keys|unlink):calls=(\d+)/g)];
  return calls.reduce((sum, [, , count]) => sum + Number(count), 0);
}
