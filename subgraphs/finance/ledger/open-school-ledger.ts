import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { Account } from './account.entity';
import { Ledger } from './ledger.entity';
import { openAccount } from './open-account';

/** What {@link openSchoolLedger} is told of a ledger. */
export interface NewSchoolLedger {
  tenantId: string;
  schoolId: string;
  name: string;
  currency: string;
  /** Of the first accounts: nothing can be posted before this civil date. */
  openedOn: string;
}

/** The accounts that fees of one currency are charged to and received on. */
export interface FeeAccounts {
  bank: Account;
  receivable: Account;
  income: Account;
}

/** Opens the ledger of a school with the accounts that fees need. A school has one. */
export async function openSchoolLedger(
  tx: EntityManager,
  { tenantId, schoolId, name, currency, openedOn }: NewSchoolLedger,
  now: Date,
): Promise<FeeAccounts & { ledger: Ledger }> {
  const ledger = tx.create(Ledger, {
    id: newId(ID_PREFIXES.Ledger, now.getTime()),
    tenantId,
    kind: 'SCHOOL',
    name,
    baseCurrency: currency,
    schoolId,
    ownerUserId: null,
  });
  await tx.insert(Ledger, { ...ledger });
  return { ledger, ...(await openFeeAccounts(tx, ledger, { currency, openedOn }, now)) };
}

/** Opens the accounts for fees of one more currency. */
export async function openFeeAccounts(
  tx: EntityManager,
  ledger: Ledger,
  { currency, openedOn }: { currency: string; openedOn: string },
  now: Date,
): Promise<FeeAccounts> {
  const nameOf = (name: string) => (currency === ledger.baseCurrency ? name : `${name} ${currency}`);
  const common = { currency, openedOn };
  return {
    bank: await openAccount(
      tx,
      ledger,
      { ...common, name: nameOf('Bank'), type: 'ASSET', purpose: 'BANK' },
      now,
    ),
    receivable: await openAccount(
      tx,
      ledger,
      { ...common, name: nameOf('Fees receivable'), type: 'ASSET', purpose: 'FEES_RECEIVABLE' },
      now,
    ),
    income: await openAccount(
      tx,
      ledger,
      { ...common, name: nameOf('Fee income'), type: 'INCOME', purpose: 'FEE_INCOME' },
      now,
    ),
  };
}
