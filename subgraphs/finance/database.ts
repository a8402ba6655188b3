import type { DatabaseSchema } from '../../kernel/database/data-source';
import { EVENT_MIGRATIONS } from '../../kernel/events/events.migration';
import { OutboxEvent } from '../../kernel/events/outbox.entity';
import { CreateTopics1732000007000 } from '../../kernel/events/topics.migration';
import { Invoice } from './invoice/invoice.entity';
import { Payment } from './invoice/payment.entity';
import { Account } from './ledger/account.entity';
import { LedgerMember } from './ledger/ledger-member.entity';
import { Ledger } from './ledger/ledger.entity';
import { CreateLedgers1732000005000 } from './migrations/1732000005000-create-ledgers';
import { GuardLedgers1732000005001 } from './migrations/1732000005001-guard-ledgers';
import { CreateInvoices1732000005002 } from './migrations/1732000005002-create-invoices';
import { Posting } from './transaction/posting.entity';
import { Transaction } from './transaction/transaction.entity';

export const financeDatabase: DatabaseSchema = {
  entities: [OutboxEvent, Ledger, LedgerMember, Account, Transaction, Posting, Invoice, Payment],
  migrations: [
    ...EVENT_MIGRATIONS,
    CreateLedgers1732000005000,
    GuardLedgers1732000005001,
    CreateInvoices1732000005002,
    CreateTopics1732000007000,
  ],
  isolation: {
    kept: { transactions: ['status'], postings: [], payments: [] },
  },
};
