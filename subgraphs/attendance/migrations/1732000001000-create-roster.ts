import type { MigrationInterface, QueryRunner } from 'typeorm';

/** This service's own copies of what courses tells it. */
export class CreateRoster1732000001000 implements MigrationInterface {
  name = 'CreateRoster1732000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sections (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text COLLATE "C" NOT NULL,
        school_id text COLLATE "C" NOT NULL,
        time_zone text NOT NULL,
        title text NOT NULL,
        course_title text NOT NULL,
        grade_level text
      );
      -- schoolById: the zone of a school is that of its newest section.
      CREATE INDEX sections_by_school ON sections (school_id, id DESC);
      CREATE TABLE section_teachers (
        section_id text COLLATE "C" NOT NULL REFERENCES sections,
        staff_id text COLLATE "C" NOT NULL,
        tenant_id text COLLATE "C" NOT NULL,
        -- Also serves ownTeaching: does this person teach these sections?
        PRIMARY KEY (section_id, staff_id)
      );
      CREATE TABLE roster_entries (
        enrollment_id text COLLATE "C" PRIMARY KEY,
        tenant_id text COLLATE "C" NOT NULL,
        section_id text COLLATE "C" NOT NULL REFERENCES sections,
        student_id text COLLATE "C" NOT NULL,
        -- Expected from this day until the day before end_date.
        begin_date date NOT NULL,
        end_date date CHECK (end_date > begin_date)
      );
      -- Who is expected in a register, and how many.
      CREATE INDEX roster_entries_by_section ON roster_entries (section_id, student_id);
      -- Student.attendance and attendanceToday: the sections a student is in.
      CREATE INDEX roster_entries_by_student ON roster_entries (student_id, section_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE roster_entries, section_teachers, sections');
  }
}
