import { createClient } from 'redis';

import { type EventPath, openEventPath, silent } from '../../tests/support/event-path';
import { until } from '../../tests/support/events';
import { createRedisServer, describeWithRedisServer, type RedisServer } from '../../tests/support/redis';
import type { Bus } from './bus';
import { connectRedisBus } from './redis-bus';

const LEASE_MS = 1_000;

describeWithRedisServer('events while Redis fails', () => {
  let server: RedisServer;
  let path: EventPath;
  const buses: Bus[] = [];

  beforeEach(async () => {
    server = await createRedisServer();
    path = await openEventPath();
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
    await path.close();
    await server.remove();
  });

  /** An instance of the service: it tells, and it listens. */
  async function startInstance(): Promise<void> {
    const bus = await connectRedisBus(server.url, silent, { leaseMs: LEASE_MS });
    buses.push(bus);
    await path.consume(bus);
    await path.startRelay(bus);
  }

  async function asAdmin(...command: string[]): Promise<void> {
    const admin = await createClient({ url: server.url }).connect();
    await admin.sendCommand(command);
    admin.destroy();
  }

  /** Records lessons one by one while something happens to Redis. */
  async function recordDuring(fault: () => Promise<void>): Promise<string[]> {
    const lessons = Array.from({ length: 120 }, (_, index) => `les_${index}`);
    for (const [index, lesson] of lessons.entries()) {
      if (index === 40) await fault();
      await path.record([lesson]);
    }
    return lessons;
  }

  async function expectAllOnce(lessons: readonly string[]): Promise<void> {
    await until(async () => (await path.effects()).length >= lessons.length);
    expect(await path.effects()).toEqual(lessons);
    expect(await path.reading('outbox_unsent_rows')).toBe(0);
  }

  it('wait in the outbox while it is not there, at the start and later', async () => {
    await startInstance();
    await path.record(['early']);
    await server.start();
    await until(async () => (await path.effects()).length === 1);
    const lessons = await recordDuring(async () => {
      await server.kill();
      setTimeout(() => void server.start(), 1_500);
    });
    await expectAllOnce(['early', ...lessons]);
  });

  it('come late while it is slow', async () => {
    await server.start();
    await startInstance();
    await expectAllOnce(await recordDuring(() => asAdmin('CLIENT', 'PAUSE', '1500', 'ALL')));
  });

  it('are published again when it has lost everything', async () => {
    await server.start();
    await startInstance();
    await expectAllOnce(await recordDuring(() => asAdmin('FLUSHALL')));
  });

  it('are published again when it comes back empty', async () => {
    await server.start();
    await startInstance();
    const fault = async () => {
      await asAdmin('FLUSHALL');
      await server.kill();
      await server.start();
    };
    await expectAllOnce(await recordDuring(fault));
  });

  it('are published again although nobody has anything new to tell', async () => {
    await server.start();
    // Somebody tells, and nobody listens yet.
    const bus = await connectRedisBus(server.url, silent, { leaseMs: LEASE_MS });
    buses.push(bus);
    const relay = await path.startRelay(bus);
    await path.record(['lost', 'too']);
    await relay.drain();
    await asAdmin('FLUSHALL');
    await path.consume(bus);
    await expectAllOnce(['lost', 'too']);
    expect(await path.reading('events_republished_total')).toBe(2);
  });

  it('are applied once and in order by two instances of which one is always being replaced', async () => {
    await server.start();
    await startInstance();
    await startInstance();
    const lessons = await recordDuring(async () => {
      await asAdmin('FLUSHALL');
      await buses.shift()!.close();
      await startInstance();
    });
    await expectAllOnce(lessons);
  });
});
