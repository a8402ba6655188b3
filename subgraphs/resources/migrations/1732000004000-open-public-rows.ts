import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a school has published for everybody is read by everybody: anonymous callers, and the people of other tenants. */
export class OpenPublicRows1732000004000 implements MigrationInterface {
  name = 'OpenPublicRows1732000004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE POLICY public_reading ON resources FOR SELECT USING (is_public AND status = 'PUBLISHED');
      CREATE POLICY public_reading ON events FOR SELECT USING (is_public AND status <> 'DRAFT');
      -- Who sees an event sees how many places are left.
      CREATE POLICY public_reading ON event_capacities FOR SELECT USING (EXISTS (
        SELECT FROM events WHERE events.id = event_id AND events.is_public AND events.status <> 'DRAFT'));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP POLICY public_reading ON resources;
      DROP POLICY public_reading ON events;
      DROP POLICY public_reading ON event_capacities;
    `);
  }
}
