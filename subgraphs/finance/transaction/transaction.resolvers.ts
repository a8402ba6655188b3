import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { moneyValue } from '../../../kernel/money';
import type { Resolvers } from '../schema.generated';
import { postTransaction } from './post-transaction';

export const transactionResolvers: Resolvers = {
  Query: {
    transaction: (_root, { id }, { viewer, loaders }) =>
      requireViewer(viewer) && loaders.transactionById.load(id),
  },
  Mutation: {
    postTransaction: (_root, { input }, context) =>
      payloadOf({ replayed: false }, () => postTransaction(context, input)),
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
