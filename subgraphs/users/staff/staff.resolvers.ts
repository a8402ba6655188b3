import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';

export const staffResolvers: Resolvers = {
  Staff: {
    __resolveReference: ({ id }, { loaders }) => loaders.staffById.load(id),
    user: ({ userId }, _args, { loaders }) => found('User', userId, loaders.userById),
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolById),
  },
};
