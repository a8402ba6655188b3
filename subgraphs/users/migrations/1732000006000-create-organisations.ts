import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tree of organisations, and when a school is in session. */
export class CreateOrganisations1732000006000 implements MigrationInterface {
  name = 'CreateOrganisations1732000006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE organization_units (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        -- Null for the tenant itself alone.
        parent_id text REFERENCES organization_units CHECK ((parent_id IS NULL) = (id = tenant_id)),
        type text NOT NULL CHECK (type IN ('DEPARTMENT', 'DISTRICT', 'LOCAL', 'STATE', 'NATIONAL')),
        name text NOT NULL,
        identifier text,
        UNIQUE (tenant_id, identifier)
      );
      -- Organization.children.
      CREATE INDEX organization_units_by_parent ON organization_units (parent_id, name, id);
      INSERT INTO organization_units (id, tenant_id, type, name) SELECT id, id, 'DISTRICT', name FROM tenants;
      -- Every tenant is an organisation from the start, whoever creates it.
      CREATE FUNCTION create_root_organization() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO organization_units (id, tenant_id, type, name) VALUES (NEW.id, NEW.id, 'DISTRICT', NEW.name);
          RETURN NULL;
        END $$;
      CREATE TRIGGER create_root_organization AFTER INSERT ON tenants
        FOR EACH ROW EXECUTE FUNCTION create_root_organization();

      ALTER TABLE schools
        ADD COLUMN parent_id text REFERENCES organization_units,
        ADD COLUMN identifier text,
        -- ISO 8601: Monday is 1.
        ADD COLUMN instructional_weekdays smallint[] NOT NULL DEFAULT '{1,2,3,4,5}',
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT schools_identifier_unique UNIQUE (tenant_id, identifier);
      UPDATE schools SET parent_id = tenant_id;
      ALTER TABLE schools ALTER COLUMN parent_id SET NOT NULL;
      -- Organization.children, and the schools below an organisation.
      CREATE INDEX schools_by_parent ON schools (parent_id, name, id);

      -- A school's clocks show the zone of the last of these whose first day has come.
      CREATE TABLE school_time_zones (
        school_id text NOT NULL REFERENCES schools,
        tenant_id text NOT NULL REFERENCES tenants,
        -- The first day that there is for the zone the school began with.
        effective_from date NOT NULL,
        time_zone text NOT NULL,
        PRIMARY KEY (school_id, effective_from)
      );
      INSERT INTO school_time_zones (school_id, tenant_id, effective_from, time_zone)
        SELECT id, tenant_id, '1900-01-01', time_zone FROM schools;
      -- Every school has a zone from the start, whoever creates it.
      CREATE FUNCTION create_first_time_zone() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO school_time_zones (school_id, tenant_id, effective_from, time_zone)
            VALUES (NEW.id, NEW.tenant_id, '1900-01-01', NEW.time_zone);
          RETURN NULL;
        END $$;
      CREATE TRIGGER create_first_time_zone AFTER INSERT ON schools
        FOR EACH ROW EXECUTE FUNCTION create_first_time_zone();

      CREATE TABLE academic_sessions (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        school_id text NOT NULL REFERENCES schools,
        parent_id text REFERENCES academic_sessions CHECK ((parent_id IS NULL) = (type = 'SCHOOL_YEAR')),
        type text NOT NULL CHECK (type IN ('SCHOOL_YEAR', 'SEMESTER', 'TERM', 'GRADING_PERIOD')),
        title text NOT NULL,
        school_year integer NOT NULL,
        start_date date NOT NULL,
        end_date date NOT NULL CHECK (end_date >= start_date)
      );
      -- Those of a school, by their first day.
      CREATE INDEX academic_sessions_by_school ON academic_sessions (school_id, start_date, id);
      CREATE TABLE calendar_days (
        school_id text NOT NULL REFERENCES schools,
        date date NOT NULL,
        tenant_id text NOT NULL REFERENCES tenants,
        kind text NOT NULL,
        label text,
        opens_at time,
        closes_at time CHECK (closes_at > opens_at),
        grade_levels text[],
        PRIMARY KEY (school_id, date)
      );
      CREATE TABLE periods (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        school_id text NOT NULL REFERENCES schools,
        sequence smallint NOT NULL,
        title text NOT NULL,
        short_name text NOT NULL,
        starts_at time NOT NULL,
        ends_at time NOT NULL CHECK (ends_at > starts_at),
        counts_for_attendance boolean NOT NULL,
        UNIQUE (school_id, sequence) DEFERRABLE INITIALLY DEFERRED
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER create_first_time_zone ON schools;
      DROP FUNCTION create_first_time_zone;
      DROP TABLE periods, calendar_days, academic_sessions, school_time_zones;
      DROP INDEX schools_by_parent;
      ALTER TABLE schools DROP COLUMN parent_id, DROP COLUMN identifier, DROP COLUMN instructional_weekdays,
        DROP COLUMN version;
      DROP TRIGGER create_root_organization ON tenants;
      DROP FUNCTION create_root_organization;
      DROP TABLE organization_units;
    `);
  }
}
