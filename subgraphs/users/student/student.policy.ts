import { hasRole, schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { Student } from './student.entity';

/** Students see themselves, guardians their wards, and who works at a school its students. */
export function restrictToVisibleStudents(viewer: Viewer): Restriction<Student> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  const ownIds = [viewer.studentId, ...viewer.wards.map((ward) => ward.studentId)].filter(
    (id) => id !== null,
  );
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds) OR row.id = ANY(:ownIds))', {
        isEverywhere,
        schoolIds,
        ownIds,
      });
}

/** A school's list of students is for those who work there. */
export function canListStudents(viewer: Viewer, schoolId: string): boolean {
  return hasRole(viewer, schoolId, ...STAFF_ROLES);
}
