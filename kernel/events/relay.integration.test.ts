import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';

import { createTestDatabase, type TestDatabase } from '../../tests/support/database';
import { until } from '../../tests/support/events';
import { createDataSource, type DatabaseSchema } from '../database/data-source';
import { createLogger, type Logger } from '../telemetry/logger';
import type { AnyEvent, Bus } from './bus';
import { startConsumer } from './consume';
import { CreateOutboxAndInbox1732000000000 } from './events.migration';
import { createMemoryBus } from './memory-bus';
import { OutboxEvent } from './outbox.entity';
import { recordEvent } from './record-event';
import { type Relay, startRelay } from './relay';

class CreateEffects1732000000001 implements MigrationInterface {
  name = 'CreateEffects1732000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE TABLE effects (lesson_id text NOT NULL)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE effects');
  }
}

const schema: DatabaseSchema = {
  entities: [OutboxEvent],
  migrations: [CreateOutboxAndInbox1732000000000, CreateEffects1732000000001],
};
const logger = createLogger('test', 'silent');

let database: TestDatabase;
let db: DataSource;
let bus: Bus;
const relays: Relay[] = [];

beforeEach(async () => {
  database = await createTestDatabase('events', schema);
  db = await createDataSource(schema, { url: database.url, poolSize: 4 }).initialize();
  bus = createMemoryBus();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await bus.close();
  await db.destroy();
  await database.drop();
});

async function relay(to: Bus = bus, log: Logger = logger): Promise<Relay> {
  const started = await startRelay(db, to, log);
  relays.push(started);
  return started;
}

/** A bus that notes what it is given, and fails while told to. */
function recordingBus(): Bus & { published: AnyEvent[]; failures: number } {
  const recording = {
    ...bus,
    published: [] as AnyEvent[],
    failures: 0,
    async publish(events: readonly AnyEvent[]) {
      if (recording.failures-- > 0) throw new Error('the bus is away');
      recording.published.push(...events);
      await bus.publish(events);
    },
  };
  return recording;
}

async function record(lessonId: string, tx = db.manager): Promise<void> {
  await recordEvent(tx, {
    name: 'lesson.completed',
    tenantId: 'school_1',
    aggregateId: 'enr_1',
    occurredAt: new Date('2026-01-15T08:00:00Z'),
    payload: { enrollmentId: 'enr_1', sectionId: 'sec_1', lessonId, studentId: 'stu_1' },
  });
}

const lessonsOf = (events: readonly AnyEvent[]) =>
  events.map((event) => (event.name === 'lesson.completed' ? event.payload.lessonId : event.name));

async function effects(): Promise<string[]> {
  const rows = await db.query<{ lesson_id: string }[]>('SELECT lesson_id FROM effects');
  return rows.map((row) => row.lesson_id);
}

async function applyLessons(fail: () => boolean = () => false): Promise<void> {
  await startConsumer(db, bus, 'lessons', {
    'lesson.completed': async (tx, { payload }) => {
      await tx.query('INSERT INTO effects VALUES ($1)', [payload.lessonId]);
      if (fail()) throw new Error('half-way');
    },
  });
}

/** Half of the relay's own second between two looks: what is out by then was not found by looking. */
const PROMPTLY_MS = 500;

