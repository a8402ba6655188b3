import { escapeIdentifier } from 'pg';
import type { DataSource } from 'typeorm';
import { StartError } from '../start-error';
import { SQLSTATE, sqlStateOf } from './errors';

/** Who acts at run time in place of the owner who logs in. None owns a table, and none can log in. */
export interface Roles {
  /** Requests and consumers: the rows of one tenant at a time. */
  app: string;
  /** The relay: the outbox of all tenants. */
  relay: string;
  /** Owns the functions that answer before the tenant is known. Nobody connects as it. */
  lookup: string;
}

/**
 * The roles of the one who is connected, made where they are missing. They are the cluster's, so others may make them, too.
 * @throws StartError with what an administrator must run, where the one who is connected may not
 */
export async function ensureRoles(owner: DataSource): Promise<Roles> {
  const [{ login }] = await owner.query<[{ login: string }]>('SELECT session_user::text AS login');
  const roles = { app: `${login}_app`, relay: `${login}_relay`, lookup: `${login}_lookup` };
  const missing: string[] = [];
  for (const role of Object.values(roles)) missing.push(...(await statementsFor(owner, role, login)));
  try {
    for (const statement of missing) await owner.query(unlessDoneMeanwhile(statement));
  } catch (cause) {
    if (sqlStateOf(cause) !== SQLSTATE.insufficientPrivilege) throw cause;
    const statements = missing.map((statement) => `  ${statement};`).join('\n');
    throw new StartError(`The database needs roles. Let its administrator run:\n${statements}`, { cause });
  }
  return roles;
}

/** What makes a role and lets its login act as it; nothing where that is so. */
async function statementsFor(owner: DataSource, role: string, login: string): Promise<string[]> {
  const [known] = await owner.query<{ isOpen: boolean }[]>(
    `SELECT pg_has_role(session_user, oid, 'SET') AS "isOpen" FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  if (known?.isOpen) return [];
  const admit = `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(login)} WITH INHERIT FALSE, SET TRUE`;
  return known ? [admit] : [`CREATE ROLE ${escapeIdentifier(role)} NOLOGIN`, admit];
}

/** Databases of one cluster start at the same time, each under a lock of its own. */
function unlessDoneMeanwhile(statement: string): string {
  return `DO $$ BEGIN ${statement}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}
