import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { courseProgress, type CourseProgress } from './course-progress';

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

interface CountedRow {
  id: string;
  total: number;
  completed: number;
  nextLessonId: string | null;
}

export const progressLoaders = (db: DataSource, viewer: Viewer | null) => ({
  /** Whoever asks must have been found allowed to: see canSeeProgress. */
  progressByEnrollment: new DataLoader<string, CourseProgress | null>(async (enrollmentIds) => {
    const rows = await db.query<CountedRow[]>(COUNT_REQUIREMENTS, [enrollmentIds, viewer?.tenantId]);
    const byId = new Map(rows.map((row) => [row.id, courseProgress(row)]));
    return enrollmentIds.map((id) => byId.get(id) ?? null);
  }),
});
