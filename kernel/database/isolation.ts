import { escapeIdentifier } from 'pg';
import type { Roles } from './roles';
import { TENANT_SETTING } from './tenant-query';

/** What a database has to say about its tenants beside a `tenant_id` in each table. Everything else is refused. */
export interface Isolation {
  /** The column that holds the tenant, by table, where it is not `tenant_id`. */
  tenantColumns?: Readonly<Record<string, string>>;
  /** Tables of no tenant, each with the reason why that is right. They are open to every request. */
  outside?: Readonly<Record<string, string>>;
  /** Tables whose rows are never deleted, and change in the listed columns alone. */
  kept?: Readonly<Record<string, readonly string[]>>;
  /** What must be known before the tenant is. */
  lookups?: readonly Lookup[];
}

/**
 * A function of a migration that answers across tenants, SECURITY DEFINER and with a `search_path` of its own. It is
 * given to the role of look-ups, which may read the listed columns for it.
 */
export interface Lookup {
  /** As `ALTER FUNCTION` takes it: `sign_in_accounts(text)`. */
  signature: string;
  reads: Readonly<Record<string, readonly string[]>>;
}

/** A table or sequence as it is now. */
export interface Relation {
  name: string;
  kind: 'table' | 'sequence';
  columns: readonly string[];
  /** Whether row-level security is on, for the owner, too. */
  isSecured: boolean;
  policies: readonly string[];
  /** Privileges by the name of a role, such as `SELECT` and `UPDATE ("status")`; sorted. */
  granted: Readonly<Record<string, readonly string[]>>;
}

/** Of every database: tables of the kernel's own. */
const KERNEL = {
  outside: {
    inbox_events: 'Ids of events that were applied: nothing of a tenant or a person is in them.',
    outbox_progress: 'One row: up to when the bus has passed on what was published.',
  },
  kept: { outbox_events: [], outbox_progress: [] },
} as const;

const TENANT_POLICY = 'tenant_isolation';

/** The column that tells a table's tenant; undefined where it has none. */
export function tenantColumnOf(
  { name, columns }: Pick<Relation, 'name' | 'columns'>,
  isolation: Isolation,
): string | undefined {
  return isolation.tenantColumns?.[name] ?? columns.find((column) => column === 'tenant_id');
}

/** The tables of a database that belong to no tenant, with the reason of each. */
export function tablesOutside(isolation: Isolation): Readonly<Record<string, string>> {
  return { ...KERNEL.outside, ...isolation.outside };
}

/** What must be run so that a relation is as isolated as it should be; nothing where it is. */
export function statementsToIsolate(relation: Relation, isolation: Isolation, roles: Roles): string[] {
  const across = [
    { role: roles.relay, policy: 'relay_access', privileges: relayPrivileges(relation) },
    { role: roles.lookup, policy: 'lookup_access', privileges: lookupPrivileges(relation, isolation) },
  ];
  return [
    ...tenantPolicy(relation, isolation),
    ...across.flatMap(({ role, policy, privileges }) =>
      privileges.length === 0 || relation.policies.includes(policy)
        ? []
        : `CREATE POLICY ${policy} ON ${escapeIdentifier(relation.name)} TO ${escapeIdentifier(role)} USING (true)`,
    ),
    ...grants(relation, roles.app, appPrivileges(relation, isolation)),
    ...across.flatMap(({ role, privileges }) => grants(relation, role, privileges)),
  ];
}

function tenantPolicy(relation: Relation, isolation: Isolation): string[] {
  const column = tenantColumnOf(relation, isolation);
  if (!column) return [];
  const table = escapeIdentifier(relation.name);
  // Never set is null, no longer set is empty: neither is a tenant.
  const tenant = `nullif(current_setting('${TENANT_SETTING}', true), '')`;
  const statements = [
    !relation.isSecured && `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`,
    !relation.policies.includes(TENANT_POLICY) &&
      `CREATE POLICY ${TENANT_POLICY} ON ${table} USING (${escapeIdentifier(column)} = ${tenant})`,
  ];
  return statements.filter((statement) => statement !== false);
}

/** A table that is neither isolated nor declared to be outside gets no privileges: it was forgotten. */
function appPrivileges(relation: Relation, isolation: Isolation): string[] {
  if (relation.kind === 'sequence') return ['USAGE'];
  const isKnown = tenantColumnOf(relation, isolation) || relation.name in tablesOutside(isolation);
  if (!isKnown) return [];
  const kept: Isolation['kept'] = { ...KERNEL.kept, ...isolation.kept };
  const changing = kept[relation.name];
  if (!changing) return ['DELETE', 'INSERT', 'SELECT', 'UPDATE'];
  return ['INSERT', 'SELECT', ...changing.map((column) => privilegeOn('UPDATE', column))];
}

/** What concerns the events of all tenants: to tell them, to find those that failed, and to clear old ones away. */
const RELAY: Readonly<Record<string, readonly string[]>> = {
  outbox_events: ['DELETE', 'SELECT', privilegeOn('UPDATE', 'published_at')],
  outbox_progress: ['SELECT', 'UPDATE'],
  inbox_events: ['DELETE', 'SELECT'],
  parked_events: [
    'DELETE',
    'SELECT',
    ...['attempts', 'next_attempt_at'].map((name) => privilegeOn('UPDATE', name)),
  ],
};

function relayPrivileges({ name }: Relation): readonly string[] {
  return RELAY[name] ?? [];
}

function lookupPrivileges({ name }: Relation, { lookups = [] }: Isolation): string[] {
  const columns = new Set(lookups.flatMap(({ reads }) => reads[name] ?? []));
  return [...columns].map((column) => privilegeOn('SELECT', column));
}

function privilegeOn(privilege: string, column: string): string {
  return `${privilege} (${escapeIdentifier(column)})`;
}

function grants({ name, kind, granted }: Relation, role: string, privileges: readonly string[]): string[] {
  const should = [...privileges].sort().join(', ');
  if (should === (granted[role] ?? []).join(', ')) return [];
  const target = `${kind} ${escapeIdentifier(name)}`;
  const revoke = `REVOKE ALL ON ${target} FROM ${escapeIdentifier(role)}`;
  return should ? [revoke, `GRANT ${should} ON ${target} TO ${escapeIdentifier(role)}`] : [revoke];
}
