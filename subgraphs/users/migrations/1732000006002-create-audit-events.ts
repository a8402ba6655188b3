import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done by whom; nothing of it is ever changed. */
export class CreateAuditEvents1732000006002 implements MigrationInterface {
  name = 'CreateAuditEvents1732000006002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audit_events (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        school_id text REFERENCES schools,
        actor_user_id text,
        action text NOT NULL,
        subject_id text,
        occurred_at timestamptz NOT NULL,
        address text,
        before_hash text,
        after_hash text
      );
      -- Query.auditEvents, newest first: of a tenant, of a school.
      CREATE INDEX audit_events_by_tenant ON audit_events (tenant_id, id DESC);
      CREATE INDEX audit_events_by_school ON audit_events (school_id, id DESC);
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'audit events are never changed'; END $$;
      CREATE TRIGGER audit_events_are_final BEFORE UPDATE OR DELETE ON audit_events
        FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE audit_events; DROP FUNCTION refuse_audit_change;');
  }
}
