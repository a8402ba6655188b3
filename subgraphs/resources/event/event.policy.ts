import type { Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { inAudience } from '../audience/audience.policy';
import type { Event } from './event.entity';

/**
 * Whose event is on view: drafts nobody's; what is or was published is for its audience, and for those who registered
 * for it, so that they read of a pause or a cancellation wherever they have gone to school since.
 */
export function restrictToVisibleEvents(viewer: Viewer | null): Restriction<Event> {
  return (query) => {
    const row = query.alias;
    const audience = inAudience(viewer, row);
    query.andWhere(`${row}.status <> 'DRAFT'`);
    if (!viewer) {
      query.andWhere(audience.sql, audience.parameters);
      return;
    }
    query.andWhere(
      `(${audience.sql} OR (${row}.tenantId = :ownTenant AND EXISTS (
        SELECT FROM registrations
        WHERE registrations.event_id = ${row}.id AND registrations.student_id = ANY(:ownStudents))))`,
      { ...audience.parameters, ownStudents: studentsOf(viewer) },
    );
  };
}

/** The students a viewer acts for: themselves and their wards. */
export function studentsOf(viewer: Viewer): string[] {
  const wards = viewer.wards.map(({ studentId }) => studentId);
  return viewer.studentId === null ? wards : [viewer.studentId, ...wards];
}
