import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that stand for a password, and the messages that bring them. No token is stored: they are derived. */
export class CreateLinks1732000007002 implements MigrationInterface {
  name = 'CreateLinks1732000007002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE password_resets (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL REFERENCES users,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      -- How many a person has open.
      CREATE INDEX password_resets_open ON password_resets (user_id) WHERE used_at IS NULL;
      -- Pruning.
      CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);

      CREATE TABLE invitations (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        -- A school, or another organisation.
        organization_id text NOT NULL,
        email text NOT NULL,
        given_name text NOT NULL,
        family_name text NOT NULL,
        role text NOT NULL,
        title text,
        invited_by text NOT NULL REFERENCES users,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz
      );
      -- A new invitation replaces the one that is open.
      CREATE UNIQUE INDEX invitations_one_open ON invitations (tenant_id, lower(email)) WHERE accepted_at IS NULL;

      CREATE TABLE messages (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        kind text NOT NULL CHECK (kind IN ('PASSWORD_RESET', 'INVITATION')),
        recipient text NOT NULL,
        -- The reset or the invitation that its link is for.
        subject_id text NOT NULL,
        created_at timestamptz NOT NULL,
        -- When its link is no longer good, and there is no sense in sending it.
        expires_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        sent_at timestamptz
      );
      -- Those that wait, the longest first.
      CREATE INDEX messages_waiting ON messages (next_attempt_at) WHERE sent_at IS NULL;
      -- Pruning.
      CREATE INDEX messages_by_expiry ON messages (expires_at);
      CREATE FUNCTION tenants_with_messages(due timestamptz) RETURNS TABLE (tenant_id text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT DISTINCT tenant_id FROM messages
          WHERE sent_at IS NULL AND next_attempt_at <= due AND expires_at > due
        $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP FUNCTION tenants_with_messages; DROP TABLE messages, invitations, password_resets',
    );
  }
}
