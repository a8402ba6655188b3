import { answerChange } from '../answer-change';
import type { Resolvers } from '../schema.generated';
import { anonymizeUser } from './anonymize-user';
import { assignRole } from './assign-role';
import { deactivateUser } from './deactivate-user';
import { reactivateUser } from './reactivate-user';
import { revokeRole } from './revoke-role';
import { updateProfile } from './update-profile';
import { canSeeEmail, canSeePhone, userPermissions } from './user.policy';

export const userResolvers: Resolvers = {
  Mutation: {
    updateProfile: (_root, { input }, context) =>
      answerChange(context, async () => ({ user: await updateProfile(context, input) })),
    assignRole: (_root, { input }, context) =>
      answerChange(context, async () => ({ roleAssignment: await assignRole(context, input) })),
    revokeRole: (_root, { input }, context) =>
      answerChange(context, async () => ({ roleAssignment: await revokeRole(context, input) })),
    deactivateUser: (_root, { input }, context) =>
      answerChange(context, async () => ({ user: await deactivateUser(context, input) })),
    reactivateUser: (_root, { input }, context) =>
      answerChange(context, async () => ({ user: await reactivateUser(context, input) })),
    anonymizeUser: (_root, { input }, context) =>
      answerChange(context, async () => ({ user: await anonymizeUser(context, input) })),
  },
  User: {
    __resolveReference: ({ id }, { loaders }) => loaders.userById.load(id),
    email: async (user, _args, { viewer, loaders }) =>
      canSeeEmail(viewer, user, await loaders.tiesByUser.load(user.id)) ? user.email : null,
    phone: async (user, _args, { viewer, loaders }) =>
      canSeePhone(viewer, user, await loaders.tiesByUser.load(user.id)) ? user.phone : null,
    roleAssignments: ({ id }, _args, { loaders }) => loaders.rolesByUser.load(id),
    permissions: async (user, _args, { viewer, loaders }) =>
      userPermissions(viewer, user, await loaders.tiesByUser.load(user.id)),
  },
};
