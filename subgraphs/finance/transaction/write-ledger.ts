import type { DataSource, EntityManager } from 'typeorm';
import { isRetryable, violatedConstraint } from '../../../kernel/database/errors';

const MAX_TRIES = 4;
/** Two clients sent the same id at once; the next try finds what the other one posted. */
const ID_TAKEN = 'transactions_pkey';

/**
 * Runs one write to a ledger in a transaction, at READ COMMITTED: what must hold is kept by ordered row locks and by
 * constraints. Starts again from the beginning where another client came first, or where the database asks for it.
 */
export async function writeLedger<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      const isWorthAnotherTry = isRetryable(error) || violatedConstraint(error) === ID_TAKEN;
      if (!isWorthAnotherTry || tries === MAX_TRIES) throw error;
    }
  }
}
