import type { EntityManager } from 'typeorm';
import { requireViewer } from '../../../kernel/auth/viewer';
import { civilDate } from '../../../kernel/clock';
import { badInput, refuse } from '../../../kernel/errors';
import { isId } from '../../../kernel/ids';
import { ID_PREFIXES } from '../../../schema/id-prefixes';
import type { CoursesContext } from '../context';
import { Course } from '../course/course.entity';
import type { CoursesErrorCode, EnrollInput } from '../schema.generated';
import type { ClassSection } from '../section/class-section.entity';
import { canManageRoster } from '../section/section.policy';
import { SchoolStudent } from '../student/school-student.entity';
import { addEnrollments } from './add-enrollments';
import type { Enrollment } from './enrollment.entity';

/**
 * Gives a student a place in a section that has room.
 * @throws Fault UNAUTHENTICATED; BAD_USER_INPUT for what is no student id;
 *   Refusal NOT_FOUND, FORBIDDEN, INVALID_DATE, COURSE_NOT_OPEN, ALREADY_ENROLLED, SECTION_FULL
 */
export async function enroll(
  { db, viewer, clock, loaders }: Pick<CoursesContext, 'db' | 'viewer' | 'clock' | 'loaders'>,
  { sectionId, studentId, beginDate }: EnrollInput,
): Promise<Enrollment> {
  const asker = requireViewer(viewer);
  if (!isId(ID_PREFIXES.Student, studentId))
    throw badInput('Not the id of a student.', ['input', 'studentId']);
  const section = await loaders.sectionById.load(sectionId);
  if (!section) refuse<CoursesErrorCode>('NOT_FOUND', 'There is no such section.', ['input', 'sectionId']);
  const teachers = await loaders.teachersBySection.load(section.id);
  if (!canManageRoster(asker, section, teachers)) {
    refuse<CoursesErrorCode>(
      'FORBIDDEN',
      'Only teachers of the section and the school’s office may enrol students.',
    );
  }
  const now = clock.now();
  const firstDay = beginDate ?? civilDate(now, section.timeZone);
  assertWithinTerms(section, firstDay);

  return db.transaction(async (tx) => {
    await assertStudentOf(tx, section, studentId);
    await assertOpen(tx, section);
    const [enrollment] = await addEnrollments(tx, section, [{ studentId, beginDate: firstDay }], now);
    return enrollment as Enrollment;
  });
}

function assertWithinTerms({ beginDate, endDate }: ClassSection, day: string): void {
  if (day >= beginDate && day < endDate) return;
  refuse<CoursesErrorCode>('INVALID_DATE', 'The date lies outside the section’s terms.', [
    'input',
    'beginDate',
  ]);
}

/** A student of another school is as unknown to whoever teaches or administers here as one who does not exist. */
async function assertStudentOf(
  tx: EntityManager,
  { schoolId, tenantId }: ClassSection,
  studentId: string,
): Promise<void> {
  if (await tx.existsBy(SchoolStudent, { studentId, schoolId, tenantId })) return;
  refuse<CoursesErrorCode>('NOT_FOUND', 'There is no such student.', ['input', 'studentId']);
}

/** The lock keeps the course open until the place is given. */
async function assertOpen(tx: EntityManager, { courseId, tenantId }: ClassSection): Promise<void> {
  const course = await tx.findOneOrFail(Course, {
    where: { id: courseId, tenantId },
    lock: { mode: 'pessimistic_read' },
  });
  if (course.status === 'PUBLISHED') return;
  refuse<CoursesErrorCode>('COURSE_NOT_OPEN', 'The course is not open for enrolment.');
}
