import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import {
  aCourse,
  anEnrollment,
  aSection,
  someSchool,
  someStaff,
  someStudent,
} from '../../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import type { ClassSection } from './class-section.entity';
import { coursesSubgraph } from '../subgraph';

let courses: TestSubgraph;
const db = () => courses.services.db;
/** Still 9 March in New York, but 10 March in Nairobi. */
const clock = { now: () => new Date('2026-03-10T01:00:00Z') };

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock });
});
afterAll(() => courses.stop());

const ROSTER = `query ($id: ID!, $asOf: Date, $first: Int, $after: String) { section(id: $id) { id
  roster(asOf: $asOf, first: $first, after: $after) {
    nodes { student { id } } totalCount pageInfo { hasNextPage endCursor } } } }`;

async function aClass(over: Partial<ClassSection> = {}) {
  const teacherId = someStaff();
  const section = await aSection(db(), await aCourse(db(), someSchool()), {
    teacherIds: [teacherId],
    ...over,
  });
  const teacher = aMember(section.tenantId, section.schoolId, 'TEACHER', { staff: teacherId });
  return { section, teacher, teacherId };
}
async function roster(viewer: ViewerClaims, { id }: ClassSection, args: object = {}) {
  const { data, errors } = await courses.send(viewer, ROSTER, { id, ...args });
  return {
    roster: data.section?.roster,
    students: data.section?.roster?.nodes.map((n: never) => n['student']['id']),
    errors,
  };
}

it('lists those who belong to the section on the day, from the first day to the day before the last', async () => {
  const { section, teacher } = await aClass();
  const early = await anEnrollment(db(), section, { state: 'WITHDRAWN', endDate: '2026-03-01' });
  const late = await anEnrollment(db(), section, { beginDate: '2026-03-01' });
  const always = await anEnrollment(db(), section);
  await anEnrollment(db(), section, { state: 'INVITED' });

  const on = async (asOf: string) => (await roster(teacher, section, { asOf })).students;
  expect(await on('2026-02-28')).toEqual([early.studentId, always.studentId]);
  expect(await on('2026-03-01')).toEqual([late.studentId, always.studentId]);
  expect(await on('2026-01-04')).toEqual([]);
});

it.each([
  ['America/New_York', '2026-03-09'],
  ['Africa/Nairobi', '2026-03-10'],
])('means today in %s by no day at all', async (timeZone, today) => {
  const { section, teacher } = await aClass({ timeZone });
  const yesterday = await anEnrollment(db(), section, { endDate: '2026-03-10' });
  const fromTenth = await anEnrollment(db(), section, { beginDate: '2026-03-10' });
  const expected = today === '2026-03-09' ? yesterday : fromTenth;
  expect((await roster(teacher, section)).students).toEqual([expected.studentId]);
});

it('is given page by page', async () => {
  const { section, teacher } = await aClass();
  const all = [];
  for (let i = 0; i < 3; i += 1) all.push((await anEnrollment(db(), section)).studentId);
  const first = await roster(teacher, section, { first: 2 });
  const second = await roster(teacher, section, { first: 2, after: first.roster.pageInfo.endCursor });
  expect([...first.students, ...second.students]).toEqual(all);
  expect(first.roster).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
});

it.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }])('is not given for %j', async (args) => {
  const { section, teacher } = await aClass();
  const { errors } = await roster(teacher, section, args);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: Object.keys(args) } }]);
});

it('is for teachers of the section and the office; others who see the section see why they do not see it', async () => {
  const { section, teacher, teacherId } = await aClass();
  const { studentId } = await anEnrollment(db(), section);
  const { tenantId, schoolId } = section;
  for (const insider of [
    teacher,
    aMember(tenantId, newId('sch'), 'TEACHER', { staff: teacherId }),
    aMember(tenantId, schoolId, 'SITE_ADMINISTRATOR'),
  ]) {
    expect((await roster(insider, section)).students).toEqual([studentId]);
  }
  const motherWhoTeachesElsewhere = {
    ...aGuardian(tenantId, { student: studentId, school: schoolId }),
    staff: someStaff(),
  };
  for (const outsider of [
    aMember(tenantId, schoolId, 'TEACHER', { staff: someStaff() }),
    aMember(tenantId, schoolId, 'STUDENT', { student: studentId }),
    motherWhoTeachesElsewhere,
  ]) {
    const { roster: hidden, errors } = await roster(outsider, section);
    expect(hidden).toBeNull();
    expect(errors).toMatchObject([{ path: ['section', 'roster'], extensions: { code: 'FORBIDDEN' } }]);
  }
});

it('takes the same number of statements for 1, 10 and 30 sections, in several zones', async () => {
  const course = await aCourse(db(), someSchool());
  const staffId = someStaff();
  const open = async (i: number) => {
    const timeZone = i % 2 ? 'Africa/Nairobi' : 'America/New_York';
    const section = await aSection(db(), course, { title: `${i}`, timeZone, teacherIds: [staffId] });
    await anEnrollment(db(), section, { studentId: someStudent() });
  };
  const teacher = aMember(course.tenantId, course.schoolId, 'TEACHER', { staff: staffId });
  const count = async (sections: number) => {
    await courses.drainEvents();
    courses.takeStatements();
    const { data, errors } = await courses.send(
      teacher,
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Staff { sections {
        enrollmentCount roster { nodes { section { title } } totalCount } march: roster(asOf: "2026-03-20", first: 5) { nodes { id } } } } } }`,
      { of: [{ __typename: 'Staff', id: staffId }] },
    );
    expect(errors).toBeUndefined();
    expect(data._entities[0].sections).toHaveLength(sections);
    // Reads of the operation alone: the relay looks at the outbox whenever it likes.
    return courses.takeStatements().filter((sql) => /^\s*SELECT/i.test(sql) && !sql.includes('outbox'))
      .length;
  };

  await open(1);
  const forOneDay = await count(1);
  await open(2);
  const forTwoDays = await count(2);
  for (let i = 3; i <= 10; i += 1) await open(i);
  expect(await count(10)).toBe(forTwoDays);
  for (let i = 11; i <= 30; i += 1) await open(i);
  expect(await count(30)).toBe(forTwoDays);
  expect(forTwoDays - forOneDay).toBeLessThanOrEqual(3);
});
