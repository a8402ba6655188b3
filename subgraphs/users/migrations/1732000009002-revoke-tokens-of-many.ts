import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the people are found whose rights changed, given a list of people or of students. */
interface Finding {
  lock: string;
  update: string;
  guardians: string;
}

const BY_ID: Finding = {
  lock: 'users JOIN unnest(people) AS named (person) ON users.id = person',
  update:
    'users SET token_epoch = token_epoch + 1 FROM unnest(people) AS named (person) WHERE users.id = person',
  guardians: 'FROM guardian_links WHERE student_id = ANY(ARRAY(SELECT id FROM changed))',
};

const AMONG_ALL: Finding = {
  lock: 'users WHERE users.id = ANY(people)',
  update: 'users SET token_epoch = token_epoch + 1 WHERE users.id = ANY(people)',
  guardians: 'FROM guardian_links JOIN changed ON changed.id = student_id',
};

/**
 * Finds people whose rights changed by their ids. Before, a list of hundreds was compared with everybody there is, once
 * for each statement of an import.
 */
export class RevokeTokensOfMany1732000009002 implements MigrationInterface {
  name = 'RevokeTokensOfMany1732000009002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(revokeTokensOf(BY_ID));
    await queryRunner.query(studentsRightsChanged(BY_ID));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(studentsRightsChanged(AMONG_ALL));
    await queryRunner.query(revokeTokensOf(AMONG_ALL));
  }
}

function revokeTokensOf({ lock, update }: Finding): string {
  return `
    CREATE OR REPLACE FUNCTION revoke_tokens_of(people text[]) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        -- Whoever signs in meanwhile has a share lock on the person, and a session once it is released.
        PERFORM FROM ${lock} ORDER BY users.id FOR NO KEY UPDATE OF users;
        WITH raised AS (
          UPDATE ${update}
            AND EXISTS (SELECT FROM sessions WHERE sessions.user_id = users.id AND sessions.ended_at IS NULL)
          RETURNING users.id, tenant_id, token_epoch
        )
        INSERT INTO token_revocations (tenant_id, user_id, epoch) SELECT tenant_id, id, token_epoch FROM raised;
      END $$`;
}

function studentsRightsChanged({ guardians }: Finding): string {
  const [before, after] = ['old_rows', 'new_rows'].map(
    (rows) => `SELECT id, user_id, school_id FROM ${rows}`,
  );
  const find = (changed: string) => `
    WITH changed AS (${changed}) SELECT array_agg(DISTINCT person) INTO whom
    FROM (SELECT user_id FROM changed UNION SELECT guardian_user_id ${guardians}) AS p (person);`;
  return `
    CREATE OR REPLACE FUNCTION students_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE whom text[];
      BEGIN
        IF TG_OP = 'INSERT' THEN ${find(after!)}
        ELSIF TG_OP = 'DELETE' THEN ${find(before!)}
        ELSE ${find(`(${before} EXCEPT ${after}) UNION (${after} EXCEPT ${before})`)}
        END IF;
        IF whom IS NOT NULL THEN PERFORM revoke_tokens_of(whom); END IF;
        RETURN NULL;
      END $$`;
}
