import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Topics: events in a row without gaps, for those who follow them. For services that have such subscriptions. */
export class CreateTopics1732000007000 implements MigrationInterface {
  name = 'CreateTopics1732000007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE topics (
        tenant_id text NOT NULL,
        topic text NOT NULL,
        last_sequence bigint NOT NULL,
        PRIMARY KEY (tenant_id, topic)
      );
      CREATE TABLE topic_events (
        tenant_id text NOT NULL,
        topic text NOT NULL,
        sequence bigint NOT NULL,
        outbox_sequence bigint NOT NULL REFERENCES outbox_events (sequence) ON DELETE CASCADE,
        PRIMARY KEY (tenant_id, topic, sequence)
      );
      -- Old events are deleted from the outbox, and with them their place in the row.
      CREATE INDEX topic_events_of_outbox ON topic_events (outbox_sequence);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE topic_events; DROP TABLE topics;');
  }
}
