import { ownSchools, schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import type { User } from './user.entity';

/**
 * Whose name a person may read: their own, their wards', that of everybody who works at their schools; and who works
 * at a school reads its students and their guardians.
 */
export function restrictToVisibleUsers(viewer: Viewer): Restriction<User> {
  const asStaff = schoolsWith(viewer, ...STAFF_ROLES);
  const mySchools = ownSchools(viewer).schoolIds;
  return (query) =>
    query.andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId }).andWhere(
      `(:isEverywhere
        OR row.id = :self
        OR EXISTS (SELECT FROM staff WHERE staff.user_id = row.id AND staff.school_id = ANY(:mySchools))
        OR EXISTS (SELECT FROM students WHERE students.user_id = row.id
                   AND (students.school_id = ANY(:staffSchools) OR students.id = ANY(:wards)))
        OR EXISTS (SELECT FROM guardian_links JOIN students ON students.id = guardian_links.student_id
                   WHERE guardian_links.guardian_user_id = row.id AND students.school_id = ANY(:staffSchools)))`,
      {
        isEverywhere: asStaff.isEverywhere,
        self: viewer.userId,
        mySchools,
        staffSchools: asStaff.schoolIds,
        wards: viewer.wards.map(({ studentId }) => studentId),
      },
    );
}

/** An address is for the person and for those who work at a school of the tenant. */
export function canSeeEmail(viewer: Viewer | null, user: User): boolean {
  if (!viewer) return false;
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return viewer.userId === user.id || isEverywhere || schoolIds.length > 0;
}
