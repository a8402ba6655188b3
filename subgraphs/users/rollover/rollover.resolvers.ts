import { payloadOf } from '../../../kernel/graphql/payload';
import { forgetLoaded } from '../context';
import type { Resolvers } from '../schema.generated';
import { rolloverSchoolYear } from './rollover-school-year';

const NOTHING_DONE = { promoted: 0, retained: 0, graduated: 0, applied: false };

export const rolloverResolvers: Resolvers = {
  Mutation: {
    rolloverSchoolYear: (_root, { input }, context) =>
      payloadOf(NOTHING_DONE, async () => {
        const rollover = await rolloverSchoolYear(context, input);
        forgetLoaded(context);
        return rollover;
      }),
  },
};
