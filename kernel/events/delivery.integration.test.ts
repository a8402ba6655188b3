import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import {
  type EventPath,
  noteLesson,
  openEventPath,
  recordingBus,
  silent,
} from '../../tests/support/event-path';
import { until } from '../../tests/support/events';
import { describeWithRedis, openTestRedis, type TestRedis } from '../../tests/support/redis';
import type { Bus } from './bus';
import { createMemoryBus } from './memory-bus';
import { MAX_ATTEMPTS } from './parked-events';
import { connectRedisBus } from './redis-bus';

const numbered = (count: number, prefix = 'les') =>
  Array.from({ length: count }, (_, index) => `${prefix}_${index}`);

/** What holds from the transaction that records an event to the one that applies it, whatever carries it. */
function itDelivers(open: () => Promise<Bus>): void {
  let path: EventPath;
  let bus: Bus;
  beforeEach(async () => {
    path = await openEventPath();
    bus = await open();
  });
  afterEach(async () => {
    await bus.close();
    await path.close();
  });

  it('applies each event once, in order for each thing it is about', async () => {
    await path.consume(bus);
    const { drain } = await path.startRelay(bus);
    await Promise.all([path.record(numbered(300), 'enr_1'), path.record(numbered(300), 'enr_2')]);
    await drain();
    await until(async () => (await path.effects()).length >= 600);
    expect(await path.effects('enr_1')).toEqual(numbered(300));
    expect(await path.effects('enr_2')).toEqual(numbered(300));
  });

  it('skips no event, in whatever order transactions begin and commit', async () => {
    await path.consume(bus);
    const { drain } = await path.startRelay(bus);
    let expected = 0;
    const step = fc.constantFrom('begin', 'commit', 'roll back', 'publish');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.nat(2)), { minLength: 4, maxLength: 14 }),
        async (steps) => {
          const slots = [0, 1, 2].map(() => path.db.createQueryRunner());
          for (const [what, index] of [...steps, ...[0, 1, 2].map((slot) => ['commit', slot] as const)]) {
            const slot = slots[index]!;
            if (what === 'publish') await drain();
            else if (what === 'begin' && !slot.isTransactionActive) {
              await slot.startTransaction();
              await path.record([randomUUID()], `enr_${index}`, slot.manager);
            } else if (what === 'commit' && slot.isTransactionActive) {
              await slot.commitTransaction();
              expected++;
            } else if (what === 'roll back' && slot.isTransactionActive) await slot.rollbackTransaction();
          }
          await Promise.all(slots.map((slot) => slot.release()));
          await drain();
          await until(async () => (await path.effects()).length >= expected);
          expect((await path.effects()).length).toBe(expected);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('applies once what is published twice, and counts what it drops', async () => {
    await path.consume(bus);
    const { drain } = await path.startRelay(bus);
    await path.record(['twice', 'after']);
    await drain();
    await until(async () => (await path.effects()).length === 2);
    await path.db.query('UPDATE outbox_events SET published_at = NULL');
    await drain();
    await until(async () => (await path.reading('events_duplicate_dropped_total')) === 2);
    expect(await path.effects()).toEqual(['twice', 'after']);
  });

  it('leaves neither effect nor memory of an event whose handler fails half-way, and applies it later', async () => {
    let failures = 0;
    await path.consume(bus, async (tx, event) => {
      await noteLesson(tx, event);
      if (failures++ === 0) throw new Error('half-way');
    });
    const { drain } = await path.startRelay(bus);
    await path.record(['hard']);
    await drain();
    await until(() => failures > 0);
    await until(async () => (await path.effects()).length > 0);
    expect(await path.effects()).toEqual(['hard']);
    expect(await path.db.query('SELECT consumer FROM inbox_events')).toEqual([{ consumer: 'lessons' }]);
    // It is unparked right after it has taken effect, once all have heard of it.
    await until(async () => (await path.db.query<unknown[]>('SELECT FROM parked_events')).length === 0);
  });

  it('lets other things go on while one fails, and keeps the order of the one', async () => {
    let isBroken = true;
    await path.consume(bus, async (tx, event) => {
      if (isBroken && event.payload.lessonId === 'poison') throw new Error('not yet');
      await noteLesson(tx, event);
    });
    const { drain } = await path.startRelay(bus);
    await path.record(['before', 'poison', 'behind'], 'enr_bad');
    await path.record(numbered(50), 'enr_good');
    await drain();
    await until(async () => (await path.effects('enr_good')).length === 50);
    expect(await path.effects('enr_bad')).toEqual(['before']);
    await path.record(['last'], 'enr_bad');
    await drain();
    isBroken = false;
    await until(async () => (await path.effects('enr_bad')).length === 4);
    expect(await path.effects('enr_bad')).toEqual(['before', 'poison', 'behind', 'last']);
  });

  it('gives an event up after several attempts, and goes on with all behind it when it is replayed', async () => {
    let isBroken = true;
    let attempts = 0;
    await path.consume(bus, async (tx, event) => {
      if (event.payload.lessonId === 'poison') {
        attempts++;
        if (isBroken) throw new Error('cannot be read');
      }
      await noteLesson(tx, event);
    });
    const { drain } = await path.startRelay(bus);
    await path.record(['poison', 'behind']);
    await drain();
    for (let tries = 1; tries < MAX_ATTEMPTS; tries++) {
      await until(() => attempts >= tries);
      await until(async () => {
        await path.db.query('UPDATE parked_events SET next_attempt_at = now()');
        return attempts > tries;
      });
    }
    await until(async () => (await path.reading('events_dead_lettered_total')) === 1);
    const dead = await path.db.query<{ attempts: number; last_error: string }[]>(
      'SELECT attempts, last_error FROM parked_events ORDER BY position',
    );
    expect(dead).toEqual([
      { attempts: MAX_ATTEMPTS, last_error: 'cannot be read' },
      { attempts: 0, last_error: null },
    ]);
    expect(await path.effects()).toEqual([]);
    isBroken = false;
    await path.db.query('UPDATE parked_events SET attempts = 0, next_attempt_at = now() WHERE attempts > 0');
    await until(async () => (await path.effects()).length === 2);
    expect(await path.effects()).toEqual(['poison', 'behind']);
  });

  it('tells what of an event path is still under way', async () => {
    let mayEnd = false;
    await path.consume(bus, async (tx, event) => {
      await until(() => mayEnd);
      await noteLesson(tx, event);
    });
    await path.record(['slow']);
    await path.startRelay(bus);
    await until(async () => (await path.reading('stream_pending_entries')) === 1);
    mayEnd = true;
    await until(async () => (await path.reading('stream_pending_entries')) === 0);
    expect(await path.reading('events_applied_total')).toBe(1);
  });

  it('is settled once every group has applied everything', async () => {
    await path.consume(bus);
    const { drain } = await path.startRelay(bus);
    await path.record(['one']);
    const settled = async () => {
      await drain();
      const [row] = await path.db.query<[{ isSettled: boolean }]>(
        `SELECT settled_at >= (SELECT max(published_at) FROM outbox_events) AS "isSettled" FROM outbox_progress`,
      );
      return row.isSettled;
    };
    await until(settled);
  });

  it('applies what was marked as published by nobody, as after a crash in between', async () => {
    await path.consume(bus);
    const recording = recordingBus(bus);
    await path.db.query(`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crash'; END $$;
      CREATE TRIGGER crash BEFORE UPDATE ON outbox_events FOR EACH ROW EXECUTE FUNCTION crash()`);
    const { drain } = await path.startRelay(recording);
    await path.record(['twice']);
    await drain();
    await path.db.query('DROP TRIGGER crash ON outbox_events');
    await drain();
    await until(async () => (await path.effects()).length > 0);
    expect(recording.published.length).toBeGreaterThanOrEqual(2);
    expect(await path.effects()).toEqual(['twice']);
  });
}

describe('an event on the bus in memory', () => {
  itDelivers(() => Promise.resolve(createMemoryBus()));
});

describeWithRedis('an event on the bus on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => (redis = await openTestRedis()));
  afterAll(() => redis.close());

  itDelivers(() => connectRedisBus(redis.url, silent, { stream: randomUUID(), leaseMs: 1_000 }));
});
