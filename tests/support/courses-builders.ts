import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { Course } from '../../subgraphs/courses/course/course.entity';
import { addEnrollments, type NewEnrollment } from '../../subgraphs/courses/enrollment/add-enrollments';
import type { Enrollment } from '../../subgraphs/courses/enrollment/enrollment.entity';
import { Lesson } from '../../subgraphs/courses/lesson/lesson.entity';
import type { ClassMeeting } from '../../subgraphs/courses/meeting/class-meeting.entity';
import { scheduleMeetings, type NewMeeting } from '../../subgraphs/courses/meeting/schedule-meetings';
import type { ClassSection } from '../../subgraphs/courses/section/class-section.entity';
import { openSection } from '../../subgraphs/courses/section/open-section';
import { SchoolStudent } from '../../subgraphs/courses/student/school-student.entity';
import { studentsKnownAs } from './known-students';

/** What another service calls a school, without the school. */
export interface SchoolIds {
  tenantId: string;
  schoolId: string;
}

/** A school that is a tenant of its own. */
export const someSchool = (tenantId = newId('org')): SchoolIds => ({
  tenantId,
  schoolId: newId(ID_PREFIXES.School),
});

export const someStudent = () => newId(ID_PREFIXES.Student);
export const someStaff = () => newId(ID_PREFIXES.Staff);

export const aStudentOf = studentsKnownAs(SchoolStudent);

/** A published course, unless said otherwise. */
export async function aCourse(
  db: DataSource,
  school: SchoolIds,
  over: Partial<Course> = {},
): Promise<Course> {
  const id = newId(ID_PREFIXES.Course);
  return db.manager.save(Course, {
    id,
    ...school,
    title: 'Mathematics 9',
    courseCode: id,
    subject: 'Mathematics',
    gradeLevels: ['9'],
    status: 'PUBLISHED',
    description: null,
    ...over,
  });
}

/** A published, required lesson at the given place, unless said otherwise. */
export async function aLesson(
  db: DataSource,
  course: Course,
  position: number,
  over: Partial<Lesson> = {},
): Promise<Lesson> {
  return db.manager.save(Lesson, {
    id: newId(ID_PREFIXES.Lesson),
    tenantId: course.tenantId,
    courseId: course.id,
    position,
    title: `Lesson ${position}`,
    kind: 'VIDEO',
    isRequired: true,
    durationSeconds: 600,
    isPublished: true,
    ...over,
  });
}

/** A section of 30 places in the school year 2026, in Nairobi, taught by `teacherIds`. */
export async function aSection(
  db: DataSource,
  course: Course,
  { teacherIds = [], ...over }: Partial<ClassSection> & { teacherIds?: string[] } = {},
): Promise<ClassSection> {
  const section = {
    id: newId(ID_PREFIXES.ClassSection),
    tenantId: course.tenantId,
    courseId: course.id,
    schoolId: course.schoolId,
    title: '9A Mathematics',
    classCode: '9A-MATH',
    location: 'Room 4',
    capacity: 30,
    timeZone: 'Africa/Nairobi',
    beginDate: '2026-01-05',
    endDate: '2026-12-19',
    ...over,
  };
  await db.transaction((tx) => openSection(tx, section, teacherIds, new Date()));
  return section;
}

/** A place for a student since the section began, unless said otherwise. */
export async function anEnrollment(
  db: DataSource,
  section: ClassSection,
  over: Partial<NewEnrollment> = {},
): Promise<Enrollment> {
  const place = { studentId: someStudent(), beginDate: section.beginDate, ...over };
  const [enrollment] = await db.transaction((tx) => addEnrollments(tx, section, [place], new Date()));
  return enrollment as Enrollment;
}

/** A meeting of 40 minutes at 08:00 in Nairobi on a day, unless said otherwise. */
export async function aMeeting(
  db: DataSource,
  section: ClassSection,
  schoolDate: string,
  over: Partial<NewMeeting> = {},
): Promise<ClassMeeting> {
  const meeting = {
    schoolDate,
    period: '1',
    startsAt: new Date(`${schoolDate}T05:00:00Z`),
    endsAt: new Date(`${schoolDate}T05:40:00Z`),
    room: null,
    ...over,
  };
  const [scheduled] = await db.transaction((tx) => scheduleMeetings(tx, section, [meeting], new Date()));
  return scheduled as ClassMeeting;
}

/** One meeting on each of `days` days from `firstDay` on. */
export async function dailyMeetings(
  db: DataSource,
  section: ClassSection,
  firstDay: string,
  days: number,
): Promise<ClassMeeting[]> {
  const dates = Array.from({ length: days }, (_, i) => addDays(firstDay, i));
  return Promise.all(dates.map((date) => aMeeting(db, section, date)));
}
