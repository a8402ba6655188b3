import type { EntityManager } from 'typeorm';
import { violatedConstraint } from '../../../kernel/database/errors';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { newId } from '../../../kernel/ids';
import {
  aCourse,
  aMeeting,
  anEnrollment,
  aSection,
  someSchool,
  someStaff,
  someStudent,
} from '../../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { addEnrollments } from '../enrollment/add-enrollments';
import { Enrollment } from '../enrollment/enrollment.entity';
import { ClassMeeting } from '../meeting/class-meeting.entity';
import { scheduleMeetings } from '../meeting/schedule-meetings';
import { coursesSubgraph } from '../subgraph';
import { ClassSection } from './class-section.entity';
import { openSection } from './open-section';

let courses: TestSubgraph;
const db = () => courses.services.db;
const now = new Date('2026-03-10T08:00:00Z');

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph());
});
afterAll(() => courses.stop());

const eventsOf = async (aggregateId: string) => {
  const events = await db().manager.find(OutboxEvent, { where: { aggregateId }, order: { sequence: 'ASC' } });
  return events.map(({ name, tenantId, payload }) => ({ name, tenantId, payload }));
};
const failAfter = (work: (tx: EntityManager) => Promise<unknown>) =>
  db().transaction(async (tx) => {
    await work(tx);
    throw new Error('the lights went out');
  });

describe('setting up a school', () => {
  it('tells the other services of a section, its meetings and its students, in this order', async () => {
    const course = await aCourse(db(), someSchool(), { title: 'Chemistry', gradeLevels: ['10'] });
    const teacherIds = [someStaff(), someStaff()];
    const section = await aSection(db(), course, { title: '10B', teacherIds });
    const meeting = await aMeeting(db(), section, '2026-03-11');
    const places = [1, 2].map(() => ({ studentId: someStudent(), beginDate: '2026-01-05' }));
    const enrollments = await db().transaction((tx) => addEnrollments(tx, section, places, now));

    const { id: sectionId, tenantId, schoolId } = section;
    expect(await eventsOf(sectionId)).toEqual([
      {
        name: 'section.created',
        tenantId,
        payload: {
          ...{ sectionId, schoolId, timeZone: 'Africa/Nairobi', title: '10B', courseTitle: 'Chemistry' },
          ...{ gradeLevel: '10', teacherIds, beginDate: '2026-01-05', endDate: section.endDate },
        },
      },
      {
        name: 'meetings.scheduled',
        tenantId,
        payload: {
          sectionId,
          meetings: [
            {
              ...{ meetingId: meeting.id, schoolDate: '2026-03-11' },
              ...{ startsAt: '2026-03-11T05:00:00.000Z', endsAt: '2026-03-11T05:40:00.000Z' },
            },
          ],
        },
      },
      {
        name: 'enrollments.created',
        tenantId,
        payload: {
          sectionId,
          enrollments: places.map((place, i) => ({
            ...place,
            enrollmentId: enrollments[i]!.id,
            endDate: null,
          })),
        },
      },
    ]);
  });

  it('opens a section nobody teaches yet, of a course for several grades', async () => {
    const course = await aCourse(db(), someSchool(), { gradeLevels: ['9', '10'] });
    const section = await aSection(db(), course);
    expect(await eventsOf(section.id)).toMatchObject([{ payload: { gradeLevel: null, teacherIds: [] } }]);
  });

  it('leaves neither rows nor events behind when the change fails', async () => {
    const course = await aCourse(db(), someSchool());
    const section = await aSection(db(), course);
    const unborn = { ...section, id: newId('sec') };
    const meeting = {
      schoolDate: '2026-03-11',
      period: '1',
      startsAt: now,
      endsAt: new Date(now.getTime() + 1),
      room: null,
    };
    const place = { studentId: someStudent(), beginDate: '2026-03-11' };

    await expect(failAfter((tx) => openSection(tx, unborn, [someStaff()], now))).rejects.toThrow('lights');
    await expect(failAfter((tx) => scheduleMeetings(tx, section, [meeting], now))).rejects.toThrow('lights');
    await expect(failAfter((tx) => addEnrollments(tx, section, [place], now))).rejects.toThrow('lights');

    expect(await db().manager.findBy(ClassSection, { courseId: course.id })).toHaveLength(1);
    expect(await db().manager.findBy(ClassMeeting, { sectionId: section.id })).toEqual([]);
    expect(await db().manager.findBy(Enrollment, { sectionId: section.id })).toEqual([]);
    expect(await eventsOf(unborn.id)).toEqual([]);
    expect(await eventsOf(section.id)).toHaveLength(1);
  });

  it('tells nothing where there is nothing to tell', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    await db().transaction((tx) => scheduleMeetings(tx, section, [], now));
    await db().transaction((tx) => addEnrollments(tx, section, [], now));
    expect(await eventsOf(section.id)).toHaveLength(1);
  });

  it('gives a class its places all or none', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()), { capacity: 2 });
    const places = [1, 2, 3].map(() => ({ studentId: someStudent(), beginDate: '2026-01-05' }));
    const adding = db().transaction((tx) => addEnrollments(tx, section, places, now));
    await expect(adding).rejects.toMatchObject({ userErrors: [{ code: 'SECTION_FULL' }] });
    expect(await db().manager.findBy(Enrollment, { sectionId: section.id })).toEqual([]);
  });

  it('finds no course and no section of another tenant', async () => {
    const course = await aCourse(db(), someSchool());
    const section = await aSection(db(), course);
    const foreign = { ...section, tenantId: newId('org') };
    const place = { studentId: someStudent(), beginDate: '2026-03-11' };
    const notFound = { code: 'NOT_FOUND' };
    await expect(db().transaction((tx) => openSection(tx, foreign, [], now))).rejects.toMatchObject(notFound);
    await expect(db().transaction((tx) => addEnrollments(tx, foreign, [place], now))).rejects.toMatchObject(
      notFound,
    );
  });
});

