import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often somebody or something has failed to prove who they are. */
export class CreateSignInThrottles1732000007001 implements MigrationInterface {
  name = 'CreateSignInThrottles1732000007001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sign_in_throttles (
        key text COLLATE "C" PRIMARY KEY,
        -- Failures, of which some are forgotten as time passes.
        level real NOT NULL,
        changed_at timestamptz NOT NULL,
        -- The next try is allowed from then on.
        waits_until timestamptz NOT NULL,
        -- When nothing is left to remember.
        forgotten_at timestamptz NOT NULL
      ) WITH (fillfactor = 70);
      -- Pruning.
      CREATE INDEX sign_in_throttles_by_end ON sign_in_throttles (forgotten_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sign_in_throttles');
  }
}
