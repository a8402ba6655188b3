import { requireViewer } from '../../../kernel/auth/viewer';
import type { Resolvers } from '../schema.generated';
import { checkLedger } from './check-ledger';
import { listLedgers } from './list-ledgers';

export const ledgerResolvers: Resolvers = {
  Query: {
    ledger: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.ledgerById.load(id),
    ledgers: (_root, args, context) => listLedgers(context, args),
    ledgerIntegrity: (_root, { ledgerId }, context) => checkLedger(context, ledgerId),
  },
  Ledger: {
    __resolveReference: ({ id }, { loaders }) => loaders.ledgerById.load(id),
    school: ({ schoolId }) => (schoolId ? { id: schoolId } : null),
    accounts: ({ id }, _args, { loaders }) => loaders.accountsByLedger.load(id),
    transactions: ({ id }, args, { loaders }) => loaders.transactionsByLedger.load({ parentId: id, args }),
  },
};
