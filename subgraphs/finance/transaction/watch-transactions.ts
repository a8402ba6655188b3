import { filterMap } from '../../../kernel/async-iterator';
import { requireViewer } from '../../../kernel/auth/viewer';
import { notFound } from '../../../kernel/errors';
import { followTopic } from '../../../kernel/events/replay';
import { createFinanceLoaders, type FinanceContext } from '../context';
import type { TransactionPosted } from '../mappers';
import { postingsTo } from './postings-topic';

type Context = Pick<FinanceContext, 'db' | 'bus' | 'viewer'>;

/**
 * Each transaction of a ledger as it is posted, from now on or after one that was seen. For those who see the ledger, as
 * long as they do: who is a member of a personal one is not in any token, so it is asked anew for each.
 * @param after the cursor of the last one that was seen
 * @throws Fault UNAUTHENTICATED; NOT_FOUND for a ledger that the caller may not see, or not any more; BAD_USER_INPUT or
 *   SUBSCRIPTION_GAP where it cannot begin after the cursor
 */
export async function watchTransactions(
  context: Context,
  ledgerId: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<{ transactionPosted: TransactionPosted }>> {
  const { tenantId } = requireViewer(context.viewer);
  await requireLedger(context, ledgerId);
  const posted = await followTopic(context, {
    ...{ tenantId, topic: postingsTo(ledgerId), names: ['transaction.posted'], after },
    concerns: ({ payload }) => payload.ledgerId === ledgerId,
  });
  return filterMap(posted, async (transactionPosted) => {
    await requireLedger(context, ledgerId);
    return { transactionPosted };
  });
}

async function requireLedger({ db, viewer }: Context, ledgerId: string): Promise<void> {
  const ledger = await createFinanceLoaders(db, viewer).ledgerById.load(ledgerId);
  if (!ledger) throw notFound('Ledger', ledgerId);
}
