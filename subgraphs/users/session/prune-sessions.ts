import type { DataSource } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { ACCESS_TOKEN_SECONDS } from './token-issuer';

const DAY_MS = 24 * 3_600_000;
/** Revocations outlive every token that they are about, with a margin for clocks that differ. */
const REVOCATION_MS = (ACCESS_TOKEN_SECONDS + 120) * 1000;
/** How long a place is known after the person was last there. */
const PLACE_MS = 90 * DAY_MS;
/** How long it can be looked up that a link was sent, and when a session ended. */
const TRACE_MS = 7 * DAY_MS;

/** Removes what nobody needs any more. Any number of processes may do it at the same time. */
export async function pruneSessions({ db, clock }: Pick<SubgraphServices, 'db' | 'clock'>): Promise<void> {
  await db.query('DELETE FROM sign_in_throttles WHERE forgotten_at < $1', [clock.now()]);
  const tenants = await db.query<{ id: string }[]>('SELECT id FROM tenant_ids()');
  for (const { id } of tenants) await withTenant(id, () => pruneTenant(db, clock.now()));
}

async function pruneTenant(db: DataSource, now: Date): Promise<void> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  // Written by the database's clock, so judged by it.
  await db.query(`DELETE FROM token_revocations WHERE created_at < now() - $1 * interval '1 ms'`, [
    REVOCATION_MS,
  ]);
  await db.query('DELETE FROM known_addresses WHERE last_seen_at < $1', [before(PLACE_MS)]);
  for (const table of ['sessions', 'password_resets', 'messages'])
    await db.query(`DELETE FROM ${table} WHERE expires_at < $1`, [before(TRACE_MS)]);
}
