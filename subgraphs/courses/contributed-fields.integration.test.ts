import type { ViewerClaims } from '../../kernel/auth/viewer';
import { newId } from '../../kernel/ids';
import {
  aCourse,
  aLesson,
  aMeeting,
  anEnrollment,
  aSection,
  dailyMeetings,
  someSchool,
  someStaff,
  someStudent,
} from '../../tests/support/courses-builders';
import { openSubgraph, type TestSubgraph } from '../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../tests/support/viewers';
import { coursesSubgraph } from './subgraph';

let courses: TestSubgraph;
const db = () => courses.services.db;
const clock = { now: () => new Date('2026-03-10T08:00:00Z') };

beforeAll(async () => {
  courses = await openSubgraph(coursesSubgraph(), { clock });
});
afterAll(() => courses.stop());

/** Asks for a field that this service adds to objects of another. */
async function entities(viewer: ViewerClaims | null, type: string, ids: string[], selection: string) {
  const { data, errors } = await courses.send(
    viewer,
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { id ${selection} } } }`,
    { of: ids.map((id) => ({ __typename: type, id })) },
  );
  return { rows: data?._entities, errors };
}
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('a student’s enrolments', () => {
  const ENROLLMENTS = 'enrollments { nodes { id section { id } student { id } } totalCount }';

  it('are listed newest first, to the student, guardians and those who work at the school; to others not at all', async () => {
    const school = someSchool();
    const course = await aCourse(db(), school);
    const studentId = someStudent();
    const older = await anEnrollment(db(), await aSection(db(), course), {
      studentId,
      beginDate: '2026-01-05',
    });
    const newer = await anEnrollment(db(), await aSection(db(), course), {
      studentId,
      beginDate: '2026-02-05',
    });
    const { tenantId, schoolId } = school;
    const read = async (viewer: ViewerClaims | null) => {
      const { enrollments } = (await entities(viewer, 'Student', [studentId], ENROLLMENTS)).rows[0];
      return enrollments && idsOf(enrollments.nodes);
    };

    const both = [newer.id, older.id];
    expect(await read(aMember(tenantId, schoolId, 'STUDENT', { student: studentId }))).toEqual(both);
    expect(await read(aGuardian(tenantId, { student: studentId, school: schoolId }))).toEqual(both);
    expect(await read(aMember(tenantId, schoolId, 'COUNSELOR'))).toEqual(both);
    expect(await read(aMember(tenantId, schoolId, 'STUDENT', { student: someStudent() }))).toBeNull();
    expect(await read(aGuardian(tenantId, { student: someStudent(), school: schoolId }))).toBeNull();
    expect(await read(null)).toBeNull();
    expect(await read(aMember(tenantId, newId('sch'), 'PRINCIPAL'))).toEqual([]);
    expect(await read(aMember(newId('org'), schoolId, 'STUDENT', { student: studentId }))).toEqual([]);
  });

  it('take the same number of statements for 1, 10 and 40 students', async () => {
    const school = someSchool();
    const course = await aCourse(db(), school);
    await aLesson(db(), course, 1);
    const sections = await Promise.all([1, 2, 3, 4].map(() => aSection(db(), course)));
    const students = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const studentId = someStudent();
        await anEnrollment(db(), sections[i % 4]!, { studentId });
        await anEnrollment(db(), sections[(i + 1) % 4]!, { studentId });
        return studentId;
      }),
    );
    const principal = aMember(school.tenantId, school.schoolId, 'PRINCIPAL');
    const selection = `enrollments { nodes { progress { percentage nextLesson { course { title } } }
      section { title enrollmentCount course { title } teachers { id }
                meetings(range: { start: "2026-03-09", end: "2026-03-13" }) { id } } } totalCount }
      timetable(range: { start: "2026-03-09", end: "2026-03-13" }) { id section { title } }`;
    const count = async (ids: string[]) => {
      await courses.drainEvents();
      courses.takeStatements();
      const { rows, errors } = await entities(principal, 'Student', ids, selection);
      expect(errors).toBeUndefined();
      expect(rows.at(-1).enrollments).toMatchObject({
        totalCount: 2,
        nodes: [{ progress: { percentage: 0 } }, {}],
      });
      return readsIn(courses.takeStatements());
    };
    const one = await count(students.slice(0, 1));
    expect(one).toBeGreaterThan(0);
    expect(await count(students.slice(0, 10))).toBe(one);
    expect(await count(students)).toBe(one);
  });
});

/** Reads of the operation alone: the relay looks at the outbox whenever it likes. */
function readsIn(statements: string[]): number {
  return statements.filter((sql) => /^\s*SELECT/i.test(sql) && !sql.includes('outbox')).length;
}

describe('a student’s timetable', () => {
  const timetable = (start: string, end: string) =>
    `timetable(range: { start: "${start}", end: "${end}" }) { id }`;

  it('has the meetings of those days on which the student belonged to the section', async () => {
    const course = await aCourse(db(), someSchool());
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => aSection(db(), course)));
    const studentId = someStudent();
    await anEnrollment(db(), first!, {
      studentId,
      beginDate: '2026-03-02',
      endDate: '2026-03-04',
      state: 'WITHDRAWN',
    });
    await anEnrollment(db(), second!, { studentId, beginDate: '2026-03-04' });
    await anEnrollment(db(), third!, { studentId, state: 'INVITED' });
    await dailyMeetings(db(), third!, '2026-03-01', 5);
    const inFirst = await dailyMeetings(db(), first!, '2026-03-01', 5);
    const inSecond = await dailyMeetings(db(), second!, '2026-03-01', 5);
    const student = aMember(course.tenantId, course.schoolId, 'STUDENT', { student: studentId });

    const { rows } = await entities(student, 'Student', [studentId], timetable('2026-03-01', '2026-03-05'));

    expect(idsOf(rows[0].timetable)).toEqual([
      inFirst[1]!.id,
      inFirst[2]!.id,
      inSecond[3]!.id,
      inSecond[4]!.id,
    ]);
  });

  it('gives a meeting that two students share to both', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const students = [await anEnrollment(db(), section), await anEnrollment(db(), section)].map(
      (e) => e.studentId,
    );
    const meeting = await aMeeting(db(), section, '2026-03-03');
    const teacher = aMember(section.tenantId, section.schoolId, 'TEACHER');
    const { rows } = await entities(teacher, 'Student', students, timetable('2026-03-03', '2026-03-03'));
    expect(rows).toEqual(students.map((id) => ({ id, timetable: [{ id: meeting.id }] })));
  });

  it('is hidden from other students and guardians, and empty for another tenant', async () => {
    const section = await aSection(db(), await aCourse(db(), someSchool()));
    const { studentId } = await anEnrollment(db(), section);
    await aMeeting(db(), section, '2026-03-03');
    const { tenantId, schoolId } = section;
    const read = async (viewer: ViewerClaims) =>
      (await entities(viewer, 'Student', [studentId], timetable('2026-03-03', '2026-03-03'))).rows[0]
        .timetable;
    expect(await read(aMember(tenantId, schoolId, 'STUDENT', { student: someStudent() }))).toBeNull();
    expect(await read(aGuardian(tenantId, { student: someStudent(), school: schoolId }))).toBeNull();
    expect(await read(aMember(newId('org'), schoolId, 'STUDENT', { student: studentId }))).toEqual([]);
    expect(await read(aGuardian(tenantId, { student: studentId, school: schoolId }))).toHaveLength(1);
  });

  it.each([
    ['2026-03-02', '2026-03-01'],
    ['2026-03-01', '2026-05-02'],
  ])('is not given from %s to %s', async (start, end) => {
    const studentId = someStudent();
    const student = aMember('org_x', 'sch_x', 'STUDENT', { student: studentId });
    const { rows, errors } = await entities(student, 'Student', [studentId], timetable(start, end));
    expect(rows).toEqual([{ id: studentId, timetable: null }]);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['range', 'end'] } }]);
  });
});

describe('what a member of staff teaches', () => {
  it('is listed by title, to themselves and to those who work at the school; a student sees no list', async () => {
    const school = someSchool();
    const staffId = someStaff();
    const course = await aCourse(db(), school);
    const b = await aSection(db(), course, { title: 'B', teacherIds: [staffId] });
    const a = await aSection(db(), course, { title: 'A', teacherIds: [staffId, someStaff()] });
    await aSection(db(), course, { title: 'C', teacherIds: [someStaff()] });
    const read = async (viewer: ViewerClaims | null) => {
      const { sections } = (await entities(viewer, 'Staff', [staffId], 'sections { id }')).rows[0];
      return sections && idsOf(sections);
    };
    const { tenantId, schoolId } = school;
    expect(await read(aMember(tenantId, newId('sch'), 'TEACHER', { staff: staffId }))).toEqual([a.id, b.id]);
    // Who has left teaches nothing any more, whatever still names them.
    expect(await read(aViewer(tenantId, { staff: staffId }))).toEqual([]);
    expect(await read(aMember(tenantId, schoolId, 'BURSAR'))).toEqual([a.id, b.id]);
    expect(await read(aMember(tenantId, schoolId, 'STUDENT', { student: someStudent() }))).toBeNull();
    expect(await read(null)).toBeNull();
    expect(await read(aMember(tenantId, newId('sch'), 'PRINCIPAL'))).toEqual([]);
    expect(await read(aMember(newId('org'), schoolId, 'PRINCIPAL', { staff: staffId }))).toEqual([]);
  });
});

describe('a school’s courses', () => {
  it('are listed to its members, school by school, and to nobody else', async () => {
    const tenantId = newId('org');
    const [north, south] = [someSchool(tenantId), someSchool(tenantId)];
    for (const title of ['Zoology', 'Botany']) await aCourse(db(), north, { title });
    await aCourse(db(), north, { title: 'A draft', status: 'DRAFT' });
    await aCourse(db(), south, { title: 'Latin' });
    const schools = [north.schoolId, south.schoolId];
    const COURSES = 'courses(first: 1) { nodes { title } totalCount pageInfo { hasNextPage } }';

    const district = aViewer(tenantId, { roles: [{ org: tenantId, role: 'DISTRICT_ADMINISTRATOR' }] });
    const all = (await entities(district, 'School', schools, COURSES)).rows;
    const own = (await entities(aMember(tenantId, south.schoolId, 'STUDENT'), 'School', schools, COURSES))
      .rows;

    const botany = { nodes: [{ title: 'Botany' }], totalCount: 2, pageInfo: { hasNextPage: true } };
    const latin = { nodes: [{ title: 'Latin' }], totalCount: 1, pageInfo: { hasNextPage: false } };
    expect(all.map(({ courses }: { courses: object }) => courses)).toEqual([botany, latin]);
    expect(own.map(({ courses }: { courses: object }) => courses)).toEqual([null, latin]);
  });
});
