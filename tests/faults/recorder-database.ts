import type { MigrationInterface, QueryRunner } from 'typeorm';

import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';

class CreateRecords1732000000010 implements MigrationInterface {
  name = 'CreateRecords1732000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Nothing here is unique but the order of writing: an effect that happens twice is there twice.
    await queryRunner.query(`
      CREATE TABLE records (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tenant_id text NOT NULL,
        event_id text NOT NULL,
        aggregate_id text NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE records');
  }
}

/** Of a service that writes down every event of every other one: the strictest consumer there can be. */
export const recorderDatabase: DatabaseSchema = {
  entities: [OutboxEvent],
  migrations: [...EVENT_MIGRATIONS, CreateRecords1732000000010],
};
