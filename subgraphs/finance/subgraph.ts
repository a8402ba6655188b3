import type { Subgraph } from '../../kernel/graphql/subgraph';
import { typeDefsOf } from '../../kernel/graphql/type-defs';
import { createFinanceLoaders, type FinanceContext } from './context';
import { financeDatabase } from './database';
import { financeResolvers } from './resolvers';

/** Ledgers, transactions, invoices and what families owe. */
export function financeSubgraph(): Subgraph<FinanceContext> {
  return {
    name: 'finance',
    typeDefs: typeDefsOf('finance'),
    resolvers: financeResolvers,
    database: financeDatabase,
    createContext: (base) => ({ ...base, loaders: createFinanceLoaders(base.db, base.viewer) }),
  };
}
