import type { Resolvers } from '../schema.generated';
import { canSeeEmail } from './user.policy';

export const userResolvers: Resolvers = {
  User: {
    __resolveReference: ({ id }, { loaders }) => loaders.userById.load(id),
    email: (user, _args, { viewer }) => (canSeeEmail(viewer, user) ? user.email : null),
  },
};
