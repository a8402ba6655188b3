import type { AccountType, TransactionKind } from '../schema.generated';

/** What kind a transaction is, by the accounts it moves money between. */
export function transactionKind(
  accounts: readonly { type: AccountType; currency: string }[],
): TransactionKind {
  if (new Set(accounts.map(({ currency }) => currency)).size > 1) return 'FX';
  if (accounts.some(({ type }) => type === 'EXPENSE')) return 'EXPENSE';
  if (accounts.some(({ type }) => type === 'INCOME')) return 'INCOME';
  return 'TRANSFER';
}
