import { found } from '../../../kernel/graphql/found';
import type { Resolvers } from '../schema.generated';
import { watchProgress } from './watch-progress';

export const progressResolvers: Resolvers = {
  Subscription: {
    courseProgressChanged: {
      subscribe: (_root, { enrollmentId, after }, context) => watchProgress(context, enrollmentId, after),
    },
  },
  CourseProgressChanged: {
    enrollment: ({ enrollmentId }, _args, { loaders }) =>
      found('Enrollment', enrollmentId, loaders.enrollmentById),
    nextLesson: ({ nextLessonId }, _args, { loaders }) =>
      nextLessonId ? loaders.lessonById.load(nextLessonId) : null,
  },
  CourseProgress: {
    nextLesson: ({ nextLessonId }, _args, { loaders }) =>
      nextLessonId ? loaders.lessonById.load(nextLessonId) : null,
  },
};
