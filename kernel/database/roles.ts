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

/** The roles of the one who is connected, made where they are missing. They are the cluster's, so others may make them, too. */
export async function ensureRoles(owner: DataSource): Promise<Roles> {
  const [{ login }] = await owner.query<[{ login: string }]>('SELECT session_user::text AS login');
  const roles = { app: `${login}_app`, relay: `${login}_relay`, lookup: `${login}_lookup` };
  for (const role of Object.values(roles)) await ensureRole(owner, role, login);
  return roles;
}

async function ensureRole(owner: DataSource, role: string, login: string): Promise<void> {
  const create = `CREATE ROLE ${escapeIdentifier(role)} NOLOGIN`;
  const admit = `GRANT ${escapeIdentifier(role)} TO ${escapeIdentifier(login)} WITH INHERIT FALSE, SET TRUE`;
  try {
    const known = await owner.query<unknown[]>('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (known.length === 0) await owner.query(unlessMadeMeanwhile(create));
    const [{ may }] = await owner.query<[{ may: boolean }]>(
      `SELECT pg_has_role(session_user, $1, 'SET') AS may`,
      [role],
    );
    if (!may) await owner.query(admit);
  } catch (cause) {
    if (sqlStateOf(cause) !== SQLSTATE.insufficientPrivilege) throw cause;
    throw new StartError(`The database needs a role. Let its administrator run: ${create}; ${admit};`, {
      cause,
    });
  }
}

/** Databases of one cluster start at the same time, each under a lock of its own. */
function unlessMadeMeanwhile(create: string): string {
  return `DO $$ BEGIN ${create}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}
