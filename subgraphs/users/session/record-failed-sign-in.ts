import type { DataSource, EntityManager } from 'typeorm';
import { withTenant } from '../../../kernel/database/tenant-scope';
import { recordAudit } from '../audit/record-audit';

const MINUTE_MS = 60_000;

/** Remembers a failed sign-in of accounts, once a minute for each: who guesses must not fill the log. */
export async function recordFailedSignIn(
  db: DataSource,
  accounts: readonly { id: string; tenantId: string }[],
  address: string | null,
  now: Date,
): Promise<void> {
  for (const { id, tenantId } of accounts) {
    const record = async (tx: EntityManager) => {
      // In its place in the clock's minute: whoever takes it first writes the one row.
      const minute = `failed:${id}:${Math.floor(now.getTime() / MINUTE_MS)}`;
      const taken = await tx.query<unknown[]>(
        `INSERT INTO sign_in_throttles (key, level, changed_at, waits_until, forgotten_at)
         VALUES ($1, 1, $2, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
        [minute, now, new Date(now.getTime() + MINUTE_MS)],
      );
      if (taken.length === 0) return;
      await recordAudit(tx, {
        tenantId,
        actorUserId: null,
        action: 'session.refused',
        subjectId: id,
        at: now,
        address,
      });
    };
    await withTenant(tenantId, () => db.transaction(record));
  }
}
