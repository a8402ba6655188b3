import { mergeResolvers } from '../../kernel/graphql/merge-resolvers';
import { invoiceResolvers } from './invoice/invoice.resolvers';
import { studentFeesResolvers } from './invoice/student-fees.resolvers';
import { accountResolvers } from './ledger/account.resolvers';
import { ledgerResolvers } from './ledger/ledger.resolvers';
import { transactionResolvers } from './transaction/transaction.resolvers';

export const financeResolvers = mergeResolvers(
  ledgerResolvers,
  accountResolvers,
  transactionResolvers,
  invoiceResolvers,
  studentFeesResolvers,
);
