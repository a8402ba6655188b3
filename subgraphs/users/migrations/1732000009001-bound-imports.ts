import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often an import was begun without getting on, what of its files nobody reads, and whose turn it is. */
export class BoundImports1732000009001 implements MigrationInterface {
  name = 'BoundImports1732000009001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE import_jobs
        -- Times it was taken up since it last got on: what kills its worker must not do so for ever.
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN files_left_alone text[] NOT NULL DEFAULT '{}';
    `);
    await queryRunner.query(tenantsWithImports('GROUP BY tenant_id ORDER BY min(id)'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tenantsWithImports('GROUP BY tenant_id'));
    await queryRunner.query('ALTER TABLE import_jobs DROP COLUMN attempts, DROP COLUMN files_left_alone');
  }
}

function tenantsWithImports(inOrder: string): string {
  return `
    CREATE OR REPLACE FUNCTION tenants_with_imports() RETURNS TABLE (tenant_id text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT tenant_id FROM import_jobs
        WHERE state IN ('PENDING', 'RUNNING') AND (lease_until IS NULL OR lease_until < now()) ${inOrder}
      $$`;
}
