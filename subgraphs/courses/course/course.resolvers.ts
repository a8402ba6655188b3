import { requireViewer } from '../../../kernel/auth/viewer';
import type { Resolvers } from '../schema.generated';
import { listCourses } from './list-courses';

export const courseResolvers: Resolvers = {
  Query: {
    course: (_root, { id }, { viewer, loaders }) => requireViewer(viewer) && loaders.courseById.load(id),
    courses: (_root, args, context) => listCourses(context, args),
  },
  Course: {
    __resolveReference: ({ id }, { loaders }) => loaders.courseById.load(id),
    school: ({ schoolId }) => ({ __typename: 'School', id: schoolId }),
    lessons: ({ id }, _args, { loaders }) => loaders.lessonsByCourse.load(id),
  },
};
