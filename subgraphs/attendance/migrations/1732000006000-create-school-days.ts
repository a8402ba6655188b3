import type { MigrationInterface, QueryRunner } from 'typeorm';

/** This service's own copy of when schools are in session, as users tells it. */
export class CreateSchoolDays1732000006000 implements MigrationInterface {
  name = 'CreateSchoolDays1732000006000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE school_days (
        school_id text COLLATE "C" NOT NULL,
        date date NOT NULL,
        tenant_id text COLLATE "C" NOT NULL,
        is_in_session boolean NOT NULL,
        PRIMARY KEY (school_id, date)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE school_days');
  }
}
