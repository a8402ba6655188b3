import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import {
  aCourse,
  anEnrollment,
  aSection,
  aStudentOf,
  someSchool,
  someStaff,
  someStudent,
} from '../../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import type { Course } from '../course/course.entity';
import type { EnrollInput } from '../schema.generated';
import type { ClassSection } from '../section/class-section.entity';
import { coursesSubgraph } from '../subgraph';
import { Enrollment } from './enrollment.entity';

let courses: TestSubgraph;
const db = () => courses.services.db;
/** 23:30 on 9 March in London, but already 10 March in Nairobi. */
const clock = { now: () => new Date('2026-03-09T23:30:00Z') };

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock });
});
afterAll(() => courses.stop());

const ENROLL = `mutation ($input: EnrollInput!) {
  enroll(input: $input) {
    enrollment { id student { id } section { id enrollmentCount } state beginDate endDate }
    userErrors { code field message }
  }
}`;
const enroll = (viewer: ViewerClaims | null, input: EnrollInput) => courses.send(viewer, ENROLL, { input });

async function aClass(over: Partial<ClassSection> = {}, courseOver: Partial<Course> = {}) {
  const course = await aCourse(db(), someSchool(), courseOver);
  const teacherId = someStaff();
  const section = await aSection(db(), course, { teacherIds: [teacherId], ...over });
  const { tenantId, schoolId } = section;
  const teacher = aMember(tenantId, schoolId, 'TEACHER', { staff: teacherId });
  const principal = aMember(tenantId, schoolId, 'PRINCIPAL');
  return { section, sectionId: section.id, teacher, principal, aPupil: () => aStudentOf(db(), section) };
}
const placesIn = (sectionId: string) => db().manager.findBy(Enrollment, { sectionId });
const eventsOf = (aggregateId: string) =>
  db().manager.find(OutboxEvent, {
    where: { aggregateId, name: 'enrollments.created' },
    order: { sequence: 'ASC' },
  });

async function expectRefusal(viewer: ViewerClaims, input: EnrollInput, code: string, field: string[] | null) {
  const before = await placesIn(input.sectionId);
  const events = await eventsOf(input.sectionId);
  const { data } = await enroll(viewer, input);
  expect(data.enroll).toEqual({
    enrollment: null,
    userErrors: [{ code, field, message: expect.any(String) }],
  });
  expect(await placesIn(input.sectionId)).toEqual(before);
  expect(await eventsOf(input.sectionId)).toHaveLength(events.length);
}

describe('enrolling a student', () => {
  it('gives the student a place from today in the school’s zone, and tells the other services once', async () => {
    const { section, sectionId, principal, aPupil } = await aClass();
    const studentId = await aPupil();

    const { data } = await enroll(principal, { sectionId, studentId });

    const { enrollment, userErrors } = data.enroll;
    expect(userErrors).toEqual([]);
    expect(enrollment).toEqual({
      id: expect.stringMatching(/^enr_/),
      student: { id: studentId },
      section: { id: sectionId, enrollmentCount: 1 },
      state: 'ACTIVE',
      beginDate: '2026-03-10',
      endDate: null,
    });
    expect(await eventsOf(sectionId)).toMatchObject([
      {
        tenantId: section.tenantId,
        payload: {
          sectionId,
          enrollments: [{ enrollmentId: enrollment.id, studentId, beginDate: '2026-03-10', endDate: null }],
        },
      },
    ]);
  });

  it('lets a teacher of the section choose the first day', async () => {
    const { sectionId, teacher, aPupil } = await aClass();
    const { data } = await enroll(teacher, { sectionId, studentId: await aPupil(), beginDate: '2026-04-01' });
    expect(data.enroll).toMatchObject({
      enrollment: { beginDate: '2026-04-01', section: { enrollmentCount: 0 } },
    });
  });

  it('never gives more places than the section has, however many ask at once', async () => {
    const { sectionId, principal, aPupil } = await aClass({ capacity: 3 });
    const replies = await Promise.all(
      Array.from({ length: 8 }, async () => enroll(principal, { sectionId, studentId: await aPupil() })),
    );
    const codes = replies.map(({ data }) => data.enroll.userErrors[0]?.code ?? 'OK').sort();
    expect(codes).toEqual(['OK', 'OK', 'OK', ...Array<string>(5).fill('SECTION_FULL')]);
    expect(await placesIn(sectionId)).toHaveLength(3);
    expect(await eventsOf(sectionId)).toHaveLength(3);
  });

  it('gives one place to a student for whom eight ask at once', async () => {
    const { sectionId, principal, aPupil } = await aClass();
    const studentId = await aPupil();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => enroll(principal, { sectionId, studentId })),
    );
    const codes = replies.map(({ data }) => data.enroll.userErrors[0]?.code ?? 'OK').sort();
    expect(codes).toEqual([...Array<string>(7).fill('ALREADY_ENROLLED'), 'OK']);
    expect(await placesIn(sectionId)).toHaveLength(1);
  });

  it('gives the place of somebody who left, and not that of somebody who comes later', async () => {
    const { section, sectionId, principal, aPupil } = await aClass({ capacity: 2 });
    await anEnrollment(db(), section, { state: 'WITHDRAWN', endDate: '2026-02-01' });
    await anEnrollment(db(), section, { endDate: '2026-03-10' });
    await anEnrollment(db(), section, { beginDate: '2026-05-01' });

    const { data } = await enroll(principal, { sectionId, studentId: await aPupil() });
    expect(data.enroll.userErrors).toEqual([]);
    await expectRefusal(principal, { sectionId, studentId: await aPupil() }, 'SECTION_FULL', null);
  });
});

