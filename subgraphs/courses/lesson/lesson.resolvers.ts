import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded } from '../context';
import type { Resolvers } from '../schema.generated';
import { markLessonComplete } from './mark-lesson-complete';

export const lessonResolvers: Resolvers = {
  Mutation: {
    markLessonComplete: (_root, { input }, context) =>
      payloadOf({}, async () => {
        const enrollment = await markLessonComplete(context, input);
        forgetLoaded(context);
        return { enrollment };
      }),
  },
  Lesson: {
    __resolveReference: ({ id }, { loaders }) => loaders.lessonById.load(id),
    course: ({ courseId }, _args, { loaders }) => found('Course', courseId, loaders.courseById),
  },
};
