import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1732000001000 implements MigrationInterface {
  name = 'CreatePeople1732000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE tenants (
        id text COLLATE "C" PRIMARY KEY,
        name text NOT NULL
      );
      CREATE TABLE schools (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        name text NOT NULL,
        time_zone text NOT NULL,
        currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
        locale text NOT NULL,
        grade_levels text[] NOT NULL
      );
      -- Query.schools: the schools of a tenant by name.
      CREATE INDEX schools_by_name ON schools (tenant_id, name, id);
      CREATE TABLE users (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        given_name text NOT NULL,
        family_name text NOT NULL,
        preferred_given_name text,
        email text,
        password_hash text,
        is_enabled boolean NOT NULL DEFAULT true
      );
      CREATE UNIQUE INDEX users_email_unique ON users (tenant_id, lower(email));
      -- signIn: accounts by address, whatever the tenant.
      CREATE INDEX users_by_email ON users (lower(email));
      CREATE TABLE role_assignments (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL REFERENCES users,
        -- A school, or the tenant itself.
        org_id text NOT NULL,
        role text NOT NULL,
        begin_date date NOT NULL,
        end_date date CHECK (end_date > begin_date)
      );
      -- Viewer.roles and the claims of a token.
      CREATE INDEX role_assignments_by_user ON role_assignments (user_id);
      CREATE TABLE students (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL UNIQUE REFERENCES users,
        school_id text NOT NULL REFERENCES schools,
        family_name text NOT NULL,
        student_number text NOT NULL,
        grade_level text NOT NULL,
        homeroom text,
        UNIQUE (school_id, student_number)
      );
      -- Query.students: a school's students by name.
      CREATE INDEX students_by_name ON students (school_id, family_name, id);
      CREATE TABLE staff (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL REFERENCES users,
        school_id text NOT NULL REFERENCES schools,
        title text,
        UNIQUE (user_id, school_id)
      );
      CREATE TABLE guardian_links (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        guardian_user_id text NOT NULL REFERENCES users,
        student_id text NOT NULL REFERENCES students,
        relation text NOT NULL,
        can_see_attendance boolean NOT NULL DEFAULT true,
        can_see_grades boolean NOT NULL DEFAULT true,
        can_see_finance boolean NOT NULL DEFAULT true,
        can_report_absence boolean NOT NULL DEFAULT true,
        valid_from date NOT NULL,
        valid_to date CHECK (valid_to > valid_from),
        UNIQUE (guardian_user_id, student_id)
      );
      -- Who may see a guardian's name: staff of the ward's school.
      CREATE INDEX guardian_links_by_student ON guardian_links (student_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE guardian_links, staff, students, role_assignments, users, schools, tenants',
    );
  }
}
