import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox and inbox. */
class CreateOutboxAndInbox1732000000000 implements MigrationInterface {
  name = 'CreateOutboxAndInbox1732000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE outbox_events (
        sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        tenant_id text NOT NULL,
        aggregate_id text NOT NULL,
        name text NOT NULL,
        payload jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        published_at timestamptz
      );
      -- The relay: what has not been published yet, oldest first.
      CREATE INDEX outbox_events_waiting ON outbox_events (sequence) WHERE published_at IS NULL;
      CREATE TABLE inbox_events (
        consumer text NOT NULL,
        event_id text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      );
      -- Wakes the relay at commit; delivery does not depend on it, the relay also looks by itself.
      CREATE FUNCTION outbox_wake() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
      CREATE TRIGGER outbox_wake AFTER INSERT ON outbox_events
        FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE inbox_events; DROP TABLE outbox_events; DROP FUNCTION outbox_wake();',
    );
  }
}

/** What a service needs beside: where it stands with the bus, and a place for events that it fails on. */
class ParkEvents1732000000001 implements MigrationInterface {
  name = 'ParkEvents1732000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE outbox_events ADD COLUMN version smallint NOT NULL DEFAULT 1;
      -- What must be published again where the bus has lost it, and what may be deleted.
      CREATE INDEX outbox_events_published ON outbox_events (published_at) WHERE published_at IS NOT NULL;
      CREATE INDEX inbox_events_applied ON inbox_events (applied_at);
      CREATE TABLE outbox_progress (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        receipt text,
        settled_at timestamptz NOT NULL DEFAULT '-infinity'
      );
      INSERT INTO outbox_progress DEFAULT VALUES;
      CREATE TABLE parked_events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL,
        event_id text NOT NULL,
        tenant_id text NOT NULL,
        aggregate_id text NOT NULL,
        event jsonb NOT NULL,
        attempts smallint NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        last_error text,
        parked_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (consumer, event_id)
      );
      -- Whether events of an aggregate wait, and which of them is first.
      CREATE INDEX parked_events_of_aggregate ON parked_events (consumer, aggregate_id, position);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE parked_events; DROP TABLE outbox_progress;
      DROP INDEX inbox_events_applied; DROP INDEX outbox_events_published;
      ALTER TABLE outbox_events DROP COLUMN version`);
  }
}

/** The same in every subgraph's database, and the first of its migrations. */
export const EVENT_MIGRATIONS = [CreateOutboxAndInbox1732000000000, ParkEvents1732000000001] as const;
