import { moneyValue } from '../../../kernel/money';
import { found } from '../../../kernel/graphql/found';
import type { Event } from './event.entity';
import type { Resolvers } from '../schema.generated';

function priceOf({ priceMinorUnits, priceCurrency }: Event) {
  if (priceMinorUnits === null || priceCurrency === null) return null;
  return moneyValue({ minorUnits: priceMinorUnits, currency: priceCurrency });
}

export const eventResolvers: Resolvers = {
  Query: {
    event: (_root, { id }, { loaders }) => loaders.eventById.load(id),
  },
  Event: {
    __resolveReference: ({ id }, { loaders }) => loaders.eventById.load(id),
    school: ({ schoolId }) => ({ id: schoolId }),
    price: priceOf,
    availability: ({ id }, _args, { loaders }) => found('EventAvailability', id, loaders.capacityByEvent),
  },
  EventAvailability: {
    remaining: ({ capacity, confirmed }) => (capacity === null ? null : capacity - confirmed),
  },
  School: {
    __resolveReference: ({ id }) => ({ id }),
    events: ({ id }, { upcoming, ...args }, { loaders }) =>
      (upcoming ? loaders.upcomingEventsBySchool : loaders.eventsBySchool).load({ parentId: id, args }),
  },
};
