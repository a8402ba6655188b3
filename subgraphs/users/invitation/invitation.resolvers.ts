import { payloadOf } from '../../../kernel/graphql/payload';
import { readOrganization } from '../organization/read-organization';
import type { Resolvers } from '../schema.generated';
import { inviteUser } from './invite-user';

export const invitationResolvers: Resolvers = {
  Mutation: {
    inviteUser: (_root, { input }, context) =>
      payloadOf({}, async () => ({ invitation: await inviteUser(context, input) })),
  },
  Invitation: {
    organization: ({ organizationId }, _args, context) => readOrganization(context, organizationId),
  },
};
