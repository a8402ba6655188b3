import { hasRole, OFFICE_ROLES, schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { isExpectedOn } from '../roster/expected';
import { ownStudentIds } from '../student/student.policy';
import type { AttendanceSession } from './attendance-session.entity';

/**
 * Those who work at a school see its registers; students, and guardians with the switch on, those in which the
 * student is expected. What it says of all pupils is another right: {@link canTakeRegister}.
 */
export function restrictToVisibleSessions(viewer: Viewer): Restriction<AttendanceSession> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return (query) =>
    query.andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId }).andWhere(
      `(:isEverywhere OR row.schoolId = ANY(:schoolIds) OR EXISTS (
        SELECT FROM roster_entries entry
        WHERE entry.section_id = row.sectionId AND entry.student_id = ANY(:ownStudents)
          AND ${isExpectedOn('entry', 'row.schoolDate')}))`,
      { isEverywhere, schoolIds, ownStudents: ownStudentIds(viewer) },
    );
}

/**
 * Whether the viewer may take, correct and read a whole register: the school's office, and the section's teachers as
 * long as they work at the school.
 * @param teaches whether the viewer is among the section's teachers
 */
export function canTakeRegister(
  viewer: Viewer,
  { schoolId }: { schoolId: string },
  teaches: boolean,
): boolean {
  return hasRole(viewer, schoolId, ...OFFICE_ROLES) || (teaches && hasRole(viewer, schoolId, ...STAFF_ROLES));
}
