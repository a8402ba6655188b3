import type { Money } from '../../../kernel/money';
import type { TransactionKind } from '../schema.generated';

/** One line of an {@link Entry}. */
export interface EntryPosting {
  accountId: string;
  /** Positive is a debit, negative a credit. */
  money: Money;
  memo: string | null;
}

/** A transaction that is about to be posted. */
export interface Entry {
  id: string;
  tenantId: string;
  ledgerId: string;
  date: string;
  /** Null where it follows from the accounts. */
  kind: TransactionKind | null;
  description: string;
  payee: string | null;
  postings: readonly EntryPosting[];
}

/** Where in a mutation's arguments the parts of an entry come from, for its `userErrors`. */
export interface EntryFields {
  date: string[] | null;
  posting: (index: number, ...part: string[]) => string[] | null;
}

/** The arguments of a client who wrote the postings. */
export const CLIENT_FIELDS: EntryFields = {
  date: ['input', 'date'],
  posting: (index, ...part) => ['input', 'postings', String(index), ...part],
};
