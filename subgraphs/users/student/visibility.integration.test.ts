import type { ViewerClaims } from '../../../kernel/auth/viewer';
import type { Clock } from '../../../kernel/clock';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStaffMember, aStay, aStudent, aUser, link } from '../../../tests/support/people';
import { asStaff, district, NOW, office, teach } from '../../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { usersSubgraph } from '../subgraph';
import type { Student } from './student.entity';

let users: TestSubgraph;
let now = NOW;
const clock: Clock = { now: () => now };
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock });
});
afterAll(() => users.stop());
beforeEach(() => {
  now = NOW;
});

const read = async (viewer: ViewerClaims, query: string, variables: object) => {
  const { data, errors } = await users.send(viewer, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const sees = async (viewer: ViewerClaims, { id }: Student): Promise<boolean> =>
  (await read(viewer, 'query ($id: ID!) { student(id: $id) { user { givenName } } }', { id })).student !==
  null;
const list = async (viewer: ViewerClaims, schoolId: string, filter: object = {}): Promise<string[]> =>
  (
    await read(
      viewer,
      'query ($id: ID!, $filter: StudentFilter) { students(schoolId: $id, filter: $filter) { nodes { id } totalCount } }',
      { id: schoolId, filter },
    )
  ).students.nodes.map(({ id }: { id: string }) => id);

describe('a teacher', () => {
  it('sees the students of their sections, and no others of the school', async () => {
    const school = await aSchool(db());
    const [mine, other] = [await aStudent(db(), school), await aStudent(db(), school)];
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const colleague = await aStaffMember(db(), school, 'TEACHER');
    await teach(users, teacher, [mine]);
    await teach(users, colleague, [other]);

    expect([await sees(asStaff(teacher), mine), await sees(asStaff(teacher), other)]).toEqual([true, false]);
    expect(await list(asStaff(teacher), school.id)).toEqual([mine.id]);
    expect((await list(office(school), school.id)).sort()).toEqual([mine.id, other.id].sort());
  });

  it('sees a student on the days of the place in the section, and not before or after', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await teach(users, teacher, [student], { place: { beginDate: '2026-03-05', endDate: '2026-03-12' } });
    for (const [instant, expected] of [
      ['2026-03-04T09:00:00Z', false],
      ['2026-03-05T09:00:00Z', true],
      ['2026-03-11T20:59:00Z', true],
      // Midnight in Nairobi.
      ['2026-03-11T21:01:00Z', false],
    ] as const) {
      now = new Date(instant);
      expect([instant, await sees(asStaff(teacher), student)]).toEqual([instant, expected]);
    }
    now = NOW;
    expect(await list(asStaff(teacher), school.id, { asOf: '2026-03-11' })).toEqual([student.id]);
    expect(await list(asStaff(teacher), school.id, { asOf: '2026-03-12' })).toEqual([]);
  });

  it('loses the students when the section’s terms end, and when the role at the school does', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await teach(users, teacher, [student], { endDate: '2026-03-11' });
    expect(await sees(asStaff(teacher), student)).toBe(true);
    const elsewhere = await aSchool(db(), { tenantId: school.tenantId });
    const moved = aMember(school.tenantId, elsewhere.id, 'TEACHER', {
      sub: teacher.userId,
      staff: teacher.id,
    });
    expect(await sees(moved, student)).toBe(false);
    now = new Date('2026-03-11T09:00:00Z');
    expect(await sees(asStaff(teacher), student)).toBe(false);
  });

  it('reads the names in registers of last and next week, until the terms are over', async () => {
    const school = await aSchool(db());
    const [left, coming] = [await aStudent(db(), school), await aStudent(db(), school)];
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const sectionId = await teach(users, teacher, [left], { place: { endDate: '2026-03-04' } });
    await teach(users, teacher, [coming], { sectionId, place: { beginDate: '2026-03-17' } });
    const mention = async () =>
      (
        await read(
          asStaff(teacher),
          'query ($students: [_Any!]!) { _entities(representations: $students) { ... on Student { user { givenName } guardians { id } } } }',
          { students: [left, coming].map(({ id }) => ({ __typename: 'Student', id })) },
        )
      )._entities;
    expect(await mention()).toEqual([1, 2].map(() => ({ user: { givenName: 'Amina' }, guardians: [] })));
    expect([await sees(asStaff(teacher), left), await sees(asStaff(teacher), coming)]).toEqual([
      false,
      false,
    ]);
    now = new Date('2026-12-18T09:00:00Z');
    expect(await mention()).toEqual([null, null]);
  });

  it('reads names and groups, but no address, number, court order or other school’s history', async () => {
    const school = await aSchool(db());
    const before = await aSchool(db(), { tenantId: school.tenantId });
    const student = await aStudent(db(), school, { email: 'kid@example.org', phone: '0700 1' });
    await aStay(db(), student, { schoolId: before.id, entryDate: '2020-01-01', exitDate: '2023-01-01' });
    const mother = await aUser(db(), school, { email: 'mother@example.org', phone: '0700 2' });
    await link(db(), mother, student, { courtOrderNote: 'No contact on Fridays.' });
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    await teach(users, teacher, [student]);
    const query = `query ($id: ID!) { student(id: $id) {
      gradeLevel homeroom user { givenName email phone } schoolEnrollments { school { id } }
      guardians { relation courtOrderNote guardian { user { givenName email phone } } }
      permissions { canUpdate canTransfer canWithdraw canLinkGuardian } } }`;

    expect((await read(asStaff(teacher), query, { id: student.id })).student).toEqual({
      ...{ gradeLevel: '9', homeroom: '9A', user: { givenName: 'Amina', email: null, phone: null } },
      schoolEnrollments: [{ school: { id: school.id } }],
      guardians: [
        {
          ...{ relation: 'MOTHER', courtOrderNote: null },
          guardian: { user: { givenName: 'Amina', email: null, phone: null } },
        },
      ],
      permissions: { canUpdate: false, canTransfer: false, canWithdraw: false, canLinkGuardian: false },
    });
    expect((await read(office(school), query, { id: student.id })).student).toMatchObject({
      user: { email: 'kid@example.org', phone: '0700 1' },
      guardians: [
        {
          courtOrderNote: 'No contact on Fridays.',
          guardian: { user: { email: 'mother@example.org', phone: '0700 2' } },
        },
      ],
      permissions: { canUpdate: true, canTransfer: true, canWithdraw: true, canLinkGuardian: true },
    });
    const counselor = aMember(school.tenantId, school.id, 'COUNSELOR');
    expect((await read(counselor, query, { id: student.id })).student).toMatchObject({
      user: { email: 'kid@example.org', phone: null },
      guardians: [{ courtOrderNote: null }],
      permissions: { canUpdate: false },
    });
  });

  it('who is also a mother at the school sees her child and her class, and neither through the other', async () => {
    const school = await aSchool(db());
    const [child, classmate, taught] = [
      await aStudent(db(), school),
      await aStudent(db(), school),
      await aStudent(db(), school),
    ];
    const mother = await aStaffMember(db(), school, 'TEACHER');
    const colleague = await aStaffMember(db(), school, 'TEACHER');
    await link(db(), { id: mother.userId, tenantId: school.tenantId } as never, child, {
      courtOrderNote: 'Hers to know? No.',
      canSeeFinance: false,
    });
    await teach(users, mother, [taught]);
    await teach(users, colleague, [child, classmate]);
    const switches = { attendance: true, grades: true, finance: false, reportAbsence: true };
    const both = { ...asStaff(mother), wards: [{ student: child.id, school: school.id, ...switches }] };

    expect([await sees(both, child), await sees(both, taught), await sees(both, classmate)]).toEqual([
      ...[true, true, false],
    ]);
    const { viewer } = await read(
      both,
      '{ viewer { wards { student { id } canSeeFinance courtOrderNote } guardian { user { id } } } }',
      {},
    );
    expect(viewer).toEqual({
      wards: [{ student: { id: child.id }, canSeeFinance: false, courtOrderNote: null }],
      guardian: { user: { id: mother.userId } },
    });
    // As a guardian she is on no list of the school but her own class's.
    expect(await list(both, school.id)).toEqual([taught.id]);
  });
});

