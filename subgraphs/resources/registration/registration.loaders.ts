import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import type { Clock } from '../../../kernel/clock';
import { loadById, type Restriction } from '../../../kernel/graphql/load-by-id';
import { loadChildPages } from '../../../kernel/graphql/child-pages';
import type { Keyset } from '../../../kernel/graphql/pagination';
import { Registration } from './registration.entity';
import { restrictToVisibleRegistrations } from './registration.policy';

const NEWEST_FIRST: Keyset<Registration> = { by: ['registeredAt', 'id'], direction: 'DESC' };

const restrictToNothing: Restriction<Registration> = (query) => query.andWhere('false');

export const registrationLoaders = (db: DataSource, viewer: Viewer | null, clock: Clock) => {
  const restrict = viewer ? restrictToVisibleRegistrations(viewer) : restrictToNothing;
  const restrictToUpcoming: Restriction<Registration> = (query) => {
    restrict(query);
    query.andWhere(
      `EXISTS (SELECT FROM events WHERE events.id = ${query.alias}.eventId AND events.ends_at > :now)`,
      { now: clock.now() },
    );
  };
  return {
    registrationById: loadById(db, Registration, restrict),
    registrationsByStudent: loadChildPages(db, Registration, {
      parent: 'studentId',
      keyset: NEWEST_FIRST,
      restrict,
    }),
    /** Those for events that have not ended. */
    upcomingRegistrationsByStudent: loadChildPages(db, Registration, {
      parent: 'studentId',
      keyset: NEWEST_FIRST,
      restrict: restrictToUpcoming,
    }),
  };
};
