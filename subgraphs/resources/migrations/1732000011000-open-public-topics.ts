import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who sees a public event sees how many places are left, and so how often that has changed. */
export class OpenPublicTopics1732000011000 implements MigrationInterface {
  name = 'OpenPublicTopics1732000011000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE POLICY public_reading ON topics FOR SELECT USING (
        starts_with(topic, 'places at ') AND EXISTS (
          SELECT FROM events WHERE events.id = substr(topic, 11) AND events.is_public AND events.status <> 'DRAFT'))
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP POLICY public_reading ON topics');
  }
}
