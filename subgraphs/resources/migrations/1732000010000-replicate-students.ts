import type { MigrationInterface, QueryRunner } from 'typeorm';

/** This service's own copy of who is a student of which school, as users tells it. */
export class ReplicateStudents1732000010000 implements MigrationInterface {
  name = 'ReplicateStudents1732000010000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE school_students (
        student_id text COLLATE "C" NOT NULL,
        school_id text COLLATE "C" NOT NULL,
        tenant_id text COLLATE "C" NOT NULL,
        PRIMARY KEY (student_id, school_id)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE school_students');
  }
}
