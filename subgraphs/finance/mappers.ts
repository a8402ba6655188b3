import type { TopicEvent } from '../../kernel/events/replay';
import type { Connection } from '../../kernel/graphql/pagination';
import type { Invoice } from './invoice/invoice.entity';
import type { Ledger } from './ledger/ledger.entity';
import type { Transaction } from './transaction/transaction.entity';

/** What resolvers receive for each GraphQL type: the stored row, not the type's fields. */
export type { Ledger } from './ledger/ledger.entity';
export type { Account } from './ledger/account.entity';
export type { Transaction } from './transaction/transaction.entity';
export type { Posting } from './transaction/posting.entity';
export type { Invoice } from './invoice/invoice.entity';
export type { StudentFees } from './invoice/read-student-fees';

export type LedgerConnection = Connection<Ledger>;
export type TransactionConnection = Connection<Transaction>;
/** The event as it was published, with its place among the ledger’s. */
export type TransactionPosted = TopicEvent<'transaction.posted'>;
export type InvoiceConnection = Connection<Invoice>;
/** Objects of other services, by their id alone. */
export type Student = { id: string };
export type School = { id: string };
