import type { Events } from '../../../schema/events';
import type { Course } from '../course/course.entity';
import type { Enrollment } from '../enrollment/enrollment.entity';
import type { ClassMeeting } from '../meeting/class-meeting.entity';
import type { ClassSection } from './class-section.entity';

type Snapshot = Events['section.snapshot_taken'];

/** A section as other services are told of it. */
export function sectionFacts(
  section: ClassSection,
  course: Course,
  teacherIds: readonly string[],
): Omit<Snapshot, 'meetings' | 'enrollments'> {
  const { id: sectionId, schoolId, timeZone, title, beginDate, endDate } = section;
  return {
    ...{ sectionId, schoolId, timeZone, title, courseTitle: course.title },
    ...{ gradeLevel: soleGradeLevel(course), teacherIds: [...teacherIds], beginDate, endDate },
  };
}

/** A meeting as other services are told of it. */
export function meetingFacts({
  id,
  schoolDate,
  startsAt,
  endsAt,
}: ClassMeeting): Snapshot['meetings'][number] {
  return { meetingId: id, schoolDate, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

/** A place as other services are told of it. */
export function enrollmentFacts({
  id,
  studentId,
  beginDate,
  endDate,
}: Enrollment): Snapshot['enrollments'][number] {
  return { enrollmentId: id, studentId, beginDate, endDate };
}

/** A course for several grades gives its sections none. */
function soleGradeLevel({ gradeLevels: [gradeLevel, ...others] }: Course): string | null {
  return others.length === 0 ? (gradeLevel ?? null) : null;
}
