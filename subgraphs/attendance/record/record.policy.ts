import { schoolsWith, STAFF_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { ownStudentIds } from '../student/student.policy';
import type { AttendanceRecord } from './attendance-record.entity';

/** A mark is for those who work at the school, the student, and guardians with the switch on. */
export function restrictToVisibleRecords(viewer: Viewer): Restriction<AttendanceRecord> {
  const { schoolIds, isEverywhere } = schoolsWith(viewer, ...STAFF_ROLES);
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId', { tenantId: viewer.tenantId })
      .andWhere('(:isEverywhere OR row.schoolId = ANY(:schoolIds) OR row.studentId = ANY(:ownStudents))', {
        isEverywhere,
        schoolIds,
        ownStudents: ownStudentIds(viewer),
      });
}
