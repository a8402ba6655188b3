import { escapeIdentifier } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { StartError } from '../start-error';
import { statementsToIsolate, type Isolation, type Lookup, type Relation } from './isolation';
import { ensureRoles, type Roles } from './roles';

/** Tables and sequences with what stands between them and the roles named in $1. */
const RELATIONS = `
  WITH granted AS (
    SELECT oid, pg_get_userbyid(acl.grantee) AS role, acl.privilege_type AS privilege
    FROM pg_class CROSS JOIN aclexplode(relacl) acl
    UNION ALL
    SELECT attrelid, pg_get_userbyid(acl.grantee), format('%s ("%s")', acl.privilege_type, attname)
    FROM pg_attribute CROSS JOIN aclexplode(attacl) acl
  ), by_role AS (
    SELECT oid, role, jsonb_agg(privilege ORDER BY privilege COLLATE "C") AS privileges
    FROM granted WHERE role = ANY($1) GROUP BY oid, role
  )
  SELECT relname AS name, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
    relrowsecurity AND relforcerowsecurity AS "isSecured",
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped)
      AS columns,
    ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = pg_class.oid) AS policies,
    (SELECT coalesce(jsonb_object_agg(role, privileges), '{}') FROM by_role WHERE by_role.oid = pg_class.oid)
      AS granted
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S') ORDER BY relname`;

/**
 * Puts every table behind row-level security and grants the roles what they need, where that is not so yet: a table
 * that a migration has just made cannot be forgotten. Statement by statement, so that no two tables are locked at once:
 * a table is closed before it has a policy, and has its policy before it is open to anybody.
 */
export async function isolate(owner: DataSource, isolation: Isolation): Promise<Roles> {
  const roles = await ensureRoles(owner);
  const relations = await owner.query<Relation[]>(RELATIONS, [Object.values(roles)]);
  for (const relation of relations) {
    for (const sql of statementsToIsolate(relation, isolation, roles)) await owner.query(sql);
  }
  for (const lookup of isolation.lookups ?? []) {
    await owner.transaction((tx) => handOver(tx, lookup, roles));
  }
  return roles;
}

/** Migrations move the rows of all tenants, and `FORCE` would hide them: it is lifted until {@link isolate}. */
export async function exposeToOwner(owner: DataSource): Promise<void> {
  const forced = await owner.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity ORDER BY relname`,
  );
  for (const { name } of forced) {
    await owner.query(`ALTER TABLE ${escapeIdentifier(name)} NO FORCE ROW LEVEL SECURITY`);
  }
}

/** A function runs with the rights of its owner: not the tables' owner, but a role that has no others. */
async function handOver(tx: EntityManager, { signature }: Lookup, roles: Roles): Promise<void> {
  const [app, role] = [roles.app, roles.lookup].map(escapeIdentifier);
  const [{ isDone }] = await tx.query<[{ isDone: boolean }]>(
    'SELECT pg_get_userbyid(proowner) = $2 AS "isDone" FROM pg_proc WHERE oid = $1::regprocedure',
    [signature, roles.lookup],
  );
  if (isDone) return;
  await tx.query(`REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`);
  await tx.query(`GRANT EXECUTE ON FUNCTION ${signature} TO ${app}`);
  await tx.query(`GRANT CREATE ON SCHEMA public TO ${role}`);
  await tx.query(`ALTER FUNCTION ${signature} OWNER TO ${role}`);
  await tx.query(`REVOKE CREATE ON SCHEMA public FROM ${role}`);
}

/**
 * Makes sure that the connections are held by row-level security.
 * @throws StartError where they belong to a superuser, an owner of tables, or a role that bypasses it
 */
export async function assertIsolated(db: DataSource): Promise<void> {
  const [{ role, isAbove }] = await db.query<[{ role: string; isAbove: boolean }]>(
    `SELECT rolname AS role, rolsuper OR rolbypassrls
       OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')) AS "isAbove"
     FROM pg_roles WHERE rolname = current_user`,
  );
  if (!isAbove) return;
  throw new StartError(
    `Row-level security does not hold for the database role ${role}. Does a pooler drop the start-up option "role"?`,
  );
}
