import type { EntityManager } from 'typeorm';
import { notFound } from '../../../kernel/errors';
import { recordEvent } from '../../../kernel/events/record-event';
import { Course } from '../course/course.entity';
import { ClassSection } from './class-section.entity';
import { sectionFacts } from './section-facts';
import { SectionTeacher } from './section-teacher.entity';

/**
 * Opens a class section with its teachers, and tells the other services. Checks no rights: for set-up.
 * @throws Fault NOT_FOUND where the tenant has no such course
 */
export async function openSection(
  tx: EntityManager,
  section: ClassSection,
  teacherIds: readonly string[],
  now: Date,
): Promise<void> {
  const { id: sectionId, tenantId, courseId } = section;
  const course = await tx.findOneBy(Course, { id: courseId, tenantId });
  if (!course) throw notFound('Course', courseId);

  await tx.insert(ClassSection, section);
  await tx.insert(
    SectionTeacher,
    teacherIds.map((staffId) => ({ sectionId, staffId, tenantId })),
  );
  await recordEvent(tx, {
    name: 'section.created',
    tenantId,
    aggregateId: sectionId,
    occurredAt: now,
    payload: sectionFacts(section, course, teacherIds),
  });
}
