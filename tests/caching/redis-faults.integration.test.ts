import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { connectRedisStore } from '../../kernel/cache/redis-store';
import { createLogger } from '../../kernel/telemetry/logger';
import { until } from '../support/events';
import { createRedisServer, describeWithRedisServer, type RedisServer } from '../support/redis';
import { startSlowProxy, type SlowProxy } from '../support/slow-proxy';
import { openDistricts, putUnderLoad, type Districts } from './district';

const KEYS = 20;
/** Small enough to evict all the time once Redis has little room. */
const ROOM = '3mb';

/** A fault that befalls Redis while it is being used, and its end. */
interface Fault {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

describeWithRedisServer('a load on two gateways whose Redis', () => {
  let redis: RedisServer;
  let proxy: SlowProxy;
  let districts: Districts;

  beforeAll(async () => {
    redis = await createRedisServer({ isDurable: false });
    await redis.start();
    proxy = await startSlowProxy(Number(new URL(redis.url).port));
    const logger = createLogger('test', 'silent');
    const url = `redis://127.0.0.1:${proxy.port}`;
    districts = await openDistricts(KEYS, { openCacheStore: () => connectRedisStore(url, logger) });
  });
  afterAll(async () => {
    await districts?.stop();
    await proxy?.close();
    await redis?.remove();
  });

  const command = async (...words: string[]) => {
    const client = createClient({ url: redis.url });
    await client.connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  };
  const nothing = () => Promise.resolve();
  const hits = () => districts.gateways.reduce((sum, { gateway }) => sum + gateway.cacheStatistics!.hits, 0);

  const FAULTS: [string, Fault][] = [
    ['is well', { begin: nothing, end: nothing }],
    [
      'answers after half a second',
      {
        begin: () => Promise.resolve((proxy.delayMs = 500)),
        end: () => Promise.resolve((proxy.delayMs = 0)),
      },
    ],
    [
      'is cut off',
      {
        begin: () => Promise.resolve(proxy.cut(true)),
        end: () => Promise.resolve(proxy.cut(false)),
      },
    ],
    ['is emptied', { begin: () => command('FLUSHALL'), end: () => command('FLUSHALL') }],
    [
      'has to evict',
      {
        begin: async () => {
          await command('CONFIG', 'SET', 'maxmemory', ROOM);
          await command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random');
          const fill = `for i = 1, 2000 do redis.call('SET', 'filling:' .. i, string.rep('x', 1000)) end`;
          await command('EVAL', fill, '0');
        },
        end: () => command('CONFIG', 'SET', 'maxmemory', '0'),
      },
    ],
    [
      'dies and comes back empty',
      {
        begin: async () => {
          await command('FLUSHALL');
          await redis.kill();
        },
        end: () => redis.start(),
      },
    ],
  ];

  it.each(FAULTS)(
    '%s gives nobody an error, nor what is not true any more',
    async (_name, fault) => {
      const work = putUnderLoad(districts, { requests: 150, keys: KEYS, writeShare: 0.1, clients: 4 });
      await sleep(100);
      await fault.begin();
      const during = await putUnderLoad(districts, {
        requests: 150,
        keys: KEYS,
        writeShare: 0.1,
        clients: 4,
      });
      await fault.end();
      const after = await putUnderLoad(districts, { requests: 150, keys: KEYS, writeShare: 0.1, clients: 4 });
      for (const load of [await work, during, after]) {
        expect(load).toMatchObject({
          ownWritesUnseen: 0,
          staleBeyondASecond: 0,
          acrossTenants: 0,
          errors: [],
        });
      }
      // It is used again.
      await until(async () => {
        const before = hits();
        for (const gateway of districts.gateways) await districts.read(gateway, districts.schools[0]!);
        return hits() > before;
      });
    },
    120_000,
  );
});
