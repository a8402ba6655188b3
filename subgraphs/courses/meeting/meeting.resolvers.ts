import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';

export const meetingResolvers: Resolvers = {
  ClassMeeting: {
    __resolveReference: ({ id }, { loaders }) => loaders.meetingById.load(id),
    section: ({ sectionId }, _args, { loaders }) => found('ClassSection', sectionId, loaders.sectionById),
  },
};
