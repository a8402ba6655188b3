import type { EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';

/** How many places of one person are remembered: the last ones. */
const MAX_PLACES = 20;

/** Remembers that somebody has proved at a place who they are. */
export async function rememberPlace(
  tx: EntityManager,
  { id, tenantId }: { id: string; tenantId: string },
  place: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO known_addresses (user_id, address, tenant_id, last_seen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (user_id, address) DO UPDATE SET last_seen_at = EXCLUDED.last_seen_at`,
    [id, place, tenantId, now],
  );
  await tx.query(
    `DELETE FROM known_addresses WHERE user_id = $1 AND address IN (
       SELECT address FROM known_addresses WHERE user_id = $1 ORDER BY last_seen_at DESC, address OFFSET $2)`,
    [id, MAX_PLACES],
  );
}

/** Whether one of these people has been signed in from there. */
export async function isKnownPlace(
  db: EntityManager,
  people: readonly { id: string; tenantId: string }[],
  place: string,
): Promise<boolean> {
  for (const { id, tenantId } of people) {
    const rows = await withTenant(tenantId, () =>
      db.query<unknown[]>('SELECT FROM known_addresses WHERE address = $1 AND user_id = $2', [place, id]),
    );
    if (rows.length > 0) return true;
  }
  return false;
}
