import type { ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
import {
  aCourse,
  aLesson,
  aMeeting,
  anEnrollment,
  aSection,
  someSchool,
  someStaff,
} from '../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aGuardian, aMember } from '../../tests/support/viewers';
import { coursesSubgraph } from './subgraph';

let courses: TestSubgraph;
const db = () => courses.services.db;
const clock = { now: () => new Date('2026-03-10T08:00:00Z') };

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock });
});
afterAll(() => courses.stop());

const LIST = `query ($school: ID!, $first: Int, $after: String, $filter: CourseFilter) {
  courses(schoolId: $school, first: $first, after: $after, filter: $filter) {
    nodes { title } pageInfo { hasNextPage endCursor } totalCount } }`;
const titles = ({ nodes }: { nodes: { title: string }[] }) => nodes.map(({ title }) => title);

describe('the catalogue of a school', () => {
  it('lists published courses by title, page by page', async () => {
    const school = someSchool();
    for (const title of ['History', 'Art', 'Biology']) await aCourse(db(), school, { title });
    await aCourse(db(), school, { title: 'A draft', status: 'DRAFT' });
    const student = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const page = async (after?: string) =>
      (await courses.send(student, LIST, { school: school.schoolId, first: 2, after })).data.courses;

    const first = await page();
    const second = await page(first.pageInfo.endCursor);

    expect([titles(first), titles(second)]).toEqual([['Art', 'Biology'], ['History']]);
    expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([
      3,
      true,
      false,
    ]);
  });

  it('narrows to a subject and a grade', async () => {
    const school = someSchool();
    await aCourse(db(), school, { title: 'Physics 9', subject: 'Physics', gradeLevels: ['9', '10'] });
    await aCourse(db(), school, { title: 'Physics 11', subject: 'Physics', gradeLevels: ['11'] });
    await aCourse(db(), school, { title: 'Art 9', subject: 'Art', gradeLevels: ['9'] });
    const parent = aGuardian(school.tenantId, { student: newId('stu'), school: school.schoolId });
    const filter = { subject: 'Physics', gradeLevel: '9' };
    const { data } = await courses.send(parent, LIST, { school: school.schoolId, filter });
    expect(titles(data.courses)).toEqual(['Physics 9']);
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }])('refuses a page of %j', async (page) => {
    const { tenantId, schoolId } = someSchool();
    const { errors } = await courses.send(aMember(tenantId, schoolId, 'TEACHER'), LIST, {
      school: schoolId,
      ...page,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: Object.keys(page) } }]);
  });

  it('is closed to those who do not belong to the school', async () => {
    const school = someSchool();
    const neighbour = aMember(school.tenantId, newId('sch'), 'PRINCIPAL');
    const { errors } = await courses.send(neighbour, LIST, { school: school.schoolId });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('a course', () => {
  const read = async (viewer: ViewerClaims, id: string) =>
    (await courses.send(viewer, 'query ($id: ID!) { course(id: $id) { title lessons { title } } }', { id }))
      .data.course;

  it('has its published lessons in teaching order; those who work at the school see the others, too', async () => {
    const school = someSchool();
    const course = await aCourse(db(), school);
    await aLesson(db(), course, 2);
    await aLesson(db(), course, 1);
    await aLesson(db(), course, 3, { isPublished: false });
    const member = (role: 'STUDENT' | 'TEACHER') => aMember(school.tenantId, school.schoolId, role);

    const forStudent = await read(member('STUDENT'), course.id);
    const forTeacher = await read(member('TEACHER'), course.id);

    expect(forStudent.lessons).toEqual([{ title: 'Lesson 1' }, { title: 'Lesson 2' }]);
    expect(forTeacher.lessons).toHaveLength(3);
  });

  it('that is not published is seen by those who work at the school, and by those who have a place in it', async () => {
    const school = someSchool();
    const course = await aCourse(db(), school, { status: 'CONCLUDED' });
    const { studentId } = await anEnrollment(db(), await aSection(db(), course));
    const { tenantId, schoolId } = school;

    expect(await read(aMember(tenantId, schoolId, 'COUNSELOR'), course.id)).not.toBeNull();
    expect(
      await read(aMember(tenantId, schoolId, 'STUDENT', { student: studentId }), course.id),
    ).not.toBeNull();
    expect(
      await read(aMember(tenantId, schoolId, 'STUDENT', { student: newId('stu') }), course.id),
    ).toBeNull();
  });
});

describe('a section', () => {
  it('is seen by its teachers, students, their guardians and those who work at the school, and by nobody else', async () => {
    const course = await aCourse(db(), someSchool());
    const teacherId = someStaff();
    const section = await aSection(db(), course, { teacherIds: [teacherId] });
    const { studentId } = await anEnrollment(db(), section);
    const { tenantId, schoolId } = section;
    const sees = async (viewer: ViewerClaims) => {
      const { data } = await courses.send(viewer, 'query ($id: ID!) { section(id: $id) { id } }', {
        id: section.id,
      });
      return data.section !== null;
    };

    expect(await sees(aMember(tenantId, newId('sch'), 'TEACHER', { staff: teacherId }))).toBe(true);
    expect(await sees(aMember(tenantId, schoolId, 'STUDENT', { student: studentId }))).toBe(true);
    expect(await sees(aGuardian(tenantId, { student: studentId, school: schoolId }))).toBe(true);
    expect(await sees(aMember(tenantId, schoolId, 'BURSAR'))).toBe(true);
    expect(await sees(aMember(tenantId, schoolId, 'STUDENT', { student: newId('stu') }))).toBe(false);
    expect(await sees(aGuardian(tenantId, { student: newId('stu'), school: schoolId }))).toBe(false);
    expect(await sees(aMember(tenantId, newId('sch'), 'PRINCIPAL'))).toBe(false);
    expect(
      await sees(aMember(newId('org'), schoolId, 'PRINCIPAL', { staff: teacherId, student: studentId })),
    ).toBe(false);
  });

  it('names its course, school, teachers and students of today', async () => {
    const course = await aCourse(db(), someSchool(), { title: 'Chemistry' });
    const [ann, bob] = [someStaff(), someStaff()].sort() as [string, string];
    const section = await aSection(db(), course, { teacherIds: [bob, ann] });
    await anEnrollment(db(), section);
    await anEnrollment(db(), section, { beginDate: '2026-03-11' });
    await anEnrollment(db(), section, { endDate: '2026-03-10' });
    const { data } = await courses.send(
      aMember(section.tenantId, section.schoolId, 'TEACHER'),
      `query ($id: ID!) { section(id: $id) {
        title capacity enrollmentCount course { title } school { id } teachers { id } } }`,
      { id: section.id },
    );
    expect(data.section).toEqual({
      title: section.title,
      capacity: 30,
      enrollmentCount: 1,
      course: { title: 'Chemistry' },
      school: { id: section.schoolId },
      teachers: [{ id: ann }, { id: bob }],
    });
  });

  it('meets in order of time, on the days of the range and no others', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const at = (time: string) => ({
      startsAt: new Date(`2026-03-11T${time}:00Z`),
      endsAt: new Date('2026-03-11T18:00:00Z'),
    });
    const afternoon = await aMeeting(db(), section, '2026-03-11', { period: '6', ...at('11:00') });
    const morning = await aMeeting(db(), section, '2026-03-11', { period: '1', ...at('05:00') });
    const last = await aMeeting(db(), section, '2026-03-12');
    for (const day of ['2026-03-10', '2026-03-13']) await aMeeting(db(), section, day);
    const viewer = aMember(section.tenantId, section.schoolId, 'TEACHER');
    const { data } = await courses.send(
      viewer,
      `query ($id: ID!) { section(id: $id) {
        meetings(range: { start: "2026-03-11", end: "2026-03-12" }) { id startsAt section { id } } } }`,
      { id: section.id },
    );
    expect(data.section.meetings.map(({ id }: { id: string }) => id)).toEqual([
      morning.id,
      afternoon.id,
      last.id,
    ]);
    expect(data.section.meetings[0]).toMatchObject({
      startsAt: '2026-03-11T05:00:00.000Z',
      section: { id: section.id },
    });
  });

  it.each([
    ['2026-03-12', '2026-03-11'],
    ['2026-03-01', '2026-05-02'],
    ['0000-00-00', '2026-05-02'],
  ])('is not asked for its meetings from %s to %s', async (start, end) => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const { errors } = await courses.send(
      aMember(section.tenantId, section.schoolId, 'TEACHER'),
      'query ($id: ID!, $range: DateRangeInput!) { section(id: $id) { meetings(range: $range) { id } } }',
      { id: section.id, range: { start, end } },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('two tenants', () => {
  it('do not see each other through any root field or reference', async () => {
    const [ours, theirs] = [someSchool(), someSchool()];
    const course = await aCourse(db(), theirs);
    const lesson = await aLesson(db(), course, 1);
    const section = await aSection(db(), course);
    const meeting = await aMeeting(db(), section, '2026-03-11');
    const enrollment = await anEnrollment(db(), section);
    const district = {
      sub: newId('usr'),
      tenant: ours.tenantId,
      roles: [{ org: ours.tenantId, role: 'DISTRICT_ADMINISTRATOR' as const }],
    };
    const of = [
      { __typename: 'Course', id: course.id },
      { __typename: 'Lesson', id: lesson.id },
      { __typename: 'ClassSection', id: section.id },
      { __typename: 'ClassMeeting', id: meeting.id },
      { __typename: 'Enrollment', id: enrollment.id },
    ];
    const query = `query ($course: ID!, $section: ID!, $school: ID!, $of: [_Any!]!) {
      course(id: $course) { id } section(id: $section) { id } courses(schoolId: $school) { nodes { id } totalCount }
      _entities(representations: $of) { ... on Node { id } } }`;
    const variables = { course: course.id, section: section.id, school: theirs.schoolId, of };

    const { data } = await courses.send(district, query, variables);
    expect(data).toEqual({
      course: null,
      section: null,
      courses: { nodes: [], totalCount: 0 },
      _entities: [null, null, null, null, null],
    });

    const owner = aMember(theirs.tenantId, theirs.schoolId, 'PRINCIPAL');
    const seen = (await courses.send(owner, query, variables)).data;
    expect(seen._entities).toEqual(of.map(({ id }) => ({ id })));
    expect(seen.courses.totalCount).toBe(1);
  });
});

describe('a caller nobody vouches for', () => {
  it.each([
    'course(id: "crs_x") { id }',
    'section(id: "sec_x") { id }',
    'courses(schoolId: "sch_x") { totalCount }',
  ])('is asked to sign in before %s', async (field) => {
    const { errors } = await courses.send(null, `{ ${field} }`);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('reads nothing by reference', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const of = [{ __typename: 'ClassSection', id: section.id }];
    const { data } = await courses.send(
      null,
      'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
      { of },
    );
    expect(data._entities).toEqual([null]);
  });
});
