import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of rosters: the files as they came, how far each is, and what was wrong with which row. */
export class CreateImportJobs1732000009000 implements MigrationInterface {
  name = 'CreateImportJobs1732000009000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Whether somebody has a name in another system.
      CREATE INDEX external_ids_by_object ON external_ids (object_id);
      CREATE TABLE import_jobs (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        -- Null for a bundle that names its schools.
        school_id text REFERENCES schools,
        requested_by text NOT NULL,
        format text NOT NULL,
        dry_run boolean NOT NULL,
        state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED')),
        total_rows integer NOT NULL,
        -- Also where the next batch begins: it moves in the transaction that applies the rows before it.
        processed_rows integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        updated integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        leased_by text,
        lease_until timestamptz,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      -- One at a time for a school, and one for bundles of the tenant.
      CREATE UNIQUE INDEX import_jobs_one_open ON import_jobs (tenant_id, coalesce(school_id, ''))
        WHERE state IN ('PENDING', 'RUNNING');
      CREATE TABLE import_files (
        job_id text NOT NULL REFERENCES import_jobs,
        position smallint NOT NULL,
        tenant_id text NOT NULL REFERENCES tenants,
        name text NOT NULL,
        content text NOT NULL,
        PRIMARY KEY (job_id, position)
      );
      CREATE TABLE import_errors (
        id text COLLATE "C" PRIMARY KEY,
        job_id text NOT NULL REFERENCES import_jobs,
        tenant_id text NOT NULL REFERENCES tenants,
        -- Their order.
        position integer NOT NULL,
        file text NOT NULL,
        line integer NOT NULL,
        field text,
        code text NOT NULL,
        message text NOT NULL,
        UNIQUE (job_id, position)
      );
      CREATE FUNCTION tenants_with_imports() RETURNS TABLE (tenant_id text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT DISTINCT tenant_id FROM import_jobs
          WHERE state IN ('PENDING', 'RUNNING') AND (lease_until IS NULL OR lease_until < now())
        $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP FUNCTION tenants_with_imports; DROP TABLE import_errors, import_files, import_jobs; DROP INDEX external_ids_by_object',
    );
  }
}
