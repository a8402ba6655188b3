import { OFFICE_ROLES, schoolsWith, STAFF_ROLES, type Role, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { ownStudentIds } from '../student/student.policy';
import type { AttendanceRecord } from './attendance-record.entity';

/** Those who deal with the absences of every student of a school, whoever teaches them. */
const ABSENCE_ROLES = [...OFFICE_ROLES, 'COUNSELOR'] as const satisfies readonly Role[];

/** Whose marks a viewer may see, by the viewer's claims. */
export function markRights(viewer: Viewer) {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...ABSENCE_ROLES);
  return {
    ownStudents: ownStudentIds(viewer),
    isEverywhere,
    schoolIds,
    /** Where the viewer works: elsewhere, having taught a section gives no right any more. */
    teachingSchools: schoolsWith(viewer, ...STAFF_ROLES).schoolIds,
    staffId: viewer.staffId,
  };
}

/** A mark is for the student, guardians with the switch on, the section's teachers, and who deals with all absences. */
export function restrictToVisibleRecords(viewer: Viewer): Restriction<AttendanceRecord> {
  return (query) =>
    query.andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId }).andWhere(
      `(:isEverywhere OR row.schoolId = ANY(:schoolIds) OR row.studentId = ANY(:ownStudents)
          OR (row.schoolId = ANY(:teachingSchools) AND EXISTS (
            SELECT FROM attendance_sessions taken
            JOIN section_teachers teacher ON teacher.section_id = taken.section_id
            WHERE taken.id = row.sessionId AND teacher.staff_id = :staffId)))`,
      markRights(viewer),
    );
}
