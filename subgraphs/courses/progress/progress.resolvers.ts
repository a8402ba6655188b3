import type { Resolvers } from '../schema.generated';

export const progressResolvers: Resolvers = {
  CourseProgress: {
    nextLesson: ({ nextLessonId }, _args, { loaders }) =>
      nextLessonId ? loaders.lessonById.load(nextLessonId) : null,
  },
};
