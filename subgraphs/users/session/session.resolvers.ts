import { payloadOf } from '../../../kernel/graphql/payload';
import type { UsersContext } from '../context';
import type { Resolvers } from '../schema.generated';
import { createUsersLoaders } from '../context';
import { signIn } from './sign-in';

/** From here on the operation is the signed-in person's: the payload's `viewer` is read with their rights. */
function continueAs(context: UsersContext, viewer: UsersContext['viewer']): void {
  context.viewer = viewer;
  context.loaders = createUsersLoaders(context.db, viewer);
}

export const sessionResolvers: Resolvers = {
  Mutation: {
    signIn: (_root, { input }, context) =>
      payloadOf({}, async () => {
        const signedIn = await signIn(context, input);
        continueAs(context, signedIn.viewer);
        return signedIn;
      }),
  },
};