describe('the outbox relay', () => {
  it('publishes a recorded event as it was, soon after the commit', async () => {
    const recording = recordingBus();
    await relay(recording);
    await sleep(100);
    for (let i = 0; i < 5; i++) {
      await record(`les_${i}`);
      const committed = performance.now();
      await until(() => recording.published.length === i + 1);
      expect(performance.now() - committed).toBeLessThan(PROMPTLY_MS);
    }
    expect(recording.published[0]).toEqual({
      id: expect.stringMatching(/^evt_/),
      name: 'lesson.completed',
      tenantId: 'school_1',
      aggregateId: 'enr_1',
      occurredAt: '2026-01-15T08:00:00.000Z',
      payload: { enrollmentId: 'enr_1', sectionId: 'sec_1', lessonId: 'les_0', studentId: 'stu_1' },
    });
  });

  it('never publishes what was rolled back', async () => {
    const recording = recordingBus();
    const { drain } = await relay(recording);
    const failed = db.transaction(async (tx) => {
      await record('undone', tx);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    await record('done');
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['done']);
  });

  it('publishes a transaction that began earlier and committed later than one already published', async () => {
    const recording = recordingBus();
    const { drain } = await relay(recording);
    const slow = db.createQueryRunner();
    await slow.startTransaction();
    await record('slow', slow.manager);
    await record('quick');
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['quick']);
    await slow.commitTransaction();
    await slow.release();
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['quick', 'slow']);
  });

  it('publishes in the order of writing, once, with two relays at work and more than one batch', async () => {
    const recording = recordingBus();
    const expected = Array.from({ length: 1200 }, (_, index) => `les_${index}`);
    await db.transaction(async (tx) => {
      for (const lesson of expected) await record(lesson, tx);
    });
    await Promise.all([relay(recording), relay(recording)]);
    await until(() => recording.published.length >= expected.length);
    await sleep(50);
    expect(lessonsOf(recording.published)).toEqual(expected);
  });

  it('tries again while the bus is away, and reports that once', async () => {
    const recording = recordingBus();
    recording.failures = 3;
    const errors: string[] = [];
    const log = createLogger('test', 'silent');
    log.error = ((_details: object, message: string) => void errors.push(message)) as Logger['error'];
    const { drain } = await relay(recording, log);
    await record('late');
    for (let i = 0; i < 4; i++) await drain();
    expect(lessonsOf(recording.published)).toEqual(['late']);
    expect(errors).toHaveLength(1);
  });

  it('listens again after its connections were cut', async () => {
    const recording = recordingBus();
    await relay(recording);
    const admin = new Client({ connectionString: database.url });
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
    await record('after');
    const committed = performance.now();
    await until(() => recording.published.length === 1);
    expect(performance.now() - committed).toBeLessThan(PROMPTLY_MS);
  });

  it('works with a pool of one connection', async () => {
    await db.destroy();
    db = await createDataSource(schema, { url: database.url, poolSize: 1 }).initialize();
    const recording = recordingBus();
    const { drain } = await relay(recording);
    await record('alone');
    await drain();
    expect(lessonsOf(recording.published)).toEqual(['alone']);
  });
});

describe('a consumer', () => {
  it('applies once an event that is published twice because marking it failed', async () => {
    const recording = recordingBus();
    await applyLessons();
    // The transaction that would mark the event fails after the bus has taken it: as in a crash in between.
    await db.query(`
      CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crash'; END $$;
      CREATE TRIGGER crash BEFORE UPDATE ON outbox_events FOR EACH ROW EXECUTE FUNCTION crash()`);
    const { drain } = await relay(recording);
    await record('twice');
    await drain();
    // The process that comes after the crash has a bus that remembers nothing.
    bus = createMemoryBus();
    await applyLessons();
    await db.query('DROP TRIGGER crash ON outbox_events');
    await drain();
    const published = lessonsOf(recording.published);
    expect(published.length).toBeGreaterThanOrEqual(2);
    expect(new Set(published)).toEqual(new Set(['twice']));
    expect(await effects()).toEqual(['twice']);
  });

  it('leaves neither effect nor memory of an event whose handler fails half-way, and applies it later', async () => {
    let isFailing = true;
    let failures = 0;
    await applyLessons(() => {
      if (isFailing) failures++;
      return isFailing;
    });
    const { drain } = await relay();
    await record('hard');
    await drain();
    await until(() => failures > 0);
    expect(await effects()).toEqual([]);
    expect(await db.query('SELECT * FROM inbox_events')).toEqual([]);
    isFailing = false;
    await drain();
    expect(await effects()).toEqual(['hard']);
    expect(await db.query('SELECT consumer FROM inbox_events')).toEqual([{ consumer: 'lessons' }]);
  });
});
