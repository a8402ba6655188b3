import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where people are signed in, and what takes a token's rights away before it expires. */
export class CreateSessions1732000007000 implements MigrationInterface {
  name = 'CreateSessions1732000007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Rises when a token issued before says something that is no longer so.
      ALTER TABLE users ADD COLUMN token_epoch integer NOT NULL DEFAULT 0;

      CREATE TABLE sessions (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        user_id text NOT NULL REFERENCES users,
        device text,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        -- Whatever happens: the person signs in again after this.
        expires_at timestamptz NOT NULL,
        -- Refresh tokens of this generation are good.
        generation integer NOT NULL DEFAULT 0,
        -- When the generation rose last.
        rotated_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text CHECK ((end_reason IS NULL) = (ended_at IS NULL))
      );
      -- Viewer.sessions, and whether a person has any.
      CREATE INDEX sessions_open_by_user ON sessions (user_id, last_used_at) WHERE ended_at IS NULL;
      -- Pruning.
      CREATE INDEX sessions_by_expiry ON sessions (expires_at);

      -- SHA-256 of the refresh tokens of a session's present and last generation.
      CREATE TABLE refresh_tokens (
        hash bytea PRIMARY KEY,
        tenant_id text NOT NULL REFERENCES tenants,
        session_id text NOT NULL REFERENCES sessions ON DELETE CASCADE,
        generation integer NOT NULL
      );
      CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id, generation);

      -- Where somebody has been signed in from: failures elsewhere do not keep them out there.
      CREATE TABLE known_addresses (
        user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
        address text NOT NULL,
        tenant_id text NOT NULL REFERENCES tenants,
        last_seen_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, address)
      );
      -- Pruning.
      CREATE INDEX known_addresses_by_age ON known_addresses (last_seen_at);

      -- Tokens that are refused though they have not expired: those of a session, or those of a person below an epoch.
      CREATE TABLE token_revocations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tenant_id text NOT NULL,
        session_id text,
        user_id text,
        epoch integer,
        -- Serial numbers are given out before commit; the transaction tells what a reader may have missed.
        written_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
        -- Not now(), which is when a long transaction began.
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CHECK ((session_id IS NULL) = (user_id IS NOT NULL) AND (user_id IS NULL) = (epoch IS NULL))
      );
      -- The feed.
      CREATE INDEX token_revocations_by_transaction ON token_revocations (written_by);
      -- Pruning.
      CREATE INDEX token_revocations_by_age ON token_revocations (created_at);
      -- The gateway asks for those of all tenants.
      CREATE FUNCTION revocations_since(transaction xid8)
        RETURNS TABLE (session_id text, user_id text, epoch integer)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT session_id, user_id, epoch FROM token_revocations WHERE written_by >= transaction ORDER BY id
        $$;
      -- For what is done to the rows of each tenant without anybody asking.
      CREATE FUNCTION tenant_ids() RETURNS TABLE (id text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT id FROM tenants ORDER BY id
        $$;

      CREATE FUNCTION revoke_tokens_of(people text[]) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          -- Whoever signs in meanwhile has a share lock on the person, and a session once it is released.
          PERFORM FROM users WHERE id = ANY(people) ORDER BY id FOR NO KEY UPDATE;
          WITH raised AS (
            UPDATE users SET token_epoch = token_epoch + 1
            WHERE id = ANY(people)
              AND EXISTS (SELECT FROM sessions WHERE sessions.user_id = users.id AND sessions.ended_at IS NULL)
            RETURNING id, tenant_id, token_epoch
          )
          INSERT INTO token_revocations (tenant_id, user_id, epoch) SELECT tenant_id, id, token_epoch FROM raised;
        END $$;

      -- The same password under a new hash changes nobody's rights: who only renews a hash says so.
      CREATE FUNCTION user_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          is_same_password boolean := OLD.password_hash IS NOT DISTINCT FROM NEW.password_hash
            OR current_setting('schoolgraph.renews_hash', true) = 'on';
          has_access boolean := NEW.is_enabled AND NEW.anonymized_at IS NULL;
        BEGIN
          IF has_access AND OLD.is_enabled AND is_same_password THEN RETURN NULL; END IF;
          PERFORM revoke_tokens_of(ARRAY[NEW.id]);
          IF NOT has_access THEN
            UPDATE sessions SET ended_at = now(), end_reason = 'ACCESS_ENDED'
              WHERE user_id = NEW.id AND ended_at IS NULL;
          END IF;
          RETURN NULL;
        END $$;
      CREATE TRIGGER user_access_changed AFTER UPDATE OF is_enabled, password_hash, anonymized_at ON users
        FOR EACH ROW EXECUTE FUNCTION user_access_changed();

      CREATE FUNCTION session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO token_revocations (tenant_id, session_id) VALUES (NEW.tenant_id, NEW.id);
          INSERT INTO outbox_events (id, tenant_id, aggregate_id, name, occurred_at, payload)
            VALUES ('evt_' || gen_random_uuid(), NEW.tenant_id, NEW.id, 'session.ended', NEW.ended_at,
              jsonb_build_object('sessionId', NEW.id, 'userId', NEW.user_id, 'reason', NEW.end_reason,
                'endedAt', to_char(NEW.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')));
          RETURN NULL;
        END $$;
      CREATE TRIGGER session_ended AFTER UPDATE OF ended_at ON sessions
        FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION session_ended();
    `);
    for (const rights of this.rights()) await queryRunner.query(this.watch(rights));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { table } of this.rights()) {
      for (const act of ['insert', 'update', 'delete'])
        await queryRunner.query(`DROP TRIGGER ${table}_${act}_rights ON ${table}`);
      await queryRunner.query(`DROP FUNCTION ${table}_rights_changed`);
    }
    await queryRunner.query(`
      DROP TRIGGER user_access_changed ON users;
      DROP FUNCTION user_access_changed;
      DROP TABLE token_revocations, known_addresses, refresh_tokens, sessions;
      DROP FUNCTION session_ended, revoke_tokens_of, revocations_since, tenant_ids;
      ALTER TABLE users DROP COLUMN token_epoch;
    `);
  }

  /** The tables that say what a person may, their columns that matter for it, and whom a changed row concerns. */
  private rights() {
    return [
      {
        table: 'role_assignments',
        columns: 'id, user_id, org_id, role, begin_date, end_date',
        people: 'SELECT user_id FROM changed',
      },
      {
        table: 'guardian_links',
        columns: `id, guardian_user_id, student_id, can_see_attendance, can_see_grades, can_see_finance,
          can_report_absence, valid_from, valid_to`,
        people: 'SELECT guardian_user_id FROM changed',
      },
      { table: 'staff', columns: 'id, user_id, school_id', people: 'SELECT user_id FROM changed' },
      {
        table: 'students',
        columns: 'id, user_id, school_id',
        // A token says of each ward in which school they are.
        people: `SELECT user_id FROM changed
          UNION SELECT guardian_user_id FROM guardian_links JOIN changed ON changed.id = student_id`,
      },
    ];
  }

  /** Triggers for each statement, not for each row: an import changes thousands. */
  private watch({ table, columns, people }: { table: string; columns: string; people: string }): string {
    const find = (changed: string) =>
      `WITH changed AS (${changed}) SELECT array_agg(DISTINCT person) INTO whom FROM (${people}) AS p (person);`;
    const [before, after] = ['old_rows', 'new_rows'].map((rows) => `SELECT ${columns} FROM ${rows}`);
    const trigger = (act: string, rows: string) => `
      CREATE TRIGGER ${table}_${act}_rights AFTER ${act} ON ${table} REFERENCING ${rows}
        FOR EACH STATEMENT EXECUTE FUNCTION ${table}_rights_changed();`;
    return `
      CREATE FUNCTION ${table}_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE whom text[];
        BEGIN
          IF TG_OP = 'INSERT' THEN ${find(after!)}
          ELSIF TG_OP = 'DELETE' THEN ${find(before!)}
          ELSE ${find(`(${before} EXCEPT ${after}) UNION (${after} EXCEPT ${before})`)}
          END IF;
          IF whom IS NOT NULL THEN PERFORM revoke_tokens_of(whom); END IF;
          RETURN NULL;
        END $$;
      ${trigger('insert', 'NEW TABLE AS new_rows')}
      ${trigger('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows')}
      ${trigger('delete', 'OLD TABLE AS old_rows')}`;
  }
}
