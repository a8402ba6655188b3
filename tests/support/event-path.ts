import type { DataSource, EntityManager, MigrationInterface, QueryRunner } from 'typeorm';

import { createDataSource, type DatabaseSchema } from '../../kernel/database/data-source';
import { type Database, openDatabase } from '../../kernel/database/open-database';
import type { EventHandlers } from '../../kernel/events/apply-event';
import type { AnyEvent, Bus, EventEnvelope } from '../../kernel/events/bus';
import { startConsumer } from '../../kernel/events/consume';
import { createEventMetrics, type EventMetrics } from '../../kernel/events/event-metrics';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { recordEvents } from '../../kernel/events/record-event';
import { type Relay, startRelay } from '../../kernel/events/relay';
import { createLogger, type Logger } from '../../kernel/telemetry/logger';
import { createMetrics } from '../../kernel/telemetry/metrics';
import { createTestDatabase } from './database';

class CreateEffects1732000000009 implements MigrationInterface {
  name = 'CreateEffects1732000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE effects (
        position bigint GENERATED ALWAYS AS IDENTITY, tenant_id text NOT NULL, about text NOT NULL, lesson_id text NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE effects');
  }
}

/** A service that does nothing but tell of lessons, and note those it is told of: once more each time it is. */
export const eventPathSchema: DatabaseSchema = {
  entities: [OutboxEvent],
  migrations: [...EVENT_MIGRATIONS, CreateEffects1732000000009],
};

export const silent = createLogger('test', 'silent');
export const TENANT = 'school_1';

type LessonHandler = (tx: EntityManager, event: EventEnvelope<'lesson.completed'>) => Promise<void>;

/** The way of an event from one transaction to another, on a database of its own. */
export interface EventPath {
  url: string;
  /** The owner's: sees everything. */
  db: DataSource;
  metrics: ReturnType<typeof createMetrics>;
  /** Records that lessons were completed, in one transaction. */
  record(lessonIds: readonly string[], about?: string, tx?: EntityManager): Promise<void>;
  startRelay(bus: Bus, logger?: Logger): Promise<Relay>;
  /** @param handler in place of the one that writes an effect */
  consume(bus: Bus, handler?: LessonHandler): Promise<() => Promise<void>>;
  /** Lessons in the order in which they took effect. */
  effects(about?: string): Promise<string[]>;
  /** What a metric says now, summed over its labels. */
  reading(metric: string): Promise<number>;
  close(): Promise<void>;
}

/** Writes the effect: once more whenever it is called. */
export const noteLesson: LessonHandler = async (tx, { tenantId, aggregateId, payload }) => {
  await tx.query('INSERT INTO effects (tenant_id, about, lesson_id) VALUES ($1, $2, $3)', [
    ...[tenantId, aggregateId, payload.lessonId],
  ]);
};

/** @param poolSize of what requests and consumers share */
export async function openEventPath(poolSize = 4): Promise<EventPath> {
  const { url, drop } = await createTestDatabase('events', eventPathSchema);
  const roles: Database = await openDatabase(eventPathSchema, { url, poolSize });
  const db = await createDataSource(eventPathSchema, { url, poolSize: 4 }).initialize();
  const metrics = createMetrics('test');
  const eventMetrics = createEventMetrics(metrics);
  const relays: Relay[] = [];
  const stopConsumers: (() => Promise<void>)[] = [];
  return {
    url,
    db,
    metrics,
    record: async (lessonIds, about = 'enr_1', tx = db.manager) => {
      const events = lessonIds.map((lessonId) => ({
        name: 'lesson.completed' as const,
        tenantId: TENANT,
        aggregateId: about,
        occurredAt: new Date('2026-01-15T08:00:00Z'),
        payload: { enrollmentId: about, sectionId: 'sec_1', lessonId, studentId: 'stu_1' },
      }));
      await recordEvents(tx, events);
    },
    startRelay: async (bus, logger = silent) => {
      const relay = await startRelay(roles.relay, bus, { logger, metrics: watchedOnce(eventMetrics) });
      relays.push(relay);
      return relay;
    },
    consume: async (bus, handler = noteLesson) => {
      const handlers: EventHandlers = { 'lesson.completed': handler };
      const stop = await startConsumer(
        { ...roles, bus, logger: silent, metrics: watchedOnce(eventMetrics) },
        'lessons',
        handlers,
      );
      stopConsumers.push(stop);
      return stop;
    },
    effects: async (about) => {
      const rows = await db.query<{ lesson_id: string }[]>(
        'SELECT lesson_id FROM effects WHERE $1::text IS NULL OR about = $1 ORDER BY position',
        [about ?? null],
      );
      return rows.map((row) => row.lesson_id);
    },
    reading: async (metric) => {
      const found = (await metrics.getMetricsAsJSON()).find(({ name }) => name === metric);
      return (found?.values ?? []).reduce((sum, { value }) => sum + value, 0);
    },
    close: async () => {
      await Promise.all(stopConsumers.map((stop) => stop()));
      await Promise.all(relays.map((relay) => relay.stop()));
      await roles.close();
      await db.destroy();
      await drop();
    },
  };
}

/** The metrics for whatever is started first; a gauge that another one reads, too, is registered already. */
function watchedOnce(metrics: EventMetrics): EventMetrics {
  const given = { ...metrics };
  metrics.watchOutbox = metrics.watchGroup = () => undefined;
  return given;
}

/** Ids of the lessons that events tell of. */
export function lessonsOf(events: readonly AnyEvent[]): string[] {
  return events.map((event) => (event.name === 'lesson.completed' ? event.payload.lessonId : event.name));
}

/** A bus that notes what it is given, and fails while told to. */
export interface RecordingBus extends Bus {
  published: AnyEvent[];
  failures: number;
}

export function recordingBus(bus: Bus): RecordingBus {
  const recording: RecordingBus = {
    ...bus,
    published: [],
    failures: 0,
    async publish(events, since) {
      if (recording.failures-- > 0) throw new Error('the bus is away');
      recording.published.push(...events);
      return bus.publish(events, since);
    },
  };
  return recording;
}
