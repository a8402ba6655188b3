import type { EntityManager } from 'typeorm';
import { requireViewer, type Person } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import type { FinanceContext } from '../context';
import { LedgerMember } from '../ledger/ledger-member.entity';
import { Ledger } from '../ledger/ledger.entity';
import { canPost, restrictToVisibleLedgers } from '../ledger/ledger.policy';
import type { FinanceErrorCode, PostTransactionInput } from '../schema.generated';
import { CLIENT_FIELDS } from './entry';
import { parseEntry } from './parse-entry';
import { postEntry, refuseId } from './post-entry';
import type { Transaction } from './transaction.entity';
import { isIdTaken, writeLedger } from './write-ledger';

/**
 * Posts what a client wrote, once per id.
 * @returns the stored transaction, and whether it had been posted before
 * @throws Fault UNAUTHENTICATED
 * @throws Refusal NOT_FOUND or FORBIDDEN for the ledger; those of {@link parseEntry} and {@link postEntry}
 */
export async function postTransaction(
  { db, viewer, clock }: Pick<FinanceContext, 'db' | 'viewer' | 'clock'>,
  input: PostTransactionInput,
): Promise<{ transaction: Transaction; replayed: boolean }> {
  const poster = requireViewer(viewer);
  const entry = parseEntry(input, poster.tenantId);
  try {
    return await writeLedger(db, async (tx) => {
      await assertCanPost(tx, poster, input.ledgerId);
      return postEntry(tx, entry, { userId: poster.userId, now: clock.now(), fields: CLIENT_FIELDS });
    });
  } catch (error) {
    if (isIdTaken(error)) refuseId();
    throw error;
  }
}

async function assertCanPost(tx: EntityManager, viewer: Person, ledgerId: string): Promise<void> {
  const query = tx.getRepository(Ledger).createQueryBuilder('row').where('row.id = :ledgerId', { ledgerId });
  restrictToVisibleLedgers<Ledger>(viewer, 'row.id')(query);
  const ledger = await query.getOne();
  const field = ['input', 'ledgerId'];
  if (!ledger) return refuse<FinanceErrorCode>('NOT_FOUND', 'There is no such ledger.', field);

  const member = await tx.findOneBy(LedgerMember, {
    ledgerId,
    userId: viewer.userId,
    tenantId: viewer.tenantId,
  });
  if (!canPost(viewer, ledger, member?.role ?? null)) {
    refuse<FinanceErrorCode>('FORBIDDEN', 'You may read this ledger, but not write to it.', field);
  }
}
