import type { ViewerCondition } from '../access/viewer-parameters';

/** Everybody who belongs to a school may know what it offers. */
export const courseIsListed: ViewerCondition = (alias) => `
  ${alias}.tenantId = :tenantId AND ${alias}.status = 'PUBLISHED'
  AND (:isEverywhere OR ${alias}.schoolId = ANY(:mySchools))`;

/**
 * Who belongs to the school sees its published courses, who works there all of them; and who teaches or has a place
 * in a section of the course sees it whatever has become of it.
 */
export const courseIsVisible: ViewerCondition = (alias) => `
  ${alias}.tenantId = :tenantId
  AND (:isEverywhere OR ${alias}.schoolId = ANY(:staffSchools)
    OR (${alias}.status = 'PUBLISHED' AND ${alias}.schoolId = ANY(:mySchools))
    OR EXISTS (
      SELECT FROM class_sections held
      WHERE held.course_id = ${alias}.id AND (
        EXISTS (SELECT FROM section_teachers WHERE section_id = held.id AND staff_id = :staffId)
        OR EXISTS (SELECT FROM enrollments WHERE section_id = held.id AND student_id = ANY(:ownStudents)))))`;
