import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import { createAttendanceLoaders } from '../context';
import type { Resolvers } from '../schema.generated';
import { submitRegister } from './submit-register';
import { watchRegisters } from './watch-registers';

export const registerResolvers: Resolvers = {
  Mutation: {
    submitRegister: async (_root, { input }, context) => {
      const payload = await payloadOf({ replayed: false }, () => submitRegister(context, input));
      // What was loaded before the change is no longer true.
      context.loaders = createAttendanceLoaders(context, context.viewer);
      return payload;
    },
  },
  Subscription: {
    registerSubmitted: {
      subscribe: (_root, { schoolId, after }, context) => watchRegisters(context, schoolId, after),
    },
  },
  RegisterSubmitted: {
    session: ({ sessionId }, _args, { loaders }) =>
      found('AttendanceSession', sessionId, loaders.sessionById),
    sectionTitle: async ({ sectionId }, _args, { loaders }) =>
      (await found('ClassSection', sectionId, loaders.sectionById)).title,
    submittedBy: ({ submittedBy }) => ({ id: submittedBy }),
  },
};
