import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was at which school when, and what guardians may, as intervals that end and are never overwritten. */
export class CreateSchoolEnrolments1732000006001 implements MigrationInterface {
  name = 'CreateSchoolEnrolments1732000006001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE school_enrollments (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        student_id text NOT NULL REFERENCES students,
        school_id text NOT NULL REFERENCES schools,
        grade_level text NOT NULL,
        entry_date date NOT NULL,
        entry_type text NOT NULL,
        -- First day no longer enrolled.
        exit_date date CHECK (exit_date >= entry_date),
        exit_type text CHECK ((exit_type IS NULL) = (exit_date IS NULL))
      );
      CREATE UNIQUE INDEX school_enrollments_one_open ON school_enrollments (student_id, school_id)
        WHERE exit_date IS NULL;
      -- Student.schoolEnrollments.
      CREATE INDEX school_enrollments_by_student ON school_enrollments (student_id, entry_date);
      -- The roster of a school on a day.
      CREATE INDEX school_enrollments_by_school ON school_enrollments (school_id, entry_date);
      -- When students of the time before enrolments came is not known: a day before all dates that matter.
      INSERT INTO school_enrollments (id, tenant_id, student_id, school_id, grade_level, entry_date, entry_type)
        SELECT 'sen' || substr(id, 4), tenant_id, id, school_id, grade_level, '2000-01-01', 'NEW' FROM students;

      ALTER TABLE students ADD COLUMN version integer NOT NULL DEFAULT 1;
      ALTER TABLE users
        ADD COLUMN pronouns text,
        ADD COLUMN phone text,
        ADD COLUMN avatar_url text,
        ADD COLUMN locale text,
        ADD COLUMN time_zone text,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN anonymized_at timestamptz;
      ALTER TABLE staff ADD COLUMN classifications text[] NOT NULL DEFAULT '{}';
      ALTER TABLE role_assignments ADD COLUMN role_type text NOT NULL DEFAULT 'PRIMARY';
      CREATE UNIQUE INDEX role_assignments_one_open ON role_assignments (user_id, org_id, role) WHERE end_date IS NULL;
      -- Who holds a role in an organisation.
      CREATE INDEX role_assignments_by_org ON role_assignments (org_id, role);

      CREATE TABLE guardians (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL UNIQUE REFERENCES users
      );
      INSERT INTO guardians (id, tenant_id, user_id)
        SELECT DISTINCT 'grd' || substr(guardian_user_id, 4), tenant_id, guardian_user_id FROM guardian_links;
      ALTER TABLE guardian_links
        ADD COLUMN contact_priority smallint NOT NULL DEFAULT 1 CHECK (contact_priority BETWEEN 1 AND 99),
        ADD COLUMN can_pick_up boolean NOT NULL DEFAULT false,
        ADD COLUMN notify_by_sms boolean NOT NULL DEFAULT false,
        ADD COLUMN notify_by_email boolean NOT NULL DEFAULT false,
        ADD COLUMN notify_by_push boolean NOT NULL DEFAULT false,
        ADD COLUMN court_order_note text,
        DROP CONSTRAINT guardian_links_guardian_user_id_student_id_key;
      -- A link that ended may be followed by another one. Serves the wards of a guardian, too.
      CREATE UNIQUE INDEX guardian_links_one_open ON guardian_links (guardian_user_id, student_id)
        WHERE valid_to IS NULL;

      -- What other systems call our objects: an import finds again what it brought.
      CREATE TABLE external_ids (
        tenant_id text NOT NULL REFERENCES tenants,
        system text NOT NULL,
        type text NOT NULL,
        value text NOT NULL,
        object_id text NOT NULL,
        PRIMARY KEY (tenant_id, system, type, value)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE external_ids;
      DROP INDEX guardian_links_one_open;
      ALTER TABLE guardian_links DROP COLUMN contact_priority, DROP COLUMN can_pick_up, DROP COLUMN notify_by_sms,
        DROP COLUMN notify_by_email, DROP COLUMN notify_by_push, DROP COLUMN court_order_note,
        ADD CONSTRAINT guardian_links_guardian_user_id_student_id_key UNIQUE (guardian_user_id, student_id);
      DROP TABLE guardians;
      DROP INDEX role_assignments_by_org, role_assignments_one_open;
      ALTER TABLE role_assignments DROP COLUMN role_type;
      ALTER TABLE staff DROP COLUMN classifications;
      ALTER TABLE users DROP COLUMN pronouns, DROP COLUMN phone, DROP COLUMN avatar_url, DROP COLUMN locale,
        DROP COLUMN time_zone, DROP COLUMN version, DROP COLUMN anonymized_at;
      ALTER TABLE students DROP COLUMN version;
      DROP TABLE school_enrollments;
    `);
  }
}