describe('is refused, with nothing written,', () => {
  it('where the student already has a place, even in a full section', async () => {
    const { section, sectionId, principal } = await aClass({ capacity: 1 });
    const studentId = await aStudentOf(db(), section);
    await anEnrollment(db(), section, { studentId });
    await expectRefusal(principal, { sectionId, studentId }, 'ALREADY_ENROLLED', ['input', 'studentId']);
  });

  it.each(['DRAFT', 'CONCLUDED', 'ARCHIVED'] as const)('where the course is %s', async (status) => {
    const { sectionId, principal, aPupil } = await aClass({}, { status });
    await expectRefusal(principal, { sectionId, studentId: await aPupil() }, 'COURSE_NOT_OPEN', null);
  });

  it.each(['2026-01-04', '2026-12-19'])('for %s, a day outside the section’s terms', async (beginDate) => {
    const { sectionId, principal } = await aClass();
    const input = { sectionId, studentId: someStudent(), beginDate };
    await expectRefusal(principal, input, 'INVALID_DATE', ['input', 'beginDate']);
  });

  it('to a teacher who does not teach the section, a student of it and a guardian', async () => {
    const { section, sectionId } = await aClass();
    const { studentId } = await anEnrollment(db(), section);
    const { tenantId, schoolId } = section;
    const outsiders = [
      aMember(tenantId, schoolId, 'TEACHER', { staff: someStaff() }),
      aMember(tenantId, schoolId, 'STUDENT', { student: studentId }),
      aGuardian(tenantId, { student: studentId, school: schoolId }),
    ];
    for (const outsider of outsiders) {
      await expectRefusal(outsider, { sectionId, studentId: someStudent() }, 'FORBIDDEN', null);
    }
  });

  it('to the principal of another school and of another tenant, as if there were no such section', async () => {
    const { section, sectionId } = await aClass();
    const strangers = [
      aMember(section.tenantId, newId('sch'), 'PRINCIPAL'),
      aMember(newId('org'), section.schoolId, 'PRINCIPAL'),
    ];
    for (const stranger of strangers) {
      await expectRefusal(stranger, { sectionId, studentId: someStudent() }, 'NOT_FOUND', [
        'input',
        'sectionId',
      ]);
    }
  });

  it('for somebody who is no student of the school, as if there were no such student', async () => {
    const { section, sectionId, principal, teacher } = await aClass();
    const strangers = [
      someStudent(),
      await aStudentOf(db(), someSchool(section.tenantId)),
      await aStudentOf(db(), { tenantId: newId('org'), schoolId: section.schoolId }),
    ];
    for (const asker of [principal, teacher])
      for (const studentId of strangers)
        await expectRefusal(asker, { sectionId, studentId }, 'NOT_FOUND', ['input', 'studentId']);
  });

  it('to nobody in particular', async () => {
    const { sectionId } = await aClass();
    const { errors } = await enroll(null, { sectionId, studentId: someStudent() });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await placesIn(sectionId)).toEqual([]);
  });

  it.each(['', 'somebody', newId('stf'), "stu_' OR 1=1 --"])(
    'for %j, which is no student’s id',
    async (studentId) => {
      const { sectionId, principal } = await aClass();
      const { errors } = await enroll(principal, { sectionId, studentId });
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'studentId'] } },
      ]);
      expect(await placesIn(sectionId)).toEqual([]);
    },
  );

  it('for a day that does not exist', async () => {
    const { sectionId, principal } = await aClass();
    const { errors } = await enroll(principal, {
      sectionId,
      studentId: someStudent(),
      beginDate: '2026-02-30',
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

it('a student may be enrolled once users has told that they entered the school', async () => {
  const { section, sectionId, principal } = await aClass();
  const { tenantId, schoolId } = section;
  const studentId = someStudent();
  const stay = { gradeLevel: '9', homeroom: null, entryDate: '2026-03-01', entryType: 'NEW' };
  const ids = { studentId, schoolId, userId: newId('usr'), enrollmentId: newId('sen') };
  await db().transaction((tx) =>
    recordEvent(tx, {
      ...{ name: 'student.enrolled', tenantId, aggregateId: studentId, occurredAt: clock.now() },
      payload: { ...ids, ...stay },
    }),
  );
  await courses.drainEvents();
  const { data } = await enroll(principal, { sectionId, studentId });
  expect(data.enroll).toMatchObject({ enrollment: { student: { id: studentId } }, userErrors: [] });
});

it('a district administrator enrols in every school of the district, and in no other', async () => {
  const { section, sectionId, aPupil } = await aClass();
  const district = aViewer(section.tenantId, {
    roles: [{ org: section.tenantId, role: 'DISTRICT_ADMINISTRATOR' }],
  });
  const { data } = await enroll(district, { sectionId, studentId: await aPupil() });
  expect(data.enroll.userErrors).toEqual([]);
  const elsewhere = await aClass();
  const input = { sectionId: elsewhere.sectionId, studentId: someStudent() };
  await expectRefusal(district, input, 'NOT_FOUND', ['input', 'sectionId']);
});
