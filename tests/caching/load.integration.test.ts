import type { RunningGateway } from '../../gateway/start-gateway';
import { connectRedisStore } from '../../kernel/cache/redis-store';
import { createLogger } from '../../kernel/telemetry/logger';
import { callsOf } from '../support/cached-stack';
import { createRedisServer, describeWithRedisServer, type RedisServer } from '../support/redis';
import { openDistricts, putUnderLoad, type Districts } from './district';
import { openStatementStatistics, type StatementStatistics } from './statement-statistics';

/** All of it takes minutes: `npm run test:cache-load`. */
const IS_FULL = process.env.CACHE_LOAD === 'full';
const SCHOOLS = IS_FULL ? 2_000 : 200;
const REQUESTS = IS_FULL ? 30_000 : 3_000;

const figures: Record<string, unknown> = {};

describeWithRedisServer('two gateways with a cache in common', () => {
  let redis: RedisServer;
  let districts: Districts;
  let statistics: StatementStatistics | undefined;

  beforeAll(async () => {
    redis = await createRedisServer({ isDurable: false });
    await redis.start();
    const logger = createLogger('test', 'silent');
    districts = await openDistricts(SCHOOLS + 2, {
      openCacheStore: () => connectRedisStore(redis.url, logger),
      // The machine may be busy: what is tested then is the cache, not how often Redis is given up.
      env: IS_FULL ? {} : { CACHE_BUDGET_MS: '5000' },
    });
    if (IS_FULL) statistics = await openStatementStatistics(districts.stack.databaseUrl('users'));
  }, 180_000);
  afterAll(async () => {
    if (IS_FULL) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    await statistics?.close();
    await districts?.stop();
    await redis?.remove();
  });

  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const counted = (name: 'hits' | 'misses' | 'bypasses') =>
    sum(districts.gateways.map(({ gateway }) => gateway.cacheStatistics![name]));
  /** The statements that one read, and one change, costs the users service: as it counts them, and as PostgreSQL does. */
  async function statementsPer(act: (gateway: RunningGateway) => Promise<unknown>) {
    await takeStatements();
    for (let i = 0; i < 10; i += 1) await act(districts.plain);
    const { sent, run } = await takeStatements();
    return { sent: sent / 10, run: run / 10 };
  }
  const takeStatements = async () => ({
    sent: districts.stack.takeStatementCounts().users,
    run: (await statistics?.take()) ?? NaN,
  });

  it('answer at least 85 % of a skewed load by themselves, never with what is not true any more', async () => {
    const { gateways, schools, read, write } = districts;
    const perRead = await statementsPer((gateway) => read(gateway, schools[0]!));
    const perWrite = await statementsPer((gateway) => write(gateway, schools[0]!));
    // It was not told of these, and would be right to believe what it had.
    for (const gateway of gateways) await read(gateway, schools[1]!);
    const before = {
      calls: sum(gateways.map(callsOf)),
      hits: counted('hits'),
      misses: counted('misses'),
      bypasses: counted('bypasses'),
    };
    await takeStatements();

    const begun = performance.now();
    const load = await putUnderLoad(districts, { requests: REQUESTS, keys: SCHOOLS });
    const seconds = (performance.now() - begun) / 1_000;

    const statements = await takeStatements();
    const missedBy = (count: 'sent' | 'run') =>
      (statements[count] - load.writes * perWrite[count]) / perRead[count] / load.reads;
    const calls = sum(gateways.map(callsOf)) - before.calls - load.writes;
    const rates = {
      byMetric: (counted('hits') - before.hits) / load.reads,
      byStatements: 1 - missedBy('sent'),
      ...(statistics && { byPgStatStatements: 1 - missedBy('run') }),
      byCalls: 1 - calls / load.reads,
    };
    figures.load = {
      ...load,
      ...rates,
      misses: counted('misses') - before.misses,
      withoutRedis: counted('bypasses') - before.bypasses,
      seconds: Math.round(seconds),
      perRead,
      perWrite,
    };
    expect(load).toMatchObject({ ownWritesUnseen: 0, staleBeyondASecond: 0, acrossTenants: 0, errors: [] });
    for (const rate of Object.values(rates)) expect(rate).toBeGreaterThanOrEqual(0.85);
  }, 1_800_000);

  it('ask once each for what a thousand want at the same time', async () => {
    const { gateways, schools, read } = districts;
    for (const [i, gateway] of gateways.entries()) {
      await read(gateway, schools[0]!);
      const cold = schools[SCHOOLS + i]!;
      const calls = callsOf(gateway);
      const versions = await Promise.all(
        Array.from({ length: 1_000 }, (_, number) => read(gateway, cold, { number })),
      );
      expect(new Set(versions)).toEqual(new Set([cold.version]));
      // They have the store in common: so each gets a school of its own that nobody has asked for.
      expect(callsOf(gateway) - calls).toBe(1);
    }
  }, 120_000);

  it('see what the other one has changed within a moment', async () => {
    const { gateways, schools, read, write } = districts;
    const [one, other] = gateways;
    const samples: { write: number; read: number; fresh: number; reads: number }[] = [];
    for (let i = 0; i < (IS_FULL ? 500 : 50); i += 1) {
      const school = schools[i % 20]!;
      await read(other, school);
      const begun = performance.now();
      const version = await write(one, school);
      const changed = performance.now();
      let reads = 0;
      let asked: number;
      do {
        reads += 1;
        asked = performance.now();
        expect(asked - changed).toBeLessThan(1_000);
      } while ((await read(other, school)) !== version);
      const now = performance.now();
      samples.push({ write: changed - begun, read: now - asked, fresh: now - changed, reads });
    }
    const spreadOf = (part: keyof (typeof samples)[number]) => {
      const sorted = samples.map((sample) => sample[part]).sort((a, b) => a - b);
      const at = (share: number) => Number(sorted[Math.floor(sorted.length * share)]!.toFixed(1));
      return { p50: at(0.5), p99: at(0.99) };
    };
    figures.propagationMs = {
      samples: samples.length,
      fromAnswerToFreshRead: spreadOf('fresh'),
      theFreshReadAlone: spreadOf('read'),
      theChange: spreadOf('write'),
      readsNeeded: Math.max(...samples.map(({ reads }) => reads)),
    };
  }, 300_000);
});
