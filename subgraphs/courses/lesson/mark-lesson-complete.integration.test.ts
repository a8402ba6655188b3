import fc from 'fast-check';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { newId } from '../../../kernel/ids';
import {
  aCourse,
  aLesson,
  anEnrollment,
  aSection,
  someSchool,
  someStaff,
} from '../../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import type { NewEnrollment } from '../enrollment/add-enrollments';
import { coursesSubgraph } from '../subgraph';
import { LessonCompletion } from './lesson-completion.entity';

let courses: TestSubgraph;
const db = () => courses.services.db;
const clock = { now: () => new Date('2026-03-10T08:00:00Z') };

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock });
});
afterAll(() => courses.stop());

const PROGRESS = 'progress { completedRequirements totalRequirements percentage nextLesson { id } }';
const COMPLETE = `mutation ($input: MarkLessonCompleteInput!) {
  markLessonComplete(input: $input) { enrollment { id ${PROGRESS} } userErrors { code field } }
}`;
const complete = async (viewer: ViewerClaims | null, enrollmentId: string, lessonId: string) =>
  courses.send(viewer, COMPLETE, { input: { enrollmentId, lessonId } });

async function aLearner(over: Partial<NewEnrollment> = {}) {
  const course = await aCourse(db(), someSchool());
  const teacherId = someStaff();
  const section = await aSection(db(), course, { teacherIds: [teacherId] });
  const enrollment = await anEnrollment(db(), section, over);
  const { tenantId, schoolId } = section;
  const student = aMember(tenantId, schoolId, 'STUDENT', { student: enrollment.studentId });
  const teacher = aMember(tenantId, schoolId, 'TEACHER', { staff: teacherId });
  return { course, section, enrollment, tenantId, schoolId, student, teacher };
}
const completions = (enrollmentId: string) => db().manager.findBy(LessonCompletion, { enrollmentId });
const events = (aggregateId: string) =>
  db().manager.find(OutboxEvent, { where: { aggregateId }, order: { sequence: 'ASC' } });

describe('completing a lesson', () => {
  it('counts, names the next lesson, and tells the other services', async () => {
    const { course, section, enrollment, student } = await aLearner();
    const [first, second] = [await aLesson(db(), course, 1), await aLesson(db(), course, 2)];
    await aLesson(db(), course, 3);

    const { data } = await complete(student, enrollment.id, first.id);

    expect(data.markLessonComplete).toEqual({
      enrollment: {
        id: enrollment.id,
        progress: {
          completedRequirements: 1,
          totalRequirements: 3,
          percentage: 33,
          nextLesson: { id: second.id },
        },
      },
      userErrors: [],
    });
    expect(await completions(enrollment.id)).toMatchObject([
      { lessonId: first.id, completedAt: clock.now() },
    ]);
    const { id: enrollmentId, studentId } = enrollment;
    expect(await events(enrollmentId)).toMatchObject([
      {
        name: 'lesson.completed',
        payload: { enrollmentId, sectionId: section.id, lessonId: first.id, studentId },
      },
      {
        name: 'course_progress.changed',
        payload: {
          ...{ enrollmentId, sectionId: section.id, studentId, nextLessonId: second.id },
          ...{ completedRequirements: 1, totalRequirements: 3, percentage: 33 },
        },
      },
    ]);
  });

  it('counts once, and is told once, however often and however many at once it is done', async () => {
    const { course, enrollment, student, teacher } = await aLearner();
    const lesson = await aLesson(db(), course, 1);
    const replies = await Promise.all(
      [student, teacher, student, teacher, student].map((viewer) =>
        complete(viewer, enrollment.id, lesson.id),
      ),
    );
    for (const { data } of replies) expect(data.markLessonComplete.userErrors).toEqual([]);
    expect(await completions(enrollment.id)).toHaveLength(1);
    const told = (await events(enrollment.id)).map(({ name }) => name);
    expect(told).toEqual(['lesson.completed', 'course_progress.changed']);
  });

  it('shows each of two completions in one request as it then is', async () => {
    const { course, enrollment, student } = await aLearner();
    const [first, second] = [await aLesson(db(), course, 1), await aLesson(db(), course, 2)];
    const { data } = await courses.send(
      student,
      `mutation ($a: MarkLessonCompleteInput!, $b: MarkLessonCompleteInput!) {
        a: markLessonComplete(input: $a) { enrollment { ${PROGRESS} } }
        b: markLessonComplete(input: $b) { enrollment { ${PROGRESS} } } }`,
      {
        a: { enrollmentId: enrollment.id, lessonId: first.id },
        b: { enrollmentId: enrollment.id, lessonId: second.id },
      },
    );
    expect(data.a.enrollment.progress).toMatchObject({ percentage: 50, nextLesson: { id: second.id } });
    expect(data.b.enrollment.progress).toMatchObject({ percentage: 100, nextLesson: null });
  });
});

