import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import { moneyValue } from '../../../kernel/money';
import type { Resolvers } from '../schema.generated';

export const accountResolvers: Resolvers = {
  Query: {
    account: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.accountById.load(id),
  },
  Account: {
    __resolveReference: ({ id }, { loaders }) => loaders.accountById.load(id),
    ledger: ({ ledgerId }, _args, { loaders }) => found('Ledger', ledgerId, loaders.ledgerById),
    balance: async ({ id, currency, balanceMinorUnits }, { at }, { loaders }) =>
      moneyValue({
        minorUnits: at ? await loaders.balanceAt.load({ accountId: id, at }) : balanceMinorUnits,
        currency,
      }),
  },
};
