import type { DataSource, EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { Course } from '../course/course.entity';
import { Enrollment } from '../enrollment/enrollment.entity';
import { ClassMeeting } from '../meeting/class-meeting.entity';
import { ClassSection } from './class-section.entity';
import { lockSection } from './lock-section';
import { enrollmentFacts, meetingFacts, sectionFacts } from './section-facts';
import { SectionTeacher } from './section-teacher.entity';

/**
 * Tells all there is of every section of a tenant once more, one after the other, while they go on changing.
 * @returns how many
 */
export async function takeSectionSnapshots(db: DataSource, tenantId: string, now: Date): Promise<number> {
  const sections = await db.manager.find(ClassSection, { where: { tenantId }, select: { id: true } });
  for (const { id } of sections) await db.transaction((tx) => takeSnapshot(tx, { id, tenantId }, now));
  return sections.length;
}

/** The lock puts the snapshot in its place among the section's other events. */
async function takeSnapshot(
  tx: EntityManager,
  { id: sectionId, tenantId }: Pick<ClassSection, 'id' | 'tenantId'>,
  now: Date,
): Promise<void> {
  const section = await lockSection(tx, { id: sectionId, tenantId });
  const course = await tx.findOneByOrFail(Course, { id: section.courseId, tenantId });
  const teachers = await tx.findBy(SectionTeacher, { sectionId, tenantId });
  const meetings = await tx.findBy(ClassMeeting, { sectionId, tenantId });
  const enrollments = await tx.findBy(Enrollment, { sectionId, tenantId });
  await recordEvent(tx, {
    name: 'section.snapshot_taken',
    tenantId,
    aggregateId: sectionId,
    occurredAt: now,
    payload: {
      ...sectionFacts(
        section,
        course,
        teachers.map(({ staffId }) => staffId),
      ),
      meetings: meetings.map(meetingFacts),
      enrollments: enrollments.map(enrollmentFacts),
    },
  });
}
