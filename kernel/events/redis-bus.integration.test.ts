import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import fc from 'fast-check';
import { createClient } from 'redis';

import { lessonCompleted, publishUntilTaken, until } from '../../tests/support/events';
import {
  createRedisServer,
  describeWithRedis,
  describeWithRedisServer,
  openTestRedis,
  type RedisServer,
  type TestRedis,
} from '../../tests/support/redis';
import { createLogger, type Logger } from '../telemetry/logger';
import { type AnyEvent, type Bus, EventsLostError } from './bus';
import { connectRedisBus } from './redis-bus';
import { RedisCommands } from './redis-connection';
import { StreamScripts } from './redis-scripts';

const silent = createLogger('test', 'silent');
const LEASE_MS = 1_000;
const never = new Promise<void>(() => undefined);

/** Buses on one stream, closed when the test ends. */
class Buses {
  private readonly open: Bus[] = [];
  readonly stream = randomUUID();

  constructor(
    private readonly url: string,
    private readonly logger: Logger = silent,
  ) {}

  async connect(): Promise<Bus> {
    const bus = await connectRedisBus(this.url, this.logger, { stream: this.stream, leaseMs: LEASE_MS });
    this.open.push(bus);
    return bus;
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((bus) => bus.close()));
  }
}

function loggerWithErrors(): { logger: Logger; errors: string[] } {
  const errors: string[] = [];
  const logger = createLogger('test', 'silent');
  logger.error = ((_details: object, message: string) => void errors.push(message)) as Logger['error'];
  return { logger, errors };
}

const createAdmin = (url: string) => createClient({ url });

async function withAdmin<T>(
  url: string,
  work: (admin: ReturnType<typeof createAdmin>) => Promise<T>,
): Promise<T> {
  const admin = createAdmin(url);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    admin.destroy();
  }
}

/** Cuts all connections on one logical database but the one that asks. */
async function killConnections(url: string): Promise<number> {
  const database = new URL(url).pathname.slice(1) || '0';
  return withAdmin(url, async (admin) => {
    const list = (await admin.sendCommand(['CLIENT', 'LIST'])) as unknown as string;
    const own = String(await admin.clientId());
    const clients = list.split('\n').filter((line) => line.includes(` db=${database} `));
    const ids = clients.map((line) => /^id=(\d+)/.exec(line)![1]!).filter((id) => id !== own);
    for (const id of ids) await admin.sendCommand(['CLIENT', 'KILL', 'ID', id]);
    return ids.length;
  });
}