describe('is refused, with nothing written,', () => {
  async function expectRefusal(viewer: ViewerClaims, enrollmentId: string, lessonId: string, code: string) {
    const { data } = await complete(viewer, enrollmentId, lessonId);
    expect(data.markLessonComplete).toMatchObject({ enrollment: null, userErrors: [{ code }] });
    expect(await completions(enrollmentId)).toEqual([]);
    expect(await events(enrollmentId)).toEqual([]);
  }

  it('for a lesson of another course, one that is not published, and none at all', async () => {
    const { course, enrollment, student } = await aLearner();
    const foreign = await aLesson(db(), await aCourse(db(), someSchool(course.tenantId)), 1);
    const unpublished = await aLesson(db(), course, 1, { isPublished: false });
    for (const lessonId of [foreign.id, unpublished.id, newId('les'), '']) {
      await expectRefusal(student, enrollment.id, lessonId, 'LESSON_NOT_IN_COURSE');
    }
  });

  it('to a guardian, a colleague and the office, who see the enrolment', async () => {
    const { course, enrollment, tenantId, schoolId } = await aLearner();
    const lesson = await aLesson(db(), course, 1);
    for (const viewer of [
      aGuardian(tenantId, { student: enrollment.studentId, school: schoolId }),
      aMember(tenantId, schoolId, 'TEACHER', { staff: someStaff() }),
      aMember(tenantId, schoolId, 'PRINCIPAL'),
    ]) {
      await expectRefusal(viewer, enrollment.id, lesson.id, 'FORBIDDEN');
    }
  });

  it('to a classmate and to another tenant, as if there were no such enrolment', async () => {
    const { course, section, enrollment, tenantId, schoolId, student } = await aLearner();
    const lesson = await aLesson(db(), course, 1);
    const classmate = await anEnrollment(db(), section);
    await expectRefusal(
      aMember(tenantId, schoolId, 'STUDENT', { student: classmate.studentId }),
      enrollment.id,
      lesson.id,
      'NOT_FOUND',
    );
    await expectRefusal({ ...student, tenant: newId('org') }, enrollment.id, lesson.id, 'NOT_FOUND');
  });

  it('to a student who has left the section', async () => {
    const { course, enrollment, student } = await aLearner({ state: 'WITHDRAWN', endDate: '2026-02-01' });
    await expectRefusal(student, enrollment.id, (await aLesson(db(), course, 1)).id, 'FORBIDDEN');
  });

  it('to nobody in particular', async () => {
    const { course, enrollment } = await aLearner();
    const { errors } = await complete(null, enrollment.id, (await aLesson(db(), course, 1)).id);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('progress', () => {
  it('counts only published, required lessons, and never goes back, whatever is completed in whatever order', async () => {
    const lesson = fc.record({ isRequired: fc.boolean(), isPublished: fc.boolean() });
    const course = fc.array(lesson, { maxLength: 6 });
    const attempts = fc.array(fc.nat({ max: 5 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(course, attempts, async (kinds, order) => {
        const { course, enrollment, student } = await aLearner();
        const lessons = await Promise.all(kinds.map((kind, i) => aLesson(db(), course, i + 1, kind)));
        const done = new Set<string>();
        let before = 0;
        for (const index of order) {
          const lesson = lessons[index];
          if (!lesson) continue;
          const { data } = await complete(student, enrollment.id, lesson.id);
          expect(data.markLessonComplete.userErrors).toHaveLength(lesson.isPublished ? 0 : 1);
          if (!lesson.isPublished) continue;

          done.add(lesson.id);
          const counting = lessons.filter(({ isRequired, isPublished }) => isRequired && isPublished);
          const open = counting.filter(({ id }) => !done.has(id));
          const completed = counting.length - open.length;
          expect(data.markLessonComplete.enrollment.progress).toEqual({
            completedRequirements: completed,
            totalRequirements: counting.length,
            percentage: counting.length === 0 ? null : Math.floor((100 * completed) / counting.length),
            nextLesson: open[0] ? { id: open[0].id } : null,
          });
          expect(completed).toBeGreaterThanOrEqual(before);
          before = completed;
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is shown to the student, teachers, the office and guardians who may see grades, and is null for others', async () => {
    const { course, enrollment, student, teacher, tenantId, schoolId } = await aLearner();
    await aLesson(db(), course, 1);
    const ward = { student: enrollment.studentId, school: schoolId };
    const progressFor = async (viewer: ViewerClaims) => {
      const { data, errors } = await courses.send(
        viewer,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Enrollment { id progress { percentage } } } }`,
        { of: [{ __typename: 'Enrollment', id: enrollment.id }] },
      );
      expect(errors).toBeUndefined();
      return data._entities[0];
    };

    const seen = { id: enrollment.id, progress: { percentage: 0 } };
    expect(await progressFor(student)).toEqual(seen);
    expect(await progressFor(teacher)).toEqual(seen);
    // Who taught the section and has left sees no more of it than a stranger.
    expect(await progressFor({ ...teacher, roles: [] })).toBeNull();
    expect(await progressFor(aMember(tenantId, schoolId, 'PRINCIPAL'))).toEqual(seen);
    expect(await progressFor(aGuardian(tenantId, ward))).toEqual(seen);
    const hidden = { id: enrollment.id, progress: null };
    expect(await progressFor(aGuardian(tenantId, { ...ward, grades: false }))).toEqual(hidden);
    expect(await progressFor(aMember(tenantId, schoolId, 'TEACHER', { staff: someStaff() }))).toEqual(hidden);
    expect(await progressFor({ ...student, tenant: newId('org') })).toBeNull();
  });
});
