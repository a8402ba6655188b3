import type { EntityManager } from 'typeorm';

/** What another system calls an object of ours. */
export interface ExternalName {
  tenantId: string;
  type: 'org' | 'user' | 'role';
  value: string;
}

/** The system whose `sourcedId`s are kept. */
const SYSTEM = 'oneroster';

/** The object that a name stands for, or null where nothing has it. */
export async function findExternal(
  tx: EntityManager,
  { tenantId, type, value }: ExternalName,
): Promise<string | null> {
  const [row] = await tx.query<{ object_id: string }[]>(
    'SELECT object_id FROM external_ids WHERE tenant_id = $1 AND system = $2 AND type = $3 AND value = $4',
    [tenantId, SYSTEM, type, value],
  );
  return row?.object_id ?? null;
}

/** Remembers a name; the object is found by it from then on. */
export async function nameExternal(
  tx: EntityManager,
  { tenantId, type, value }: ExternalName,
  objectId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO external_ids (tenant_id, system, type, value, object_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, system, type, value) DO UPDATE SET object_id = excluded.object_id`,
    [tenantId, SYSTEM, type, value, objectId],
  );
}

/** Whether the other system knows a person by some name already. */
export async function hasExternalName(
  tx: EntityManager,
  { id, tenantId }: { id: string; tenantId: string },
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT FROM external_ids WHERE tenant_id = $1 AND system = $2 AND type = 'user' AND object_id = $3 LIMIT 1`,
    [tenantId, SYSTEM, id],
  );
  return rows.length > 0;
}
