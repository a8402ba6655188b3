import type { Resolvers } from '../schema.generated';
import { watchTotals } from './watch-totals';

export const schoolResolvers: Resolvers = {
  Subscription: {
    attendanceTotalsChanged: {
      subscribe: (_root, { schoolId, after }, context) => watchTotals(context, schoolId, after),
    },
  },
  AttendanceTotalsChanged: {
    school: ({ schoolId }) => ({ id: schoolId }),
    today: ({ schoolId }, _args, { loaders }) => loaders.todayBySchool.load(schoolId),
  },
  School: {
    __resolveReference: ({ id }) => ({ id }),
    attendanceToday: ({ id }, _args, { loaders }) => loaders.todayBySchool.load(id),
  },
};
