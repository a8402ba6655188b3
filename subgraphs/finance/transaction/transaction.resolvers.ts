import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { moneyValue } from '../../../kernel/money';
import type { Resolvers } from '../schema.generated';
import { postTransaction } from './post-transaction';
import { watchTransactions } from './watch-transactions';

export const transactionResolvers: Resolvers = {
  Query: {
    transaction: (_root, { id }, { viewer, loaders }) =>
      requireViewer(viewer) && loaders.transactionById.load(id),
  },
  Mutation: {
    postTransaction: (_root, { input }, context) =>
      payloadOf({ replayed: false }, () => postTransaction(context, input)),
  },
  Subscription: {
    transactionPosted: {
      subscribe: (_root, { ledgerId, after }, context) => watchTransactions(context, ledgerId, after),
    },
  },
  TransactionPosted: {
    transaction: ({ transactionId }, _args, { loaders }) =>
      found('Transaction', transactionId, loaders.transactionById),
    accounts: async ({ transactionId }, _args, { loaders }) => {
      const postings = await loaders.postingsByTransaction.load(transactionId);
      const ids = [...new Set(postings.map(({ accountId }) => accountId))].sort();
      return Promise.all(ids.map((id) => found('Account', id, loaders.accountById)));
    },
  },
  Transaction: {
    __resolveReference: ({ id }, { loaders }) => loaders.transactionById.load(id),
    ledger: ({ ledgerId }, _args, { loaders }) => found('Ledger', ledgerId, loaders.ledgerById),
    postings: ({ id }, _args, { loaders }) => loaders.postingsByTransaction.load(id),
  },
  Posting: {
    account: ({ accountId }, _args, { loaders }) => found('Account', accountId, loaders.accountById),
    amount: ({ amountMinorUnits, currency }) => moneyValue({ minorUnits: amountMinorUnits, currency }),
  },
};