describe('a guardian', () => {
  it('sees the one sibling and not the other, and only while the link holds', async () => {
    const school = await aSchool(db());
    const [elder, younger] = [await aStudent(db(), school), await aStudent(db(), school)];
    const father = await aUser(db(), school);
    await link(db(), father, elder, { validTo: '2026-03-11' });
    const claims = {
      ...aGuardian(school.tenantId, { student: elder.id, school: school.id }),
      sub: father.id,
    };
    const WARDS = '{ viewer { wards { student { id user { givenName } } } } }';
    expect((await read(claims, WARDS, {})).viewer.wards).toHaveLength(1);
    expect([await sees(claims, elder), await sees(claims, younger)]).toEqual([true, false]);
    now = new Date('2026-03-11T09:00:00Z');
    expect((await read(claims, WARDS, {})).viewer.wards).toEqual([]);
  });

  it('sees no other guardian of the child, nor any list', async () => {
    const school = await aSchool(db());
    const child = await aStudent(db(), school);
    const [father, mother] = [await aUser(db(), school), await aUser(db(), school)];
    await link(db(), father, child);
    await link(db(), mother, child, { courtOrderNote: 'Address is secret.' });
    const claims = {
      ...aGuardian(school.tenantId, { student: child.id, school: school.id }),
      sub: father.id,
    };
    const query = `query ($id: ID!, $other: ID!) { student(id: $id) { guardians { guardian { user { id } } } }
      node(id: $other) { id } }`;
    expect(await read(claims, query, { id: child.id, other: mother.id })).toEqual({
      student: { guardians: [{ guardian: { user: { id: father.id } } }] },
      node: null,
    });
    const lists = await users.send(claims, 'query ($id: ID!) { students(schoolId: $id) { nodes { id } } }', {
      id: school.id,
    });
    expect(lists.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('the office', () => {
  it('goes on seeing who has left the school, and nobody of another one', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const left = await aStudent(db(), second, { since: '2026-01-05' });
    await aStay(db(), left, { schoolId: first.id, entryDate: '2020-01-01', exitDate: '2026-01-05' });
    const mother = await aUser(db(), second);
    await link(db(), mother, left);
    const stranger = await aStudent(db(), second);
    expect([await sees(office(first), left), await sees(office(first), stranger)]).toEqual([true, false]);
    const query = `query ($id: ID!) { student(id: $id) { school { id } guardians { id }
      schoolEnrollments { school { id } } permissions { canUpdate } } }`;
    expect((await read(office(first), query, { id: left.id })).student).toEqual({
      ...{ school: { id: second.id }, guardians: [], schoolEnrollments: [{ school: { id: first.id } }] },
      permissions: { canUpdate: false },
    });
    expect((await read(district(first), query, { id: left.id })).student).toMatchObject({
      guardians: [{}],
      schoolEnrollments: [{}, {}],
      permissions: { canUpdate: true },
    });
  });

  it('of the bursar reads names of everybody, but can change nothing', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    const bursar = aMember(school.tenantId, school.id, 'BURSAR');
    expect(await sees(bursar, student)).toBe(true);
    expect(await list(bursar, school.id)).toEqual([student.id]);
  });
});

describe('another tenant', () => {
  it('answers like an id that does not exist, through every field and node', async () => {
    const [ours, theirs] = [await aSchool(db()), await aSchool(db())];
    const student = await aStudent(db(), theirs, { since: null });
    const stay = await aStay(db(), student);
    const mother = await aUser(db(), theirs);
    const tie = await link(db(), mother, student);
    const teacher = await aStaffMember(db(), theirs, 'TEACHER');
    const guardianId = `grd${mother.id.slice(3)}`;
    const ids = [student.id, student.userId, stay.id, tie.id, guardianId, teacher.id];
    const query = `query ($student: ID!, $guardian: ID!, $ids: [ID!]!) {
      student(id: $student) { id } guardian(id: $guardian) { id } nodes(ids: $ids) { id __typename } }`;
    const variables = { student: student.id, guardian: guardianId, ids };
    for (const viewer of [office(ours), district(ours)]) {
      expect(await read(viewer, query, variables)).toEqual({
        ...{ student: null, guardian: null, nodes: ids.map(() => null) },
      });
    }
    const own = await read(office(theirs), query, variables);
    expect(own.nodes.map(({ __typename }: { __typename: string }) => __typename)).toEqual([
      ...['Student', 'User', 'SchoolEnrollment', 'GuardianLink', 'Guardian', 'Staff'],
    ]);
  });
});

describe('lists', () => {
  it('take as many statements for one student as for thirty', async () => {
    const school = await aSchool(db());
    const teacher = await aStaffMember(db(), school, 'TEACHER');
    const students: Student[] = [];
    for (let i = 0; i < 30; i += 1) {
      const student = await aStudent(db(), school);
      await link(db(), await aUser(db(), school), student);
      students.push(student);
    }
    await teach(users, teacher, students);
    const query = `query ($id: ID!, $first: Int!) { students(schoolId: $id, first: $first) { nodes {
      studentNumber gradeLevel homeroom enrollmentStatus school { name }
      user { email phone isEnabled roleAssignments { role organization { name } } permissions { canUpdate } }
      schoolEnrollments { status school { name } student { id } }
      guardians { courtOrderNote guardian { user { email } wards { student { id } } } student { id } }
      permissions { canUpdate } } } }`;
    for (const viewer of [office(school), asStaff(teacher)]) {
      const count = async (first: number) => {
        users.takeStatements();
        expect((await read(viewer, query, { id: school.id, first })).students.nodes).toHaveLength(first);
        return users.takeStatements().length;
      };
      expect(await count(30)).toBe(await count(1));
    }
  });

  it('name who works at a school today, by name, role and beginning of the name', async () => {
    const school = await aSchool(db());
    await aStaffMember(db(), school, 'TEACHER', { familyName: 'Wanjiru', givenName: 'Esther' });
    await aStaffMember(db(), school, 'BURSAR', { familyName: 'Achieng' });
    await aStaffMember(db(), school, 'TEACHER', { familyName: 'Mwangi', isEnabled: false });
    const former = await aStaffMember(db(), school, 'TEACHER', { familyName: 'Ruto' });
    await db().query(`UPDATE role_assignments SET end_date = '2026-03-10' WHERE user_id = $1`, [
      former.userId,
    ]);
    const names = async (filter: object = {}, viewer = aMember(school.tenantId, school.id, 'STUDENT')) =>
      (
        await read(
          viewer,
          `query ($id: ID!, $filter: StaffFilter) { staff(schoolId: $id, filter: $filter) {
            nodes { classifications user { familyName email } } totalCount } }`,
          { id: school.id, filter },
        )
      ).staff.nodes.map(({ user }: { user: { familyName: string } }) => user.familyName);
    expect(await names()).toEqual(['Achieng', 'Wanjiru']);
    expect(await names({ role: 'TEACHER' })).toEqual(['Wanjiru']);
    expect(await names({ search: 'est' })).toEqual(['Wanjiru']);
    const stranger = await users.send(
      office(await aSchool(db())),
      'query ($id: ID!) { staff(schoolId: $id) { nodes { id } } }',
      { id: school.id },
    );
    expect(stranger.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('refuse a search longer than any name', async () => {
    const school = await aSchool(db());
    for (const field of ['students', 'staff']) {
      const { errors } = await users.send(
        office(school),
        `query ($id: ID!, $search: String) { ${field}(schoolId: $id, filter: { search: $search }) { nodes { id } } }`,
        { id: school.id, search: 'x'.repeat(10_000) },
      );
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['filter', 'search'] } }]);
    }
  });
});

it('learns who teaches whom once, however often it is told', async () => {
  const school = await aSchool(db());
  const student = await aStudent(db(), school);
  const teacher = await aStaffMember(db(), school, 'TEACHER');
  const sectionId = await teach(users, teacher, [student]);
  await teach(users, teacher, [student], { sectionId });
  expect(await list(asStaff(teacher), school.id)).toEqual([student.id]);
});
