import type { Resolvers } from '../schema.generated';

export const schoolResolvers: Resolvers = {
  School: {
    __resolveReference: ({ id }) => ({ id }),
    attendanceToday: ({ id }, _args, { loaders }) => loaders.todayBySchool.load(id),
  },
};
