import { moneyValue } from '../../../kernel/money';
import type { Resolvers } from '../schema.generated';
import { readStudentFees } from './read-student-fees';

export const studentFeesResolvers: Resolvers = {
  Student: {
    __resolveReference: ({ id }) => ({ id }),
    fees: ({ id }, _args, context) => readStudentFees(context, id),
  },
  StudentFees: {
    outstanding: ({ outstanding }) => ({ byCurrency: outstanding.map(moneyValue) }),
    nextDue: ({ studentId }, _args, { loaders }) => loaders.nextDueByStudent.load(studentId),
    invoices: ({ studentId }, args, { loaders }) =>
      loaders.invoicesByStudent.load({ parentId: studentId, args }),
  },
};
