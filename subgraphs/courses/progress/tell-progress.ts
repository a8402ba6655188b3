import type { EntityManager } from 'typeorm';
import { recordOnTopic } from '../../../kernel/events/topics';
import type { Enrollment } from '../enrollment/enrollment.entity';
import { countRequirements } from './count-requirements';
import { courseProgress } from './course-progress';
import { progressOf } from './progress-topic';

/**
 * Tells how far a student is, where one more completed lesson that the course requires makes another whole per cent. The
 * caller holds the enrolment locked, and has written the completion.
 */
export async function tellProgress(
  tx: EntityManager,
  { id: enrollmentId, tenantId, sectionId, studentId }: Enrollment,
  occurredAt: Date,
): Promise<void> {
  const counts = (await countRequirements(tx, [enrollmentId], tenantId)).get(enrollmentId);
  if (!counts) return;
  const { percentage, ...progress } = courseProgress(counts);
  const before = courseProgress({ ...counts, completed: counts.completed - 1 });
  if (percentage === null || percentage === before.percentage) return;
  await recordOnTopic(tx, progressOf(enrollmentId), {
    ...{ name: 'course_progress.changed', tenantId, aggregateId: enrollmentId, occurredAt },
    payload: { enrollmentId, sectionId, studentId, percentage, ...progress },
  });
}
