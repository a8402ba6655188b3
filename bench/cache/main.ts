import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createClient } from 'redis';
import type { CacheStore } from '../../kernel/cache/cache';
import { connectRedisStore } from '../../kernel/cache/redis-store';
import { createLogger } from '../../kernel/telemetry/logger';
import { createRedisServer, type RedisServer } from '../../tests/support/redis';

const USAGE = `npm run bench:cache -- [options]
  --few n      entries in one Redis, whose tags are voided in both; 10
  --many n     entries in the other; 1000000
  --rounds n   of each, in turn, of which the medians are; 31
  --calls n    invalidations in each round; 1000
  --tags n     that one invalidation names; 3`;

const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '10' },
    many: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '31' },
    calls: { type: 'string', default: '1000' },
    tags: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const count = (name: 'few' | 'many' | 'rounds' | 'calls' | 'tags') => Number(values[name]);

const PREFIX = 'bench';
const FILLED_AT_ONCE = 10_000;
/** Entries as the store writes them, each with a tag of its own and one that all have in common. */
const FILL = `
redis.call('SET', ARGV[1] .. ':tag:all', 'bench.0')
for i = tonumber(ARGV[2]), tonumber(ARGV[3]) do
  local tag = 'School:sch_' .. i
  redis.call('SET', ARGV[1] .. ':tag:' .. tag, 'bench.0', 'PX', 90000000)
  local tags = 'bench.0 ["all","' .. tag .. '"]\\n'
  redis.call('SET', ARGV[1] .. ':entry:' .. i, tags .. '{"value":{"name":"School"},"until":1,"staleUntil":1}', 'PX', 90000000)
end`;

/** A Redis with so many entries, and a store in it. */
interface Filled {
  entries: number;
  server: RedisServer;
  client: ReturnType<typeof clientOf>;
  store: CacheStore;
}

/** What is voided in it: something of the first entries, as many as that. */
interface Subject {
  name: string;
  redis: Filled;
  among: number;
}

/** Means of one round, in microseconds for each invalidation. */
interface Round {
  /** Inside Redis, by its own count. */
  inside: number;
  /** Until the caller knew, one after the other. */
  outside: number;
}

function clientOf(url: string) {
  return createClient({ url, RESP: 2 });
}

async function open(entries: number): Promise<Filled> {
  const server = await createRedisServer({ isDurable: false });
  await server.start();
  const client = clientOf(server.url);
  await client.connect();
  const store = connectRedisStore(server.url, createLogger('bench', 'silent'), { prefix: PREFIX });
  for (let first = 1; first <= entries; first += FILLED_AT_ONCE) {
    const last = Math.min(first + FILLED_AT_ONCE - 1, entries);
    await client.sendCommand(['EVAL', FILL, '0', PREFIX, String(first), String(last)]);
  }
  return { entries, server, client, store };
}

async function close({ client, store, server }: Filled): Promise<void> {
  await store.close();
  client.destroy();
  await server.remove();
}

async function measure({ redis: { client, store }, among }: Subject): Promise<Round> {
  const anyTag = () => `School:sch_${1 + Math.floor(Math.random() * among)}`;
  await client.sendCommand(['CONFIG', 'RESETSTAT']);
  const begun = performance.now();
  for (let i = 0; i < count('calls'); i += 1) {
    await store.invalidate(Array.from({ length: count('tags') }, anyTag));
  }
  const outside = ((performance.now() - begun) * 1_000) / count('calls');
  const statistics = await client.info('commandstats');
  const [, calls, usec] = /cmdstat_eval:calls=(\d+),usec=(\d+)/.exec(statistics) ?? [];
  if (Number(calls) !== count('calls')) throw new Error(`Redis has counted ${calls} invalidations`);
  return { inside: Number(usec) / Number(calls), outside };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
}

/** All in turn, so that whatever else the machine does meets all of them. */
async function measureInTurn(subjects: readonly Subject[]): Promise<Map<Subject, Round>> {
  const rounds = new Map(subjects.map((subject): [Subject, Round[]] => [subject, []]));
  for (const subject of subjects) await measure(subject);
  for (let i = 0; i < count('rounds'); i += 1) {
    for (const subject of i % 2 === 0 ? subjects : [...subjects].reverse()) {
      rounds.get(subject)!.push(await measure(subject));
    }
  }
  const medianOf = (measured: readonly Round[]): Round => ({
    inside: median(measured.map(({ inside }) => inside)),
    outside: median(measured.map(({ outside }) => outside)),
  });
  return new Map([...rounds].map(([subject, measured]) => [subject, medianOf(measured)]));
}

async function report(medians: ReadonlyMap<Subject, Round>): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const [first] = medians.values();
  print('| what is voided | keys in Redis | inside Redis, µs | ratio | until the caller knew, µs | ratio |');
  print('| -------------- | ------------: | ---------------: | ----: | ------------------------: | ----: |');
  for (const [{ name, redis }, { inside, outside }] of medians) {
    const keys = await redis.client.dbSize();
    const ratios = [inside / first!.inside, outside / first!.outside].map((ratio) => ratio.toFixed(2));
    print(
      `| ${name} | ${keys} | ${inside.toFixed(1)} | ${ratios[0]} | ${outside.toFixed(0)} | ${ratios[1]} |`,
    );
  }
  print(`\nload average ${loadavg()[0]!.toFixed(1)}`);
}

async function run(): Promise<void> {
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const [few, many] = [count('few'), count('many')];
  const opened: Filled[] = [];
  try {
    for (const entries of [few, many]) opened.push(await open(entries));
    const [small, large] = opened as [Filled, Filled];
    await report(
      await measureInTurn([
        { name: `some of ${few}`, redis: small, among: few },
        { name: `the same beside ${many}`, redis: large, among: few },
        { name: `any of ${many}`, redis: large, among: many },
      ]),
    );
  } finally {
    for (const filled of opened) await close(filled);
  }
}

void run();
