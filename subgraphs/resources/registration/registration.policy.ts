import { hasRole, schoolsWith, STAFF_ROLES, wardOf, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { Event } from '../event/event.entity';
import { studentsOf } from '../event/event.policy';
import type { Registration } from './registration.entity';

/**
 * Who sees a registration, and may give its places back: the student, a guardian of the student, and who works at
 * the school.
 */
export function restrictToVisibleRegistrations(viewer: Viewer): Restriction<Registration> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return (query) => {
    const row = query.alias;
    query
      .andWhere(`${row}.tenantId = :ownTenant`, { ownTenant: viewer.tenantId })
      .andWhere(
        `(:isEverywhere OR ${row}.schoolId = ANY(:staffSchools) OR ${row}.studentId = ANY(:ownStudents))`,
        { isEverywhere, staffSchools: schoolIds, ownStudents: studentsOf(viewer) },
      );
  };
}

/**
 * Whether the viewer may see a student's list of registrations at all. Which school a student goes to is not known
 * here: who works at some school gets a list, with the registrations at that school's events and no others.
 */
export function canListRegistrations(viewer: Viewer | null, studentId: string): viewer is Viewer {
  if (!viewer) return false;
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return isEverywhere || schoolIds.length > 0 || studentsOf(viewer).includes(studentId);
}

/** Whether the viewer acts for the student: as that student, as a guardian, or as staff of the event's school. */
export function canActFor(viewer: Viewer, event: Event, studentId: string): boolean {
  if (!isId(ID_PREFIXES.Student, studentId)) return false;
  return studentsOf(viewer).includes(studentId) || hasRole(viewer, event.schoolId, ...STAFF_ROLES);
}

/**
 * Whether the student goes to the event's school, as far as the viewer's token tells. Staff are taken at their word:
 * they register the students of their own school.
 */
export function isOfSchool(viewer: Viewer, event: Event, studentId: string): boolean {
  const { schoolId } = event;
  if (hasRole(viewer, schoolId, ...STAFF_ROLES)) return true;
  if (wardOf(viewer, studentId)?.schoolId === schoolId) return true;
  return viewer.studentId === studentId && hasRole(viewer, schoolId, 'STUDENT');
}
