import type { DataSource, EntityManager } from 'typeorm';
import { violatedConstraint } from '../../../kernel/database/errors';

const MAX_TRIES = 4;
const PRIMARY_KEY = 'transactions_pkey';

/**
 * Runs one write to a ledger in a transaction, at READ COMMITTED: what must hold is kept by ordered row locks and by
 * constraints. Starts again from the beginning where another client came first.
 */
export async function writeLedger<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!isIdTaken(error) || tries === MAX_TRIES) throw error;
    }
  }
}

/**
 * Whether a transaction's id turned out to be taken only as it was stored. Where two clients of a tenant sent it at
 * once, the next try finds what the other one posted; where it stays taken, it is of another tenant.
 */
export function isIdTaken(error: unknown): boolean {
  return violatedConstraint(error) === PRIMARY_KEY;
}
