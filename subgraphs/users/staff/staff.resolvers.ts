import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';
import { listStaff } from './list-staff';

export const staffResolvers: Resolvers = {
  Query: {
    staff: (_root, args, context) => listStaff(context, args),
  },
  Staff: {
    __resolveReference: ({ id }, { loaders }) => loaders.staffById.load(id),
    user: ({ userId }, _args, { loaders }) => found('User', userId, loaders.userById),
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolById),
  },
};
