import type { ViewerCondition } from '../access/viewer-parameters';

/**
 * A condition on the lesson's course for who sees a lesson, once they see its course: what is not published yet is
 * for those who work at the school.
 * @param lesson alias of the lesson
 */
export const lessonIsVisible =
  (lesson: string): ViewerCondition =>
  (course) => `
  ${lesson}.tenantId = :tenantId
  AND (${lesson}.isPublished OR :isEverywhere OR ${course}.schoolId = ANY(:staffSchools))`;
