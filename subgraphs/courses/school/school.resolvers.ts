import { isMember } from '../../../kernel/auth/viewer';
import type { Resolvers } from '../schema.generated';

export const schoolResolvers: Resolvers = {
  School: {
    __resolveReference: (school) => school,
    courses: ({ id }, args, { viewer, loaders }) =>
      viewer && isMember(viewer, id) ? loaders.coursesBySchool.load({ parentId: id, args }) : null,
  },
};
