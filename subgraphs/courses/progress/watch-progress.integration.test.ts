import type { Identity } from '../../../kernel/auth/signed-identity';
import { nextOf } from '../../../tests/support/client';
import { aCourse, aLesson, anEnrollment, aSection, someSchool, someStaff } from '../../../tests/support/courses-builders'; // prettier-ignore
import { createLive } from '../../../tests/support/live';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { Lesson } from '../lesson/lesson.entity';
import { SectionTeacher } from '../section/section-teacher.entity';
import { coursesSubgraph } from '../subgraph';

const WATCH = `subscription ($enrollment: ID!, $after: String) { courseProgressChanged(enrollmentId: $enrollment, after: $after) {
  cursor enrollment { id } completedRequirements totalRequirements percentage nextLesson { title } } }`;

interface Step {
  cursor: string;
  percentage: number;
}

interface Frame {
  data?: { courseProgressChanged: Step };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const NOW = new Date('2026-03-10T08:00:00Z');
let courses: TestSubgraph;
const db = () => courses.services.db;
const live = createLive<Frame>(() => courses, WATCH, NOW);

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock: { now: () => NOW }, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await courses.stop();
});

/** A student at the beginning of a course. */
async function aLearner() {
  const course = await aCourse(db(), someSchool());
  const staff = someStaff();
  const section = await aSection(db(), course, { teacherIds: [staff] });
  const enrollment = await anEnrollment(db(), section);
  const { tenantId, schoolId } = section;
  const student = aMember(tenantId, schoolId, 'STUDENT', { student: enrollment.studentId });
  const teacher = aMember(tenantId, schoolId, 'TEACHER', { staff });
  const complete = async (...lessons: Lesson[]) => {
    for (const { id: lessonId } of lessons) {
      const { data } = await courses.send(
        student,
        'mutation ($input: MarkLessonCompleteInput!) { markLessonComplete(input: $input) { userErrors { code } } }',
        { input: { enrollmentId: enrollment.id, lessonId } },
      );
      expect(data.markLessonComplete.userErrors).toEqual([]);
    }
  };
  return { course, section, enrollment, tenantId, schoolId, student, teacher, complete };
}

const next = async (frames: AsyncIterator<Frame>) => (await nextOf(frames)).data!.courseProgressChanged;

describe('watching a student’s progress', () => {
  it('shows each step as it was then, however late it is seen', async () => {
    const { course, enrollment, student, complete } = await aLearner();
    const [one, two, three] = [await aLesson(db(), course, 1), await aLesson(db(), course, 2), await aLesson(db(), course, 3)]; // prettier-ignore
    const frames = await live.watch(student, { enrollment: enrollment.id });
    await complete(one, two, three);
    const first = await next(frames);
    expect(first).toEqual({
      cursor: expect.any(String),
      enrollment: { id: enrollment.id },
      ...{ completedRequirements: 1, totalRequirements: 3, percentage: 33 },
      nextLesson: { title: 'Lesson 2' },
    });
    expect(await next(frames)).toMatchObject({ percentage: 66, nextLesson: { title: 'Lesson 3' } });
    expect(await next(frames)).toMatchObject({ percentage: 100, nextLesson: null });
    const again = await live.watch(student, { enrollment: enrollment.id, after: first.cursor });
    expect([(await next(again)).percentage, (await next(again)).percentage]).toEqual([66, 100]);
  });

  it('shows nothing where no whole per cent is won, or the lesson is not required, or was completed before', async () => {
    const { course, enrollment, student, complete } = await aLearner();
    const facts = { tenantId: course.tenantId, courseId: course.id, title: 'x', kind: 'PAGE', durationSeconds: null, isPublished: true } as const; // prettier-ignore
    const lessons = Array.from({ length: 151 }, (_, i) => ({
      ...facts,
      ...{ id: `les_${course.id}_${i}`, position: i + 1, isRequired: i > 0 },
    }));
    await db().manager.insert(Lesson, lessons);
    const frames = await live.watch(student, { enrollment: enrollment.id });
    const [optional, one, two] = lessons as [Lesson, Lesson, Lesson];
    await complete(optional, one, one, two);
    expect(await next(frames)).toMatchObject({ completedRequirements: 2, percentage: 1 });
    await expect(nextOf(frames, 200)).rejects.toThrow('Nothing came');
  });

  it('is over for somebody who does not teach the student any more', async () => {
    const { course, section, enrollment, teacher, complete } = await aLearner();
    const [one, two] = [await aLesson(db(), course, 1), await aLesson(db(), course, 2)];
    const frames = await live.watch(teacher, { enrollment: enrollment.id });
    await complete(one);
    expect(await next(frames)).toMatchObject({ percentage: 50 });
    await db().manager.delete(SectionTeacher, { sectionId: section.id });
    await complete(two);
    await expect(nextOf(frames)).rejects.toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is for the student, guardians who may see grades, teachers and the office', async () => {
    const { enrollment, tenantId, schoolId } = await aLearner();
    const refusalOf = async (viewer: Identity | null) =>
      (await nextOf(live.open(viewer, { enrollment: enrollment.id }))).errors?.[0]?.extensions?.code;
    const ward = { student: enrollment.studentId, school: schoolId };
    expect(await refusalOf(aGuardian(tenantId, { ...ward, grades: false }))).toBe('FORBIDDEN');
    expect(await refusalOf(aMember(tenantId, schoolId, 'TEACHER', { staff: someStaff() }))).toBe('FORBIDDEN');
    expect(await refusalOf(aMember(tenantId, schoolId, 'STUDENT', { student: 'stu_2' }))).toBe('NOT_FOUND');
    expect(await refusalOf(aMember('org_other', schoolId, 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await refusalOf(null)).toBe('UNAUTHENTICATED');
    for (const viewer of [aGuardian(tenantId, ward), aMember(tenantId, schoolId, 'PRINCIPAL')])
      await live.watch(viewer, { enrollment: enrollment.id });
  });
});
