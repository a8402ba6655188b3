import { refuse } from '../../../kernel/errors';
import type { Account } from '../ledger/account.entity';
import type { FinanceErrorCode } from '../schema.generated';
import type { Entry, EntryFields } from './entry';

const FIRST_DATE = '1900-01-01';
/** Far from where a bigint ends, and no balance of this world. */
const MAX_BALANCE = 10n ** 18n;

/**
 * Checks an entry against its accounts, as they are under lock.
 * @param accounts those of the entry that are in its ledger
 * @throws Refusal ACCOUNT_NOT_USABLE, CURRENCY_MISMATCH, INVALID_DATE, or INVALID_AMOUNT for a balance beyond bounds
 */
export function checkEntry(
  { date, postings }: Entry,
  accounts: ReadonlyMap<string, Account>,
  { today, fields }: { today: string; fields: EntryFields },
): void {
  postings.forEach(({ accountId, money }, index) => {
    const account = accounts.get(accountId);
    if (!account || account.isClosed) {
      const message = 'The account is closed or not of this ledger.';
      return refuse<FinanceErrorCode>('ACCOUNT_NOT_USABLE', message, fields.posting(index, 'accountId'));
    }
    if (account.currency !== money.currency) {
      const message = `The account is kept in ${account.currency}.`;
      refuse<FinanceErrorCode>('CURRENCY_MISMATCH', message, fields.posting(index, 'amount', 'currencyCode'));
    }
    if (date < account.openedOn) {
      refuse<FinanceErrorCode>(
        'INVALID_DATE',
        `An account was opened on ${account.openedOn} only.`,
        fields.date,
      );
    }
  });
  if (date < FIRST_DATE || date > aYearAfter(today)) {
    refuse<FinanceErrorCode>(
      'INVALID_DATE',
      'The date is more than a year ahead, or before 1900.',
      fields.date,
    );
  }
  for (const [accountId, change] of changesByAccount(postings)) {
    const balance = (accounts.get(accountId)?.balanceMinorUnits ?? 0n) + change;
    if (balance > MAX_BALANCE || balance < -MAX_BALANCE) {
      refuse<FinanceErrorCode>('INVALID_AMOUNT', 'An account’s balance would be out of bounds.');
    }
  }
}

/** What an entry adds to the balance of each of its accounts, in minor units. */
export function changesByAccount(postings: Entry['postings']): Map<string, bigint> {
  const changes = new Map<string, bigint>();
  for (const { accountId, money } of postings) {
    changes.set(accountId, (changes.get(accountId) ?? 0n) + money.minorUnits);
  }
  return changes;
}

/** The same day of the next year; for comparison only, 29 February is left standing. */
function aYearAfter(date: string): string {
  return String(Number(date.slice(0, 4)) + 1).padStart(4, '0') + date.slice(4);
}
