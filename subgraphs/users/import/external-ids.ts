import type { EntityManager } from 'typeorm';
import { nameKey, type DraftName } from './roster-draft';

/** What another system calls an object of ours. */
export interface ExternalName {
  type: 'org' | 'user';
  value: string;
}

/** The system whose `sourcedId`s are kept. */
const SYSTEM = 'oneroster';

/** The objects that names stand for; those that stand for none are left out. */
export async function findExternals(
  tx: EntityManager,
  tenantId: string,
  names: readonly ExternalName[],
): Promise<DraftName[]> {
  const rows = await tx.query<Omit<DraftName, 'id'>[]>(
    `SELECT type, value, object_id AS "objectId" FROM external_ids
     JOIN unnest($3::text[], $4::text[]) AS given (type, value) USING (type, value)
     WHERE tenant_id = $1 AND system = $2`,
    [tenantId, SYSTEM, names.map(({ type }) => type), names.map(({ value }) => value)],
  );
  return rows.map(withKey);
}

/** What the other system calls these people. */
export async function namesOf(
  tx: EntityManager,
  tenantId: string,
  userIds: readonly string[],
): Promise<DraftName[]> {
  const rows = await tx.query<Omit<DraftName, 'id'>[]>(
    `SELECT type, value, object_id AS "objectId" FROM external_ids
     WHERE tenant_id = $1 AND system = $2 AND type = 'user' AND object_id = ANY($3)`,
    [tenantId, SYSTEM, userIds],
  );
  return rows.map(withKey);
}

function withKey(name: Omit<DraftName, 'id'>): DraftName {
  return { ...name, id: nameKey(name) };
}

/** Remembers names; objects are found by them from then on. */
export async function writeExternals(
  tx: EntityManager,
  tenantId: string,
  names: readonly DraftName[],
): Promise<void> {
  if (names.length === 0) return;
  await tx.query(
    `INSERT INTO external_ids (tenant_id, system, type, value, object_id)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[])
     ON CONFLICT (tenant_id, system, type, value) DO UPDATE SET object_id = excluded.object_id`,
    [
      ...[tenantId, SYSTEM],
      ...(['type', 'value', 'objectId'] as const).map((key) => names.map((name) => name[key])),
    ],
  );
}
