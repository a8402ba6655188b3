import type { Viewer } from '../../../kernel/auth/viewer';
import type { Restriction } from '../../../kernel/graphql/load-by-id';
import { canAdministerSchool } from '../school/school.policy';
import { isTaughtToday, studentParameters } from '../student/student.policy';
import type { Student } from '../student/student.entity';
import type { Guardian } from './guardian.entity';

/** SQL: whether the link, a row of `link` joined with its `students`, holds today at the child's school. */
export const LINK_HOLDS = `(link.valid_from <= school_today(students.school_id, :now)
  AND coalesce(link.valid_to > school_today(students.school_id, :now), true))`;

/**
 * SQL: whether the viewer works with the child of a link: at the office of a school the child is at, or as a teacher
 * of the child; teachers know of links that hold. Needs `link` joined with `students`.
 */
export function linkIsInCharge(): string {
  return `(:isEverywhere OR students.school_id = ANY(:officeSchools)
    OR EXISTS (SELECT FROM school_enrollments stay WHERE stay.student_id = students.id
               AND stay.exit_date IS NULL AND stay.school_id = ANY(:officeSchools))
    OR (${LINK_HOLDS} AND ${isTaughtToday('students.id')}))`;
}

/** SQL: whether the viewer may know of a link: guardians of their own that hold, and who works with the child. */
export function linkIsVisible(): string {
  return `((link.guardian_user_id = :self AND link.student_id = ANY(:ownStudents) AND ${LINK_HOLDS}) OR ${linkIsInCharge()})`;
}

/** Narrows a query over guardians to those the viewer may see: themselves, and those of children they work with. */
export function restrictToVisibleGuardians(viewer: Viewer, now: Date): Restriction<Guardian> {
  return (query) =>
    query
      .andWhere('row.tenantId = :tenantId')
      .andWhere(
        `(row.userId = :self OR EXISTS (
          SELECT FROM guardian_links link JOIN students ON students.id = link.student_id
          WHERE link.guardian_user_id = row.userId AND ${linkIsInCharge()}))`,
      )
      .setParameters(studentParameters(viewer, now));
}

/** What a court has ordered is for the office of the child's school: no guardian, no teacher. */
export function canSeeCourtOrder(viewer: Viewer | null, { schoolId }: Pick<Student, 'schoolId'>): boolean {
  return viewer !== null && canAdministerSchool(viewer, schoolId);
}
