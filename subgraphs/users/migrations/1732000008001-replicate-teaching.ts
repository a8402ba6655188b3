import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who teaches whom, as courses tells it: teachers see the students of their sections, and no others. */
export class ReplicateTeaching1732000008001 implements MigrationInterface {
  name = 'ReplicateTeaching1732000008001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE section_teachers (
        section_id text NOT NULL,
        staff_id text NOT NULL,
        tenant_id text NOT NULL REFERENCES tenants,
        school_id text NOT NULL,
        begin_date date,
        -- First day on which the section is no longer taught; null where it is not known.
        end_date date,
        PRIMARY KEY (section_id, staff_id)
      );
      -- The sections of a teacher.
      CREATE INDEX section_teachers_by_staff ON section_teachers (staff_id);
      CREATE TABLE section_students (
        enrollment_id text PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        section_id text NOT NULL,
        student_id text NOT NULL,
        begin_date date NOT NULL,
        end_date date
      );
      -- Whether a student is in a section.
      CREATE INDEX section_students_by_student ON section_students (student_id, section_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE section_students, section_teachers');
  }
}