describe('the database itself refuses', () => {
  const constraintOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => violatedConstraint(error),
    );

  it('a second active place of one student, but not a new place after the last one ended', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const { studentId, ...first } = await anEnrollment(db(), section, {
      state: 'WITHDRAWN',
      endDate: '2026-02-01',
    });
    const second = await anEnrollment(db(), section, { studentId, beginDate: '2026-03-01' });
    const third = { ...second, id: newId('enr') };
    expect(first.state).toBe('WITHDRAWN');
    expect(await constraintOf(db().manager.insert(Enrollment, third))).toBe('enrollments_active');
  });

  it('a place whose tenant or school is not the section’s, and a section whose tenant is not the course’s', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const place = { ...(await anEnrollment(db(), section)), id: newId('enr'), studentId: someStudent() };
    const foreign = /^enrollments_section_id/;
    expect(await constraintOf(db().manager.insert(Enrollment, { ...place, tenantId: 'org_x' }))).toMatch(
      foreign,
    );
    expect(await constraintOf(db().manager.insert(Enrollment, { ...place, schoolId: 'sch_x' }))).toMatch(
      foreign,
    );
    const strange = { ...section, id: newId('sec'), tenantId: 'org_x' };
    expect(await constraintOf(db().manager.insert(ClassSection, strange))).toMatch(
      /^class_sections_course_id/,
    );
  });

  it('one section meeting twice at the same time, but not twice in a day', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    await aMeeting(db(), section, '2026-03-11', { period: '1' });
    const [startsAt, endsAt] = [new Date('2026-03-11T09:00:00Z'), new Date('2026-03-11T09:40:00Z')];
    await aMeeting(db(), section, '2026-03-11', { period: '5', startsAt, endsAt });
    expect(await constraintOf(aMeeting(db(), section, '2026-03-11', { period: '2' }))).toMatch(
      /^class_meetings/,
    );
  });
});