describeWithRedis('the bus on Redis, between processes', () => {
  let redis: TestRedis;
  let buses: Buses;
  beforeAll(async () => (redis = await openTestRedis()));
  afterAll(() => redis.close());
  beforeEach(() => (buses = new Buses(redis.url)));
  afterEach(() => buses.close());

  it('gives a group that starts later everything published before', async () => {
    const publisher = await buses.connect();
    const events = [lessonCompleted(), lessonCompleted()];
    await publisher.publish(events);
    const seen: AnyEvent[] = [];
    await (
      await buses.connect()
    ).consume('late', ['lesson.completed'], async (event) => void seen.push(event));
    await until(() => seen.length === 2);
    expect(seen).toEqual(events);
  });

  it('shows the live tails of every instance what is published after it has connected', async () => {
    const [left, right] = [await buses.connect(), await buses.connect()];
    const tails = [left.subscribe(['lesson.completed']), right.subscribe(['lesson.completed'])];
    const event = lessonCompleted();
    await left.publish([event]);
    for (const tail of tails) expect((await tail.next()).value).toEqual(event);
  });

  it('gives an event again whose handler never ended, to another instance, in order', async () => {
    const [first, second] = [await buses.connect(), await buses.connect()];
    const events = [lessonCompleted(), lessonCompleted(), lessonCompleted()];
    let begun = 0;
    await first.consume('group', ['lesson.completed'], async ({ id }) => {
      if (id !== events[0]!.id) begun++;
      await (id === events[0]!.id ? undefined : never);
    });
    await first.publish(events);
    await until(() => begun === 1);
    const start = performance.now();
    await first.close();
    expect(performance.now() - start).toBeLessThan(500);

    const seen: string[] = [];
    await second.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    await until(() => seen.length === 2);
    await second.publish([lessonCompleted()]);
    await until(() => seen.length === 3);
    expect(seen.slice(0, 2)).toEqual(events.slice(1).map(({ id }) => id));
  });

  it('hands over within moments when a member stops in an orderly way', async () => {
    const [first, second] = [await buses.connect(), await buses.connect()];
    const seen: string[] = [];
    const stop = await first.consume('group', ['lesson.completed'], async () => void seen.push('first'));
    await first.publish([lessonCompleted()]);
    await until(() => seen.length === 1);
    await second.consume('group', ['lesson.completed'], async () => void seen.push('second'));
    await stop();
    await first.publish([lessonCompleted()]);
    await until(() => seen.length === 2, LEASE_MS * 0.7);
    expect(seen).toEqual(['first', 'second']);
  });

  it('keeps the lease while a handler takes longer than it lasts', async () => {
    const [first, second] = [await buses.connect(), await buses.connect()];
    const calls: string[] = [];
    const slow = (name: string) => async () => {
      calls.push(name);
      await sleep(LEASE_MS * 1.8);
    };
    await first.consume('group', ['lesson.completed'], slow('first'));
    await first.publish([lessonCompleted()]);
    await until(() => calls.length === 1);
    await second.consume('group', ['lesson.completed'], slow('second'));
    await sleep(LEASE_MS * 1.6);
    expect(calls).toEqual(['first']);
  });

  it('goes on without loss or repetition when its connections are cut', async () => {
    const bus = await buses.connect();
    const seen: string[] = [];
    const tail = bus.subscribe(['lesson.completed']);
    await bus.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    const events = Array.from({ length: 60 }, () => lessonCompleted());
    for (const [index, event] of events.entries()) {
      if (index % 20 === 5) expect(await killConnections(redis.url)).toBeGreaterThan(0);
      await publishUntilTaken(bus, [event]);
    }
    const expected = events.map(({ id }) => id);
    const told: string[] = [];
    while (told.at(-1) !== expected.at(-1)) told.push(((await tail.next()).value as AnyEvent).id);
    await until(() => seen.at(-1) === expected.at(-1));
    expect([...new Set(seen)]).toEqual(expected);
    expect([...new Set(told)]).toEqual(expected);
  });

  it('passes over an entry that holds no event', async () => {
    const stream = randomUUID();
    const bus = await connectRedisBus(redis.url, silent, { stream });
    await withAdmin(redis.url, async (admin) => {
      await admin.xAdd(stream, '*', { event: '{"cut' });
      await admin.xAdd(stream, '*', { something: 'else' });
    });
    const seen: string[] = [];
    await bus.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    const event = lessonCompleted();
    await bus.publish([event]);
    await until(() => seen.length > 0);
    expect(seen).toEqual([event.id]);
    await bus.close();
  });

  it('passes over a pending entry that was deleted', async () => {
    const stream = randomUUID();
    const bus = await connectRedisBus(redis.url, silent, { stream });
    const [lost, kept] = [lessonCompleted(), lessonCompleted()];
    await bus.publish([lost, kept]);
    await withAdmin(redis.url, async (admin) => {
      await admin.xGroupCreate(stream, 'group', '0');
      await admin.xReadGroup('group', 'active', { key: stream, id: '>' });
      const entries = await admin.xRange(stream, '-', '+');
      await admin.xDel(stream, entries![0]!.id);
    });
    const seen: string[] = [];
    await bus.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    await until(() => seen.length > 0);
    expect(seen).toEqual([kept.id]);
    await bus.close();
  });

  it('gives each event once and keeps the order of each aggregate, whichever members come and go', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          publish: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 20 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ restart: fc.constantFrom(0, 1) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const own = new Buses(redis.url);
        const members = [await own.connect(), await own.connect()];
        const seen: AnyEvent[] = [];
        const handler = async (event: AnyEvent) => {
          await sleep(0);
          seen.push(event);
        };
        const consume = (index: number) => members[index]!.consume('group', ['lesson.completed'], handler);
        const stops = [await consume(0), await consume(1)];
        const published: AnyEvent[] = [];
        for (const next of steps) {
          if ('publish' in next) {
            const events = next.publish.map((aggregate) => lessonCompleted(aggregate));
            await members[0]!.publish(events);
            published.push(...events);
          } else {
            await stops[next.restart]!();
            stops[next.restart] = await consume(next.restart);
          }
        }
        await until(() => seen.length >= published.length);
        await own.close();
        expect(seen).toEqual(published);
      }),
      { numRuns: 8 },
    );
  });

  it('keeps the order of effects even when several members believe that they hold the lease', async () => {
    const members = await Promise.all([1, 2, 3].map(() => buses.connect()));
    const [inbox, effects] = [new Set<string>(), [] as string[]];
    let calls = 0;
    const handler = async ({ id }: AnyEvent) => {
      calls++;
      await sleep(Math.random() * 4);
      if (!inbox.has(id)) effects.push(id);
      inbox.add(id);
    };
    for (const member of members) await member.consume('group', ['lesson.completed'], handler);
    const events = Array.from({ length: 500 }, () => lessonCompleted());
    await withAdmin(redis.url, async (admin) => {
      for (let start = 0; start < events.length; start += 10) {
        await members[0]!.publish(events.slice(start, start + 10));
        await admin.del(`${buses.stream}:lease:group`);
        await sleep(20);
      }
    });
    await until(() => effects.length === events.length);
    expect(effects).toEqual(events.map(({ id }) => id));
    // Otherwise the members have not been made to overlap, and the test shows nothing.
    expect(calls).toBeGreaterThan(events.length);
  });

  it('starts without a Redis, and names the host that it cannot reach, but not the password', async () => {
    const told: string[] = [];
    const logger = createLogger('test', 'silent');
    logger.error = ({ err }: { err: Error }) => void told.push(err.message);
    const bus = await connectRedisBus('redis://user:hunter2@127.0.0.1:1', logger);
    await expect(bus.publish([lessonCompleted()])).rejects.toThrow('cannot be used');
    await bus.close();
    expect(told).toEqual([expect.stringMatching(/^Redis at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/)]);
    expect(told.join()).not.toContain('hunter2');
  });
});

