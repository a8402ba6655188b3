import { requireViewer } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { payloadOf } from '../../../kernel/graphql/payload';
import { moneyValue } from '../../../kernel/money';
import type { Resolvers } from '../schema.generated';
import { invoiceStatus } from './invoice-status';
import { recordPayment } from './record-payment';

export const invoiceResolvers: Resolvers = {
  Query: {
    invoice: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.invoiceById.load(id),
  },
  Mutation: {
    recordPayment: (_root, { input }, context) =>
      payloadOf({ replayed: false }, () => recordPayment(context, input)),
  },
  Invoice: {
    __resolveReference: ({ id }, { loaders }) => loaders.invoiceById.load(id),
    school: ({ schoolId }) => ({ id: schoolId }),
    student: ({ studentId }) => ({ id: studentId }),
    status: (invoice, _args, { clock }) => invoiceStatus(invoice, civilDate(clock.now(), invoice.timeZone)),
    total: ({ totalMinorUnits, currency }) => moneyValue({ minorUnits: totalMinorUnits, currency }),
    paid: ({ paidMinorUnits, currency }) => moneyValue({ minorUnits: paidMinorUnits, currency }),
    outstanding: ({ totalMinorUnits, paidMinorUnits, currency }) =>
      moneyValue({ minorUnits: totalMinorUnits - paidMinorUnits, currency }),
  },
};
