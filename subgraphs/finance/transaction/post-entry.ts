import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { recordOnTopic } from '../../../kernel/events/topics';
import { newId } from '../../../kernel/ids';
import { Account } from '../ledger/account.entity';
import type { FinanceErrorCode } from '../schema.generated';
import { changesByAccount, checkEntry } from './check-entry';
import { contentHash } from './content-hash';
import type { Entry, EntryFields } from './entry';
import { Posting } from './posting.entity';
import { postingsTo } from './postings-topic';
import { transactionKind } from './transaction-kind';
import { Transaction } from './transaction.entity';

/** Who posts an entry, when, and where in their arguments it came from. */
export interface PostedBy {
  userId: string;
  now: Date;
  fields: EntryFields;
}

/**
 * Posts a balanced entry, with its balances and its event, or answers what was posted with its id before. Whoever
 * calls it has checked the caller's rights. Runs inside {@link writeLedger}, which tries again where another
 * transaction takes the id first. Others who post to the ledger wait from here on: lock nothing afterwards that they may
 * hold.
 * @throws Refusal TRANSACTION_ID_CONFLICT where the id is taken by other content; those of {@link checkEntry}
 */
export async function postEntry(
  tx: EntityManager,
  entry: Entry,
  { userId, now, fields }: PostedBy,
): Promise<{ transaction: Transaction; replayed: boolean }> {
  // Locked before looking for the id: who waits here for the same entry finds it posted.
  const accounts = await lockAccounts(tx, entry);
  const hash = contentHash(entry);
  const stored = await tx.findOneBy(Transaction, { id: entry.id });
  if (stored && stored.contentHash !== hash) refuseId();
  if (stored) return { transaction: stored, replayed: true };

  checkEntry(entry, accounts, { today: now.toISOString().slice(0, 10), fields });
  const transaction = tx.create(Transaction, {
    id: entry.id,
    tenantId: entry.tenantId,
    ledgerId: entry.ledgerId,
    date: entry.date,
    kind: entry.kind ?? transactionKind([...accounts.values()]),
    status: 'POSTED',
    description: entry.description,
    payee: entry.payee,
    postingCount: entry.postings.length,
    contentHash: hash,
    postedAt: now,
    postedBy: userId,
    reverses: null,
  });
  await tx.insert(Transaction, { ...transaction });
  await tx.insert(Posting, postingsOf(entry, now));
  await addToBalances(tx, entry);
  await recordOnTopic(tx, postingsTo(entry.ledgerId), {
    name: 'transaction.posted',
    tenantId: entry.tenantId,
    aggregateId: entry.ledgerId,
    occurredAt: now,
    payload: { ledgerId: entry.ledgerId, transactionId: entry.id, date: entry.date },
  });
  return { transaction, replayed: false };
}

/** Says that an id is taken, and nothing of what has it. */
export function refuseId(): never {
  const message = 'This id was used for a different transaction.';
  refuse<FinanceErrorCode>('TRANSACTION_ID_CONFLICT', message, ['input', 'id']);
}

/** Ordered by id, so that two entries over the same accounts wait for each other and never in a circle. */
async function lockAccounts(
  tx: EntityManager,
  { tenantId, ledgerId, postings }: Entry,
): Promise<Map<string, Account>> {
  const accounts = await tx
    .getRepository(Account)
    .createQueryBuilder('account')
    .where({ tenantId, ledgerId })
    .andWhere('account.id = ANY(:ids)', { ids: postings.map(({ accountId }) => accountId) })
    .orderBy('account.id')
    .setLock('pessimistic_write')
    .getMany();
  return new Map(accounts.map((account) => [account.id, account]));
}

function postingsOf({ id, tenantId, ledgerId, date, postings }: Entry, now: Date) {
  return postings.map(({ accountId, money, memo }, position) => ({
    id: newId('pst', now.getTime()),
    tenantId,
    transactionId: id,
    ledgerId,
    accountId,
    date,
    position,
    amountMinorUnits: money.minorUnits,
    currency: money.currency,
    memo,
  }));
}

async function addToBalances(tx: EntityManager, { tenantId, postings }: Entry): Promise<void> {
  const changes = [...changesByAccount(postings)];
  await tx.query(
    `UPDATE accounts SET balance_minor_units = balance_minor_units + change.minor_units
     FROM unnest($1::text[], $2::bigint[]) AS change (account_id, minor_units)
     WHERE accounts.id = change.account_id AND accounts.tenant_id = $3`,
    [changes.map(([accountId]) => accountId), changes.map(([, change]) => change.toString()), tenantId],
  );
}
