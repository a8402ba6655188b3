import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kernel/auth/viewer';
import type { SubgraphContext } from '../../kernel/graphql/subgraph';
import { invoiceLoaders } from './invoice/invoice.loaders';
import { accountLoaders } from './ledger/account.loaders';
import { ledgerLoaders } from './ledger/ledger.loaders';
import { transactionLoaders } from './transaction/transaction.loaders';

/** A fresh set of loaders: they live for one operation and see with one viewer's rights. */
export const createFinanceLoaders = (db: DataSource, viewer: Viewer | null) => ({
  ...ledgerLoaders(db, viewer),
  ...accountLoaders(db, viewer),
  ...transactionLoaders(db, viewer),
  ...invoiceLoaders(db, viewer),
});

export interface FinanceContext extends SubgraphContext {
  loaders: ReturnType<typeof createFinanceLoaders>;
}
