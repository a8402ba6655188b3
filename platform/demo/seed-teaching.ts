import type { EntityManager } from 'typeorm';
import { addDays } from '../../kernel/clock';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { Course } from '../../subgraphs/courses/course/course.entity';
import { addEnrollments } from '../../subgraphs/courses/enrollment/add-enrollments';
import { Lesson } from '../../subgraphs/courses/lesson/lesson.entity';
import { ClassMeeting } from '../../subgraphs/courses/meeting/class-meeting.entity';
import { scheduleMeetings, type NewMeeting } from '../../subgraphs/courses/meeting/schedule-meetings';
import type { ClassSection } from '../../subgraphs/courses/section/class-section.entity';
import { openSection } from '../../subgraphs/courses/section/open-section';
import { demoId } from './demo-id';
import type { Population } from './population';
import type { DemoSchool } from './schools';
import { isSchoolDay, lessonOn } from './timetable';

const LESSON_KINDS = ['VIDEO', 'PAGE', 'VIDEO', 'QUIZ', 'VIDEO', 'ASSIGNMENT'] as const;
/** How far the timetable reaches back when the demo is made, and ahead whenever it starts. */
export const DAYS_BACK = 30;
const DAYS_AHEAD = 7;

/** A section with its subject's place in the school's list, which gives its place in the day. */
interface TaughtSection {
  section: ClassSection;
  subject: number;
}

function courseOf(school: DemoSchool, subject: string, grade: string): Course {
  const code = `${subject.slice(0, 3).toUpperCase()}${grade}`;
  return {
    id: demoId(ID_PREFIXES.Course, `${school.name} ${code}`),
    tenantId: school.tenantId,
    schoolId: school.id,
    title: `${subject} ${grade}`,
    courseCode: code,
    subject,
    gradeLevels: [grade],
    status: 'PUBLISHED',
    description: `${subject} as taught in grade ${grade}.`,
  };
}

function lessonsOf(course: Course): Lesson[] {
  return LESSON_KINDS.map((kind, i) => ({
    id: demoId(ID_PREFIXES.Lesson, `${course.id} ${i}`),
    tenantId: course.tenantId,
    courseId: course.id,
    position: i + 1,
    title: `${course.subject}: unit ${i + 1}`,
    kind,
    isRequired: kind !== 'PAGE',
    durationSeconds: kind === 'VIDEO' ? 300 + 60 * i : null,
    isPublished: true,
  }));
}

/** Every course of a school, in the order of its subjects. */
export function demoCourses(school: DemoSchool): Course[] {
  return Object.keys(school.grades).flatMap((grade) =>
    school.subjects.map((subject) => courseOf(school, subject, grade)),
  );
}

function demoSections(school: DemoSchool, today: string): TaughtSection[] {
  return Object.entries(school.grades).flatMap(([grade, homerooms]) =>
    homerooms.flatMap((homeroom) =>
      school.subjects.map((subject, i) => ({
        subject: i,
        section: {
          id: demoId(ID_PREFIXES.ClassSection, `${school.name} ${subject} ${homeroom}`),
          tenantId: school.tenantId,
          courseId: courseOf(school, subject, grade).id,
          schoolId: school.id,
          title: `${subject} ${homeroom}`,
          classCode: `${homeroom}-${subject.slice(0, 3).toUpperCase()}`,
          location: `Room ${homeroom}`,
          capacity: school.studentsPerHomeroom + 6,
          timeZone: school.timeZone,
          beginDate: addDays(today, -DAYS_BACK),
          endDate: addDays(today, 365),
        },
      })),
    ),
  );
}

/** Fills the courses database with one school's catalogue, classes and places; the rest follows by events. */
export async function seedTeaching(
  tx: EntityManager,
  population: Population,
  today: string,
  now: Date,
): Promise<void> {
  const { school, students, teachers } = population;
  const courses = demoCourses(school);
  await tx.insert(Course, courses);
  await tx.insert(Lesson, courses.flatMap(lessonsOf));
  for (const { section, subject } of demoSections(school, today)) {
    await openSection(tx, section, [teachers[subject]!.id], now);
    const classmates = students.filter(({ homeroom }) => section.title.endsWith(` ${homeroom}`));
    const places = classmates.map(({ id }) => ({ studentId: id, beginDate: section.beginDate }));
    await addEnrollments(tx, section, places, now);
  }
  await completeSomeLessons(tx, school, now);
}

/** Students get on at different speeds: how far each one has come is drawn from the ids. */
async function completeSomeLessons(tx: EntityManager, school: DemoSchool, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO lesson_completions (enrollment_id, lesson_id, tenant_id, completed_at)
     SELECT enrollment.id, lesson.id, enrollment.tenant_id, $2
     FROM enrollments enrollment
     JOIN class_sections section ON section.id = enrollment.section_id
     JOIN lessons lesson ON lesson.course_id = section.course_id
     WHERE enrollment.school_id = $1 AND lesson.position <= abs(hashtext(enrollment.id)) % 6`,
    [school.id, now],
  );
}

/** Brings the timetable up to a week ahead: from a month back at first, from where it ends on later days. */
export async function extendTimetable(
  tx: EntityManager,
  school: DemoSchool,
  today: string,
  now: Date,
): Promise<void> {
  const [{ last }] = await tx.query<[{ last: string | null }]>(
    `SELECT max(meeting.school_date)::text AS last
     FROM class_meetings meeting JOIN class_sections section ON section.id = meeting.section_id
     WHERE section.school_id = $1`,
    [school.id],
  );
  const dates = schoolDays(
    last ? addDays(last, 1) : addDays(today, -DAYS_BACK),
    addDays(today, DAYS_AHEAD),
    today,
  );
  const isTodayMissing = last !== null && last >= today && !(await hasMeetings(tx, school, today));
  if (isTodayMissing) dates.push(today);
  for (const { section, subject } of demoSections(school, today)) {
    const meetings = dates.map((date): NewMeeting => ({
      ...lessonOn(date, subject, school),
      id: demoId(ID_PREFIXES.ClassMeeting, `${section.id} ${date}`),
      room: section.location,
    }));
    await scheduleMeetings(tx, section, meetings, now);
  }
}

function schoolDays(from: string, to: string, today: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) if (isSchoolDay(date, today)) dates.push(date);
  return dates;
}

async function hasMeetings(tx: EntityManager, school: DemoSchool, date: string): Promise<boolean> {
  return tx
    .createQueryBuilder(ClassMeeting, 'meeting')
    .innerJoin('class_sections', 'section', 'section.id = meeting.sectionId')
    .where('section.school_id = :id AND meeting.schoolDate = :date', { id: school.id, date })
    .getExists();
}
