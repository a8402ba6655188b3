import { found } from '../../../kernel/graphql/found';
import { payloadOf } from '../../../kernel/graphql/payload';
import type { Resolvers } from '../schema.generated';
import { cancelRegistration } from './cancel-registration';
import { registerForEvent } from './register-for-event';
import { canListRegistrations } from './registration.policy';
import { watchPlaces } from './watch-places';

export const registrationResolvers: Resolvers = {
  Mutation: {
    registerForEvent: (_root, { input }, context) =>
      payloadOf({ replayed: false }, () => registerForEvent(context, input)),
    cancelRegistration: (_root, { input }, context) =>
      payloadOf({}, async () => ({ registration: await cancelRegistration(context, input) })),
  },
  Subscription: {
    eventAvailability: {
      subscribe: (_root, { eventId, after }, context) => watchPlaces(context, eventId, after),
    },
  },
  EventAvailabilityChanged: {
    event: ({ eventId }, _args, { loaders }) => found('Event', eventId, loaders.eventById),
    availability: ({ eventId }, _args, { loaders }) =>
      found('EventAvailability', eventId, loaders.capacityByEvent),
  },
  Registration: {
    __resolveReference: ({ id }, { loaders }) => loaders.registrationById.load(id),
    event: ({ eventId }, _args, { loaders }) => found('Event', eventId, loaders.eventById),
    student: ({ studentId }) => ({ id: studentId }),
  },
  Student: {
    __resolveReference: ({ id }) => ({ id }),
    registrations: ({ id }, { upcoming, ...args }, { viewer, loaders }) => {
      if (!canListRegistrations(viewer, id)) return null;
      const pages = upcoming ? loaders.upcomingRegistrationsByStudent : loaders.registrationsByStudent;
      return pages.load({ parentId: id, args });
    },
  },
};
