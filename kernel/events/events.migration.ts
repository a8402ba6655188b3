import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox and inbox, the same in every subgraph's database and the first of its migrations. */
export class CreateOutboxAndInbox1732000000000 implements MigrationInterface {
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
