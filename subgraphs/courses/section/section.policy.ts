import { hasRole, OFFICE_ROLES, type Viewer } from '../../../kernel/auth/viewer';
import { worksSomewhere, type ViewerCondition } from '../access/viewer-parameters';
import type { ClassSection } from './class-section.entity';
import type { SectionTeacher } from './section-teacher.entity';

/** Its teachers, everybody who works at the school, students who have or had a place in it, and their guardians. */
export const sectionIsVisible: ViewerCondition = (alias) => `
  ${alias}.tenantId = :tenantId
  AND (:isEverywhere OR ${alias}.schoolId = ANY(:staffSchools)
    OR EXISTS (SELECT FROM section_teachers WHERE section_id = ${alias}.id AND staff_id = :staffId)
    OR EXISTS (SELECT FROM enrollments WHERE section_id = ${alias}.id AND student_id = ANY(:ownStudents)))`;

/** Whether the viewer is one of a section's teachers, and has not left since. */
export function teaches(viewer: Viewer, teachers: readonly SectionTeacher[]): boolean {
  return worksSomewhere(viewer) && teachers.some(({ staffId }) => staffId === viewer.staffId);
}

/** A section's students are managed, and listed, by its teachers and by those who run the school. */
export function canManageRoster(
  viewer: Viewer | null,
  { schoolId }: Pick<ClassSection, 'schoolId'>,
  teachers: readonly SectionTeacher[],
): boolean {
  return viewer !== null && (hasRole(viewer, schoolId, ...OFFICE_ROLES) || teaches(viewer, teachers));
}
