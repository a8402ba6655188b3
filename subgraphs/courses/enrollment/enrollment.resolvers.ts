import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded } from '../context';
import { readProgress } from '../progress/read-progress';
import type { Resolvers } from '../schema.generated';
import { enroll } from './enroll';

export const enrollmentResolvers: Resolvers = {
  Mutation: {
    enroll: (_root, { input }, context) =>
      payloadOf({}, async () => {
        const enrollment = await enroll(context, input);
        forgetLoaded(context);
        return { enrollment };
      }),
  },
  Enrollment: {
    __resolveReference: ({ id }, { loaders }) => loaders.enrollmentById.load(id),
    section: ({ sectionId }, _args, { loaders }) => found('ClassSection', sectionId, loaders.sectionById),
    student: ({ studentId }) => ({ __typename: 'Student', id: studentId }),
    progress: (enrollment, _args, context) => readProgress(context, enrollment),
  },
};
