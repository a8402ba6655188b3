import type { CoursesContext } from '../context';
import type { Enrollment } from '../enrollment/enrollment.entity';
import { canSeeProgress } from '../enrollment/enrollment.policy';
import type { CourseProgress } from './course-progress';

/** A student's progress in an enrolment, or null for those whom it is none of the business of. */
export async function readProgress(
  { viewer, loaders }: Pick<CoursesContext, 'viewer' | 'loaders'>,
  enrollment: Enrollment,
): Promise<CourseProgress | null> {
  const teachers = await loaders.teachersBySection.load(enrollment.sectionId);
  return canSeeProgress(viewer, enrollment, teachers)
    ? loaders.progressByEnrollment.load(enrollment.id)
    : null;
}
