import { requireViewer } from '../../../kernel/auth/viewer';
import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';
import { listStudents } from './list-students';

export const studentResolvers: Resolvers = {
  Query: {
    student: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.studentById.load(id),
    students: (_root, args, context) => listStudents(context, args),
  },
  Student: {
    __resolveReference: ({ id }, { loaders }) => loaders.studentById.load(id),
    user: ({ userId }, _args, { loaders }) => found('User', userId, loaders.userById),
    school: ({ schoolId }, _args, { loaders }) => found('School', schoolId, loaders.schoolById),
  },
};
