import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';

import {
  type EventPath,
  lessonsOf,
  openEventPath,
  recordingBus,
  type RecordingBus,
} from '../../tests/support/event-path';
import { until } from '../../tests/support/events';
import { createLogger, type Logger } from '../telemetry/logger';
import { createMemoryBus } from './memory-bus';
import { pruneEvents } from './prune-events';

let path: EventPath;
let recording: RecordingBus;

beforeEach(async () => {
  path = await openEventPath();
  recording = recordingBus(createMemoryBus());
});
afterEach(async () => {
  await path.close();
  await recording.close();
});

/** Half of the relay's own second between two looks: what is out by then was not found by looking. */
const PROMPTLY_MS = 500;

describe('the outbox relay', () => {
  it('publishes a recorded event as it was, soon after the commit', async () => {
    await path.startRelay(recording);
    await sleep(100);
    for (let i = 0; i < 5; i++) {
      await path.record([`les_${i}`]);
      const committed = performance.now();
      await until(() => recording.published.length === i + 1);
      expect(performance.now() - committed).toBeLessThan(PROMPTLY_MS);
    }
    expect(recording.published[0]).toEqual({
      id: expect.stringMatching(/^evt_/),
      name: 'lesson.completed',
      version: 1,
      tenantId: 'school_1',
      aggregateId: 'enr_1',
      occurredAt: '2026-01-15T08:00:00.000Z',
      payload: { enrollmentId: 'enr_1', sectionId: 'sec_1', lessonId: 'les_0', studentId: 'stu_1' },
    });
  });

  it('never publishes what was rolled back', async () => {
    const { drain } = await path.startRelay(recording);
    const failed = path.db.transaction(async (tx) => {
      await path.record(['undone'], 'enr_1', tx);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await path.record(['done']);
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['done']);
  });

  it('publishes a transaction that began earlier and committed later than one already published', async () => {
    const { drain } = await path.startRelay(recording);
    const slow = path.db.createQueryRunner();
    await slow.startTransaction();
    await path.record(['slow'], 'enr_1', slow.manager);
    await path.record(['quick']);
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['quick']);
    await slow.commitTransaction();
    await slow.release();
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['quick', 'slow']);
  });

  it('publishes in the order of writing, once, with two relays at work and more than one batch', async () => {
    const expected = Array.from({ length: 1200 }, (_, index) => `les_${index}`);
    await path.record(expected);
    await Promise.all([path.startRelay(recording), path.startRelay(recording)]);
    await until(() => recording.published.length >= expected.length);
    await sleep(50);
    expect(lessonsOf(recording.published)).toEqual(expected);
  });

  it('tries again while the bus is away, and reports that once', async () => {
    recording.failures = 3;
    const errors: string[] = [];
    const log = createLogger('test', 'silent');
    log.error = ((_details: object, message: string) => void errors.push(message)) as Logger['error'];
    const { drain } = await path.startRelay(recording, log);
    await path.record(['late']);
    for (let i = 0; i < 4; i++) await drain();
    expect(lessonsOf(recording.published)).toEqual(['late']);
    expect(errors).toHaveLength(1);
  });

  it('listens again after its connections were cut', async () => {
    await path.startRelay(recording);
    const admin = new Client({ connectionString: path.url });
    await admin.connect();
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const isListening = async () => {
      const { rows } = await admin.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN outbox'`,
      );
      return rows.length > 0;
    };
    await until(isListening);
    await admin.end();
    await path.record(['after']);
    const committed = performance.now();
    await until(() => recording.published.length === 1);
    expect(performance.now() - committed).toBeLessThan(PROMPTLY_MS);
  });

  it('tells how many events wait, and for how long the oldest has', async () => {
    recording.failures = 1_000;
    await path.startRelay(recording);
    await path.record(['one', 'two']);
    expect(await path.reading('outbox_unsent_rows')).toBe(2);
    expect(await path.reading('outbox_oldest_unsent_seconds')).toBeGreaterThan(1_000);
    recording.failures = 0;
    await until(async () => (await path.reading('outbox_unsent_rows')) === 0);
    expect(await path.reading('outbox_oldest_unsent_seconds')).toBe(0);
    expect(await path.reading('events_published_total')).toBe(2);
  });
});

describe('old events', () => {
  const age = (table: string, column: string, days: number) =>
    path.db.query(`UPDATE ${table} SET ${column} = now() - $1 * interval '1 day'`, [days]);
  const count = async (table: string) =>
    (await path.db.query<[{ rows: number }]>(`SELECT count(*)::int AS rows FROM ${table}`))[0].rows;

  it('are deleted once everybody has applied them and a week has passed, not before', async () => {
    await path.record(['old']);
    const relay = await path.startRelay(recording);
    await relay.drain();
    await relay.stop();
    await age('outbox_events', 'published_at', 8);
    await path.db.query(`UPDATE outbox_progress SET settled_at = now() - interval '9 days'`);
    await pruneEvents(path.db);
    expect(await count('outbox_events')).toBe(1);
    await path.db.query('UPDATE outbox_progress SET settled_at = now()');
    await pruneEvents(path.db);
    expect(await count('outbox_events')).toBe(0);
  });

  it('are never deleted while they wait to be published', async () => {
    await path.record(['waiting']);
    await path.db.query('UPDATE outbox_progress SET settled_at = now()');
    await pruneEvents(path.db);
    expect(await count('outbox_events')).toBe(1);
  });

  it('are remembered as applied far longer than they can come again', async () => {
    await path.db.query(`INSERT INTO inbox_events (consumer, event_id) VALUES ('lessons', 'evt_1')`);
    await age('inbox_events', 'applied_at', 29);
    await pruneEvents(path.db);
    expect(await count('inbox_events')).toBe(1);
    await age('inbox_events', 'applied_at', 31);
    await pruneEvents(path.db);
    expect(await count('inbox_events')).toBe(0);
  });
});
