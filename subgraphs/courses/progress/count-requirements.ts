import type { EntityManager } from 'typeorm';
import type { RequirementCounts } from './course-progress';

/** Lessons that are required and published, as of now: what is taken out of a course never stands in anybody's way. */
const COUNT_REQUIREMENTS = `
  SELECT enrollment.id,
         count(lesson.id)::int AS total,
         count(done.lesson_id)::int AS completed,
         (array_agg(lesson.id ORDER BY lesson.position) FILTER (WHERE done.lesson_id IS NULL))[1] AS "nextLessonId"
  FROM enrollments enrollment
  JOIN class_sections section ON section.id = enrollment.section_id
  LEFT JOIN lessons lesson ON lesson.course_id = section.course_id AND lesson.is_required AND lesson.is_published
  LEFT JOIN lesson_completions done ON done.enrollment_id = enrollment.id AND done.lesson_id = lesson.id
  WHERE enrollment.id = ANY($1) AND enrollment.tenant_id = $2
  GROUP BY enrollment.id`;

/** What is counted of enrolments of a tenant, by their ids. */
export async function countRequirements(
  db: EntityManager,
  enrollmentIds: readonly string[],
  tenantId: string | null,
): Promise<Map<string, RequirementCounts>> {
  const rows = await db.query<(RequirementCounts & { id: string })[]>(COUNT_REQUIREMENTS, [
    enrollmentIds,
    tenantId,
  ]);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
