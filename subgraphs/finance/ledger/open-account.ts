import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { AccountType } from '../schema.generated';
import { Account, type AccountPurpose } from './account.entity';
import type { Ledger } from './ledger.entity';

/** What {@link openAccount} is told of an account. */
export interface NewAccount {
  name: string;
  type: AccountType;
  currency: string;
  /** Nothing can be posted to the account before this civil date. */
  openedOn: string;
  purpose?: AccountPurpose;
}

/** Opens an account with a balance of zero. */
export async function openAccount(
  tx: EntityManager,
  ledger: Ledger,
  account: NewAccount,
  now: Date,
): Promise<Account> {
  const opened = tx.create(Account, {
    ...account,
    id: newId(ID_PREFIXES.Account, now.getTime()),
    tenantId: ledger.tenantId,
    ledgerId: ledger.id,
    purpose: account.purpose ?? null,
    isClosed: false,
    balanceMinorUnits: 0n,
  });
  await tx.insert(Account, { ...opened });
  return opened;
}
