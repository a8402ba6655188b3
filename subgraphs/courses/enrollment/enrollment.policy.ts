import { hasRole, OFFICE_ROLES, wardOf, type Viewer } from '../../../kernel/auth/viewer';
import { ownStudents, worksSomewhere, type ViewerCondition } from '../access/viewer-parameters';
import type { SectionTeacher } from '../section/section-teacher.entity';
import { teaches } from '../section/section.policy';
import type { Enrollment } from './enrollment.entity';

/** The student, their guardians, and everybody who works at the school. */
export const enrollmentIsVisible: ViewerCondition = (alias) => `
  ${alias}.tenantId = :tenantId
  AND (:isEverywhere OR ${alias}.schoolId = ANY(:staffSchools) OR ${alias}.studentId = ANY(:ownStudents))`;

/** {@link enrollmentIsVisible}, and the section's teachers, who may come from another school. */
export const enrollmentIsVisibleToTeachers: ViewerCondition = (alias) => `
  ${alias}.tenantId = :tenantId
  AND (:isEverywhere OR ${alias}.schoolId = ANY(:staffSchools) OR ${alias}.studentId = ANY(:ownStudents)
    OR EXISTS (SELECT FROM section_teachers WHERE section_id = ${alias}.sectionId AND staff_id = :staffId))`;

/**
 * SQL for: the enrolment's student belongs to the section on a day. An invitation gives no place yet.
 * @param alias alias of the enrolment
 * @param day an SQL expression for a civil date
 */
export function belongsOn(alias: string, day: string): string {
  return `${alias}.state <> 'INVITED' AND ${alias}.beginDate <= ${day} AND ( ${alias}.endDate > ${day} OR ${alias}.endDate IS NULL )`;
}

/** Whether it is worth asking for a student's enrolments; which of them are seen decides each row's school. */
export function canAskAboutStudent(viewer: Viewer | null, studentId: string): boolean {
  return viewer !== null && (ownStudents(viewer).includes(studentId) || worksSomewhere(viewer));
}

/** Progress is for the student, guardians who may see grades, the section's teachers and those who run the school. */
export function canSeeProgress(
  viewer: Viewer | null,
  { studentId, schoolId }: Pick<Enrollment, 'studentId' | 'schoolId'>,
  teachers: readonly SectionTeacher[],
): boolean {
  if (!viewer) return false;
  return (
    viewer.studentId === studentId ||
    wardOf(viewer, studentId)?.canSeeGrades === true ||
    teaches(viewer, teachers) ||
    hasRole(viewer, schoolId, ...OFFICE_ROLES)
  );
}

/** Lessons are completed by the student in person; a teacher of the section may say so for them. */
export function canCompleteLessons(
  viewer: Viewer,
  { studentId }: Pick<Enrollment, 'studentId'>,
  teachers: readonly SectionTeacher[],
): boolean {
  return viewer.studentId === studentId || teaches(viewer, teachers);
}