describeWithRedis('the stream of the bus on Redis', () => {
  const YOUNG_MS = 200;
  let redis: TestRedis;
  let bus: Bus;
  let stream: string;
  let commands: RedisCommands;
  beforeAll(async () => {
    redis = await openTestRedis();
    commands = new RedisCommands(redis.url);
  });
  afterAll(async () => {
    commands.close();
    await redis.close();
  });
  beforeEach(async () => {
    stream = randomUUID();
    bus = await connectRedisBus(redis.url, silent, { stream, leaseMs: LEASE_MS });
  });
  afterEach(() => bus.close());

  const numbered = (count: number) => Array.from({ length: count }, () => lessonCompleted());
  const length = () => withAdmin(redis.url, (admin) => admin.xLen(stream));
  /** What the bus does from time to time, done now. */
  const trim = () => commands.run((admin) => new StreamScripts(stream).trim(admin, Date.now() - YOUNG_MS));
  const consumeAll = async (group: string, count: number) => {
    const seen: string[] = [];
    const stop = await bus.consume(group, ['lesson.completed'], async ({ id }) => void seen.push(id));
    await until(() => seen.length === count);
    await until(async () => (await bus.backlogOf(group)).events === 0);
    await stop();
    return seen;
  };

  it('loses to trimming what every group has handled, and nothing else', async () => {
    const [first, second] = [numbered(20), numbered(30)];
    await bus.publish(first);
    await consumeAll('quick', 20);
    await consumeAll('slow', 20);
    await bus.publish(second);
    await consumeAll('quick', 30);
    await sleep(YOUNG_MS);
    await trim();
    // The last one that the slow group has handled marks where it is.
    expect(await length()).toBe(31);
    expect(await consumeAll('slow', 30)).toEqual(second.map(({ id }) => id));
  });

  it('keeps an event that a group has begun with and not ended', async () => {
    const events = numbered(3);
    await bus.publish(events);
    let calls = 0;
    const stop = await bus.consume('failing', ['lesson.completed'], async () => {
      calls++;
      throw new Error('not now');
    });
    await until(() => calls > 0);
    await sleep(YOUNG_MS);
    await trim();
    await stop();
    expect(await length()).toBe(3);
    expect(await consumeAll('failing', 3)).toEqual(events.map(({ id }) => id));
  });

  it('keeps everything while there is no group yet, and what is young for groups that are to come', async () => {
    await bus.publish(numbered(5));
    await sleep(YOUNG_MS);
    await trim();
    expect(await length()).toBe(5);
    await consumeAll('group', 5);
    await bus.publish(numbered(5));
    await consumeAll('group', 5);
    await trim();
    expect(await length()).toBeGreaterThanOrEqual(5);
  });

  it('tells what became of events: waiting, applied, applied and trimmed', async () => {
    const receipt = await bus.publish(numbered(3));
    expect(await bus.standingOf(receipt)).toBe('waiting');
    await consumeAll('group', 3);
    expect(await bus.standingOf(receipt)).toBe('applied');
    await bus.publish(numbered(1));
    await consumeAll('group', 1);
    await sleep(YOUNG_MS);
    await trim();
    expect(await length()).toBe(1);
    expect(await bus.standingOf(receipt)).toBe('applied');
  });

  it('takes nothing more from an outbox whose events it has lost', async () => {
    const receipt = await bus.publish(numbered(3));
    await withAdmin(redis.url, (admin) => admin.del([stream, `${stream}:epoch`, `${stream}:trimmed`]));
    expect(await bus.standingOf(receipt)).toBe('lost');
    await expect(bus.publish(numbered(1), receipt)).rejects.toThrow(EventsLostError);
    expect(await length()).toBe(0);
    const anew = await bus.publish(numbered(4));
    expect(await bus.standingOf(receipt)).toBe('lost');
    expect(await bus.standingOf(anew)).toBe('waiting');
  });

  it('notices that it has lost its newest events alone, as after a failover', async () => {
    const kept = await bus.publish(numbered(3));
    const lost = await bus.publish(numbered(2));
    await withAdmin(redis.url, async (admin) => {
      const newest = await admin.xRevRange(stream, '+', '-', { COUNT: 2 });
      await admin.xDel(
        stream,
        newest!.map(({ id }) => id),
      );
    });
    expect(await bus.standingOf(kept)).toBe('waiting');
    expect(await bus.standingOf(lost)).toBe('lost');
  });

  it('tells how far behind a group is, and since when', async () => {
    expect(await bus.backlogOf('nobody')).toEqual({ events: 0, oldestAt: null });
    await bus.publish(numbered(1));
    await consumeAll('group', 1);
    const before = Date.now();
    await bus.publish(numbered(7));
    const { events, oldestAt } = await bus.backlogOf('group');
    expect(events).toBe(7);
    expect(Math.abs(oldestAt!.getTime() - before)).toBeLessThan(60_000);
  });
});

