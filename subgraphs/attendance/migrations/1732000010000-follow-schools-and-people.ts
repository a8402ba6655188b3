import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What users tells of a school's zone and of people who are forgotten. */
export class FollowSchoolsAndPeople1732000010000 implements MigrationInterface {
  name = 'FollowSchoolsAndPeople1732000010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE school_time_zones (
        school_id text COLLATE "C" NOT NULL,
        tenant_id text COLLATE "C" NOT NULL,
        effective_from date NOT NULL,
        time_zone text NOT NULL,
        PRIMARY KEY (school_id, effective_from)
      );
      -- The last zone whose first day has come by its own calendar; the one that a section was opened in before all.
      CREATE FUNCTION school_zone(school text, instant timestamptz, otherwise text) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce((
          SELECT time_zone FROM school_time_zones
          WHERE school_id = school AND effective_from <= (instant AT TIME ZONE time_zone)::date
          ORDER BY effective_from DESC LIMIT 1
        ), otherwise)
      $$;
      -- History is final but for words about somebody who is to be forgotten.
      CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND NEW.note IS NULL
            AND to_jsonb(NEW) - 'note' = to_jsonb(OLD) - 'note' THEN RETURN NEW; END IF;
          RAISE EXCEPTION 'attendance_record_revisions are never changed';
        END $$;
      DROP TRIGGER history_is_final ON attendance_record_revisions;
      CREATE TRIGGER history_is_final BEFORE UPDATE OR DELETE ON attendance_record_revisions
        FOR EACH ROW EXECUTE FUNCTION keep_history();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER history_is_final ON attendance_record_revisions;
      CREATE TRIGGER history_is_final BEFORE UPDATE OR DELETE ON attendance_record_revisions
        FOR EACH ROW EXECUTE FUNCTION history_is_final();
      DROP FUNCTION keep_history; DROP FUNCTION school_zone; DROP TABLE school_time_zones`);
  }
}
