import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import { answerChange } from '../answer-change';
import { readPlaceOf } from '../enrollment/read-status';
import type { Resolvers } from '../schema.generated';
import { canSeeCourtOrder } from './guardian.policy';
import { linkGuardian } from './link-guardian';
import { revokeGuardianLink } from './revoke-guardian-link';
import { updateGuardianLink } from './update-guardian-link';

export const guardianResolvers: Resolvers = {
  Query: {
    guardian: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.guardianById.load(id),
  },
  Mutation: {
    linkGuardian: (_root, { input }, context) =>
      answerChange(context, async () => ({ guardianLink: await linkGuardian(context, input) })),
    updateGuardianLink: (_root, { input }, context) =>
      answerChange(context, async () => ({ guardianLink: await updateGuardianLink(context, input) })),
    revokeGuardianLink: (_root, { input }, context) =>
      answerChange(context, async () => ({ guardianLink: await revokeGuardianLink(context, input) })),
  },
  Guardian: {
    __resolveReference: ({ id }, { loaders }) => loaders.guardianById.load(id),
    user: ({ userId }, _args, { loaders }) => found('User', userId, loaders.userById),
    wards: ({ userId }, _args, { loaders }) => loaders.wardsByGuardian.load(userId),
  },
  GuardianLink: {
    __resolveReference: ({ id }, { loaders }) => loaders.guardianLinkById.load(id),
    guardian: ({ guardianUserId }, _args, { loaders }) =>
      found('Guardian', guardianUserId, loaders.guardianByUser),
    student: ({ studentId }, _args, { loaders }) => found('Student', studentId, loaders.studentById),
    courtOrderNote: async ({ studentId, courtOrderNote }, _args, context) => {
      const student = await found('Student', studentId, context.loaders.studentById);
      return canSeeCourtOrder(context.viewer, await readPlaceOf(context, student)) ? courtOrderNote : null;
    },
  },
};
