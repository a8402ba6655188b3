import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvents1732000002000 implements MigrationInterface {
  name = 'CreateEvents1732000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE events (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text COLLATE "C" NOT NULL,
        school_id text COLLATE "C" NOT NULL,
        title text NOT NULL,
        description text,
        status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'PAUSED', 'CANCELLED')),
        -- To the millisecond, as a cursor carries it.
        starts_at timestamptz(3) NOT NULL,
        ends_at timestamptz(3) NOT NULL,
        time_zone text NOT NULL,
        venue text,
        is_public boolean NOT NULL DEFAULT false,
        -- Null where attendance is free.
        price_minor_units bigint CHECK (price_minor_units > 0),
        price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
        registration_opens_at timestamptz(3),
        registration_closes_at timestamptz(3),
        -- What a registration refers to, so that its school and tenant are those of its event.
        UNIQUE (id, tenant_id, school_id),
        CONSTRAINT events_end_after_start CHECK (ends_at > starts_at),
        CONSTRAINT events_registration_window CHECK (registration_closes_at > registration_opens_at),
        CONSTRAINT events_price_whole CHECK ((price_minor_units IS NULL) = (price_currency IS NULL))
      );
      -- School.events: a school's events, soonest first.
      CREATE INDEX events_by_start ON events (school_id, starts_at, id) WHERE status <> 'DRAFT';
      -- School.events(upcoming: true): those that have not ended.
      CREATE INDEX events_by_end ON events (school_id, ends_at) WHERE status <> 'DRAFT';
      CREATE TABLE event_capacities (
        event_id text COLLATE "C" PRIMARY KEY REFERENCES events,
        tenant_id text COLLATE "C" NOT NULL,
        -- Null where the event is not limited.
        capacity int CHECK (capacity >= 0),
        confirmed int NOT NULL DEFAULT 0 CHECK (confirmed >= 0),
        CONSTRAINT event_capacities_not_exceeded CHECK (capacity IS NULL OR confirmed <= capacity)
      ) WITH (fillfactor = 70);
      -- Every event has its counter, else nobody could ever register. Checked at commit: insert both in one transaction.
      ALTER TABLE events ADD CONSTRAINT events_have_capacity
        FOREIGN KEY (id) REFERENCES event_capacities DEFERRABLE INITIALLY DEFERRED;
      -- People may hold registrations for what was published once; it is cancelled or paused, never hidden again.
      CREATE FUNCTION events_stay_published() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'event % was published and cannot become a draft', OLD.id; END $$;
      CREATE TRIGGER events_stay_published BEFORE UPDATE OF status ON events FOR EACH ROW
        WHEN (OLD.status <> 'DRAFT' AND NEW.status = 'DRAFT') EXECUTE FUNCTION events_stay_published();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE events DROP CONSTRAINT events_have_capacity;
      DROP TABLE event_capacities;
      DROP TABLE events;
      DROP FUNCTION events_stay_published();
    `);
  }
}
