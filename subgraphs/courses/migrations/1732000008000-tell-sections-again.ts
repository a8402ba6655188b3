import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells once more which sections there are, who teaches them and who is in them: users keeps a copy from now on, and
 * was not listening before. Consumers that know already skip what they have applied.
 */
export class TellSectionsAgain1732000008000 implements MigrationInterface {
  name = 'TellSectionsAgain1732000008000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE outbox_events SET published_at = NULL WHERE name IN ('section.created', 'enrollments.created')`);
  }

  /** What was told cannot be taken back. */
  async down(): Promise<void> {}
}
