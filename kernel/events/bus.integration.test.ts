import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { describeWithRedis, openTestRedis, type TestRedis } from '../../tests/support/redis';
import { createLogger } from '../telemetry/logger';
import type { AnyEvent, Bus } from './bus';
import { createMemoryBus } from './memory-bus';
import { connectRedisBus } from './redis-bus';
import { lessonCompleted, publishUntilTaken, until } from '../../tests/support/events';

const logger = createLogger('test', 'silent');

/** What every bus promises. `open` gives another bus on the same events. */
function itKeepsTheContract(open: () => Promise<Bus>): void {
  let bus: Bus;
  beforeEach(async () => (bus = await open()));
  afterEach(() => bus.close());

  it('gives each event once and in order to each of two groups', async () => {
    const [left, right]: [string[], string[]] = [[], []];
    await bus.consume('left', ['lesson.completed'], async ({ id }) => void left.push(id));
    await bus.consume('right', ['lesson.completed'], async ({ id }) => void right.push(id));
    const events = Array.from({ length: 250 }, () => lessonCompleted());
    await bus.publish(events.slice(0, 150));
    await bus.publish(events.slice(150));
    await until(() => left.length >= 250 && right.length >= 250);
    expect(left).toEqual(events.map(({ id }) => id));
    expect(right).toEqual(left);
  });

  it('gives a group only the events it has asked for', async () => {
    const seen: string[] = [];
    await bus.consume('ledger', ['transaction.posted'], async ({ name }) => void seen.push(name));
    const posted: AnyEvent = {
      ...lessonCompleted(),
      name: 'transaction.posted',
      payload: { ledgerId: 'l', transactionId: 't', date: '2026-01-01' },
    };
    await bus.publish([lessonCompleted(), posted, lessonCompleted()]);
    await until(() => seen.length > 0);
    await sleep(50);
    expect(seen).toEqual(['transaction.posted']);
  });

  it('calls a failing handler again and lets later events wait for it', async () => {
    const events = [lessonCompleted(), lessonCompleted(), lessonCompleted()];
    const calls: string[] = [];
    let failures = 3;
    await bus.consume('failing', ['lesson.completed'], async ({ id }) => {
      calls.push(id);
      if (id === events[1]!.id && failures-- > 0) throw new Error('not now');
    });
    await publishUntilTaken(bus, events);
    await until(() => calls.includes(events[2]!.id));
    const [first, second, third] = events.map(({ id }) => id);
    expect(calls).toEqual([first, second, second, second, second, third]);
  });

  it('ends a running handler before it says that a group has stopped', async () => {
    let hasEnded = false;
    let begun = 0;
    const stop = await bus.consume('slow', ['lesson.completed'], async () => {
      begun++;
      await sleep(100);
      hasEnded = true;
    });
    const published = bus.publish([lessonCompleted(), lessonCompleted()]).catch(() => undefined);
    await until(() => begun === 1);
    await stop();
    expect(hasEnded).toBe(true);
    await published;
    expect(begun).toBe(1);
  });

  it('leaves to a group that has stopped the events published meanwhile', async () => {
    const seen: string[] = [];
    const stop = await bus.consume('restarted', ['lesson.completed'], async ({ id }) => void seen.push(id));
    await stop();
    const event = lessonCompleted();
    const published = publishUntilTaken(bus, [event]);
    await sleep(50);
    expect(seen).toEqual([]);
    await bus.consume('restarted', ['lesson.completed'], async ({ id }) => void seen.push(id));
    await published;
    await until(() => seen.length > 0);
    expect(seen).toEqual([event.id]);
  });

  it('shows every live tail the events it has asked for, from when it was opened', async () => {
    const tails = [bus.subscribe(['lesson.completed']), bus.subscribe(['lesson.completed'])];
    const other = bus.subscribe(['register.submitted']);
    const events = [lessonCompleted(), lessonCompleted()];
    await bus.publish(events);
    for (const tail of tails) {
      expect((await tail.next()).value).toEqual(events[0]);
      expect((await tail.next()).value).toEqual(events[1]);
    }
    const waiting = other.next();
    await other.return!();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('answers several waiting calls of one live tail in order', async () => {
    const tail = bus.subscribe(['lesson.completed']);
    const results = [tail.next(), tail.next(), tail.next()];
    const events = [lessonCompleted(), lessonCompleted()];
    await bus.publish(events);
    expect((await results[0]!).value).toEqual(events[0]);
    expect((await results[1]!).value).toEqual(events[1]);
    await tail.return!();
    expect((await results[2]!).done).toBe(true);
  });

  it('shows live tails once what a failing group lets be published again', async () => {
    let failures = 2;
    await bus.consume('failing', ['lesson.completed'], async () => {
      if (failures-- > 0) throw new Error('not now');
    });
    const tail = bus.subscribe(['lesson.completed']);
    const events = [lessonCompleted(), lessonCompleted()];
    await publishUntilTaken(bus, events);
    const last = lessonCompleted();
    await bus.publish([last]);
    for (const event of [...events, last]) expect((await tail.next()).value).toEqual(event);
  });

  it('ends everything when it is closed', async () => {
    const tail = bus.subscribe(['lesson.completed']);
    await bus.consume('closing', ['lesson.completed'], () => Promise.resolve());
    const waiting = tail.next();
    await bus.close();
    expect((await waiting).done).toBe(true);
    expect((await bus.subscribe(['lesson.completed']).next()).done).toBe(true);
    await expect(bus.publish([lessonCompleted()])).rejects.toThrow('closed');
    await expect(bus.consume('late', [], () => Promise.resolve())).rejects.toThrow('closed');
  });
}

describe('the bus in memory', () => {
  itKeepsTheContract(() => Promise.resolve(createMemoryBus()));
});

describeWithRedis('the bus on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => (redis = await openTestRedis()));
  afterAll(() => redis.close());

  itKeepsTheContract(() => connectRedisBus(redis.url, logger, { stream: randomUUID() }));
});
