import type { EntityManager } from 'typeorm';
import { refuse } from '../../../kernel/errors';
import { Account, type AccountPurpose } from '../ledger/account.entity';
import type { FinanceErrorCode } from '../schema.generated';

/** Which of a ledger's accounts is meant. */
export interface FeeAccountKey {
  tenantId: string;
  ledgerId: string;
  currency: string;
  purpose: AccountPurpose;
}

/**
 * The account of a ledger that serves a purpose for fees of a currency.
 * @throws Refusal ACCOUNT_NOT_USABLE where the ledger has none
 */
export async function feeAccount(tx: EntityManager, key: FeeAccountKey): Promise<Account> {
  const account = await tx.findOneBy(Account, { ...key });
  if (!account) {
    const message = `The school’s ledger has no ${key.currency} account for this.`;
    return refuse<FinanceErrorCode>('ACCOUNT_NOT_USABLE', message);
  }
  return account;
}
