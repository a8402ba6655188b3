import { filterMap } from '../../../kernel/async-iterator';
import { requireInsider } from '../../../kernel/auth/viewer';
import { forbidden, notFound } from '../../../kernel/errors';
import { followTopic } from '../../../kernel/events/replay';
import { createCoursesLoaders, type CoursesContext } from '../context';
import { canSeeProgress } from '../enrollment/enrollment.policy';
import type { CourseProgressChanged } from '../mappers';
import { progressOf } from './progress-topic';

type Context = Pick<CoursesContext, 'db' | 'bus' | 'viewer'>;

/**
 * Each whole per cent by which the student of an enrolment gets on, from now on or after one that was seen. For those who
 * may see the progress, as long as they may: a section's teachers are not told by any token, so it is asked anew for each.
 * @param after the cursor of the last one that was seen
 * @throws Fault UNAUTHENTICATED; NOT_FOUND for an enrolment that the caller may not see; FORBIDDEN where they may see it,
 *   but not its progress; BAD_USER_INPUT or SUBSCRIPTION_GAP where it cannot begin after the cursor
 */
export async function watchProgress(
  context: Context,
  enrollmentId: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<{ courseProgressChanged: CourseProgressChanged }>> {
  const { tenantId } = requireInsider(context.viewer);
  await requireRight(context, enrollmentId);
  const steps = await followTopic(context, {
    ...{ tenantId, topic: progressOf(enrollmentId), names: ['course_progress.changed'], after },
    concerns: ({ payload }) => payload.enrollmentId === enrollmentId,
  });
  return filterMap(steps, async (courseProgressChanged) => {
    await requireRight(context, enrollmentId);
    return { courseProgressChanged };
  });
}

async function requireRight({ db, viewer }: Context, enrollmentId: string): Promise<void> {
  const loaders = createCoursesLoaders(db, viewer);
  const enrollment = await loaders.enrollmentById.load(enrollmentId);
  if (!enrollment) throw notFound('Enrollment', enrollmentId);
  const teachers = await loaders.teachersBySection.load(enrollment.sectionId);
  if (!canSeeProgress(viewer, enrollment, teachers)) throw forbidden('This progress is for others.');
}