describeWithRedisServer('the bus while Redis is away', () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await createRedisServer();
    await server.start();
  });
  afterEach(() => server.remove());

  it('rejects what is published, reports the outage once, and goes on without loss afterwards', async () => {
    const { logger, errors } = loggerWithErrors();
    const buses = new Buses(server.url, logger);
    const bus = await buses.connect();
    const seen: string[] = [];
    const tail = bus.subscribe(['lesson.completed']);
    await bus.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    const [before, after] = [lessonCompleted(), lessonCompleted()];
    await bus.publish([before]);
    await until(() => seen.length === 1);
    // Not only seen but acknowledged: otherwise it would rightly come again.
    await until(async () => (await bus.backlogOf('group')).events === 0);

    await server.kill();
    await expect(bus.publish([after])).rejects.toThrow();
    await sleep(1_500);
    await expect(bus.publish([after])).rejects.toThrow(/cannot be used/);
    expect(errors).toHaveLength(1);

    await server.start();
    await publishUntilTaken(bus, [after]);
    await until(() => seen.length === 2);
    expect(seen).toEqual([before.id, after.id]);
    expect((await tail.next()).value).toEqual(before);
    expect((await tail.next()).value).toEqual(after);
    expect(errors).toHaveLength(1);
    await buses.close();
  });

  it('closes promptly', async () => {
    const buses = new Buses(server.url);
    const bus = await buses.connect();
    await bus.consume('group', ['lesson.completed'], () => Promise.resolve());
    await server.kill();
    const start = performance.now();
    await buses.close();
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it('begins anew with a stream that was lost', async () => {
    const buses = new Buses(server.url);
    const bus = await buses.connect();
    const seen: string[] = [];
    await bus.consume('group', ['lesson.completed'], async ({ id }) => void seen.push(id));
    await bus.publish([lessonCompleted()]);
    await until(() => seen.length === 1);
    await withAdmin(server.url, (admin) => admin.flushAll());
    const event = lessonCompleted();
    await bus.publish([event]);
    await until(() => seen.length === 2);
    expect(seen[1]).toBe(event.id);
    await buses.close();
  });
});
