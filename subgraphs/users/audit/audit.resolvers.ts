import type { Resolvers } from '../schema.generated';
import { listAuditEvents } from './list-audit-events';

export const auditResolvers: Resolvers = {
  Query: {
    auditEvents: (_root, args, context) => listAuditEvents(context, args),
  },
  AuditEvent: {
    actor: ({ actorUserId }, _args, { loaders }) => (actorUserId ? loaders.userById.load(actorUserId) : null),
    at: ({ occurredAt }) => occurredAt,
  },
};
