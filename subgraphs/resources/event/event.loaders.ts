import { In, type DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import type { Clock } from '../../../kernel/clock';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadOnes } from '../../../kernel/graphql/load-groups';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { EventCapacity } from './event-capacity.entity';
import { Event } from './event.entity';
import { restrictToVisibleEvents } from './event.policy';

const SOONEST_FIRST: Keyset<Event> = { by: ['startsAt', 'id'], direction: 'ASC' };

export const eventLoaders = (db: DataSource, viewer: Viewer | null, clock: Clock) => {
  const restrict = restrictToVisibleEvents(viewer);
  const restrictToUpcoming: Restriction<Event> = (query) => {
    restrict(query);
    query.andWhere(`${query.alias}.endsAt > :now`, { now: clock.now() });
  };
  return {
    eventById: loadById(db, Event, restrict),
    eventsBySchool: loadChildPages(db, Event, { parent: 'schoolId', keyset: SOONEST_FIRST, restrict }),
    /** Those that have not ended. */
    upcomingEventsBySchool: loadChildPages(db, Event, {
      parent: 'schoolId',
      keyset: SOONEST_FIRST,
      restrict: restrictToUpcoming,
    }),
    /** Asked for events that the caller sees; who sees an event sees how many places are left. */
    capacityByEvent: loadOnes<string, EventCapacity>(
      (eventIds) => db.getRepository(EventCapacity).findBy({ eventId: In(eventIds) }),
      ({ eventId }) => eventId,
    ),
  };
};
