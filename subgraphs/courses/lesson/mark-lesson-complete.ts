import type { EntityManager } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import { refuse } from '../../../kernel/errors';
import { recordEvent } from '../../../kernel/events/record-event';
import type { CoursesContext } from '../context';
import { Enrollment } from '../enrollment/enrollment.entity';
import { canCompleteLessons } from '../enrollment/enrollment.policy';
import type { CoursesErrorCode, MarkLessonCompleteInput } from '../schema.generated';
import { ClassSection } from '../section/class-section.entity';
import { LessonCompletion } from './lesson-completion.entity';
import { tellProgress } from '../progress/tell-progress';
import { Lesson } from './lesson.entity';

/**
 * Marks a lesson as completed by the student of an enrolment. Completion is for ever: the first time counts, and doing
 * it again changes nothing.
 * @throws Fault UNAUTHENTICATED; Refusal NOT_FOUND, FORBIDDEN, LESSON_NOT_IN_COURSE
 */
export async function markLessonComplete(
  { db, viewer, clock, loaders }: Pick<CoursesContext, 'db' | 'viewer' | 'clock' | 'loaders'>,
  { enrollmentId, lessonId }: MarkLessonCompleteInput,
): Promise<Enrollment> {
  const asker = requireViewer(viewer);
  const enrollment = await loaders.enrollmentById.load(enrollmentId);
  if (!enrollment) {
    refuse<CoursesErrorCode>('NOT_FOUND', 'There is no such enrolment.', ['input', 'enrollmentId']);
  }
  const teachers = await loaders.teachersBySection.load(enrollment.sectionId);
  if (!canCompleteLessons(asker, enrollment, teachers)) {
    refuse<CoursesErrorCode>(
      'FORBIDDEN',
      'Only the student or a teacher of the section may complete a lesson.',
    );
  }

  return db.transaction(async (tx) => {
    // The lock puts the enrolment's events in the order of its completions, and holds its state until they commit.
    const held = await tx.findOneOrFail(Enrollment, {
      where: { id: enrollment.id },
      lock: { mode: 'pessimistic_write' },
    });
    if (held.state !== 'ACTIVE') {
      refuse<CoursesErrorCode>('FORBIDDEN', 'The student has no active place in the section.', [
        'input',
        'enrollmentId',
      ]);
    }
    const lesson = await lessonOf(tx, held, lessonId);
    await complete(tx, held, lesson, clock.now());
    return held;
  });
}

/** A lesson that students do not see yet is no part of the course for them. */
async function lessonOf(
  tx: EntityManager,
  { sectionId, tenantId }: Enrollment,
  lessonId: string,
): Promise<Lesson> {
  const { courseId } = await tx.findOneByOrFail(ClassSection, { id: sectionId, tenantId });
  const lesson = await tx.findOneBy(Lesson, { id: lessonId, courseId, tenantId, isPublished: true });
  if (lesson) return lesson;
  return refuse<CoursesErrorCode>(
    'LESSON_NOT_IN_COURSE',
    'The lesson is not part of the enrolment’s course.',
    ['input', 'lessonId'],
  );
}

async function complete(tx: EntityManager, enrollment: Enrollment, lesson: Lesson, now: Date): Promise<void> {
  const { id: enrollmentId, tenantId, sectionId, studentId } = enrollment;
  const { id: lessonId, isRequired } = lesson;
  const inserted = await tx
    .createQueryBuilder()
    .insert()
    .into(LessonCompletion)
    .values({ enrollmentId, lessonId, tenantId, completedAt: now })
    .orIgnore()
    .returning('lesson_id')
    .execute();
  const isNew = (inserted.raw as unknown[]).length > 0;
  if (!isNew) return;
  await recordEvent(tx, {
    name: 'lesson.completed',
    tenantId,
    aggregateId: enrollmentId,
    occurredAt: now,
    payload: { enrollmentId, sectionId, lessonId, studentId },
  });
  if (isRequired) await tellProgress(tx, enrollment, now);
}
