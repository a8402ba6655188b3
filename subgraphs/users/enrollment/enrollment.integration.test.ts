import type { Clock } from '../../../kernel/clock';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStay, aStudent, aUser } from '../../../tests/support/people';
import { act, district, NOW, office, TODAY } from '../../../tests/support/people-acts';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember } from '../../../tests/support/viewers';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { AuditEvent } from '../audit/audit-event.entity';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';
import { RoleAssignment } from '../user/role-assignment.entity';
import { SchoolEnrollment } from './school-enrollment.entity';

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

const eventsAbout = async (aggregateId: string) =>
  (await db().manager.find(OutboxEvent, { where: { aggregateId }, order: { sequence: 'ASC' } })).map(
    ({ name, payload }) => ({ name, payload }),
  );
const staysOf = (studentId: string) =>
  db().manager.find(SchoolEnrollment, { where: { studentId }, order: { entryDate: 'ASC' } });
const studentRole = (userId: string) =>
  db().manager.find(RoleAssignment, { where: { userId, role: 'STUDENT' }, order: { beginDate: 'ASC' } });

/** Ids of a school's students as a list answers them. */
const listed = async (school: School, filter: object = {}, viewer = office(school)): Promise<string[]> => {
  const { data, errors } = await users.send(
    viewer,
    'query ($id: ID!, $filter: StudentFilter) { students(schoolId: $id, first: 50, filter: $filter) { nodes { id } } }',
    { id: school.id, filter },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.students.nodes.map(({ id }: { id: string }) => id);
};

const person = {
  givenName: 'Wambui',
  familyName: 'Kamau',
  studentNumber: '9-001',
  gradeLevel: '9',
  homeroom: '9A',
};

describe('registering a student', () => {
  it('makes an account, a student and an open enrolment from today, tells it and remembers who did it', async () => {
    const school = await aSchool(db());
    const secretary = office(school);
    const { student, userErrors } = await act(users, secretary, 'createStudent', {
      schoolId: school.id,
      ...person,
    });

    expect(userErrors).toEqual([]);
    expect(student).toMatchObject({
      ...{ studentNumber: '9-001', gradeLevel: '9', homeroom: '9A', enrollmentStatus: 'ACTIVE' },
      ...{
        user: { givenName: 'Wambui' },
        school: { id: school.id },
        schoolEnrollments: [{ entryDate: TODAY }],
      },
    });
    expect(await studentRole(student.user.id)).toMatchObject([
      { orgId: school.id, beginDate: TODAY, endDate: null },
    ]);
    expect(await eventsAbout(student.id)).toEqual([
      {
        name: 'student.enrolled',
        payload: {
          ...{ studentId: student.id, userId: student.user.id, schoolId: school.id, gradeLevel: '9' },
          ...{
            homeroom: '9A',
            entryDate: TODAY,
            entryType: 'NEW',
            enrollmentId: student.schoolEnrollments[0].id,
          },
        },
      },
    ]);
    expect(await db().manager.findBy(AuditEvent, { subjectId: student.id })).toMatchObject([
      { action: 'student.created', actorUserId: secretary.sub, schoolId: school.id, beforeHash: null },
    ]);
  });

  it('tells everything that is wrong at once, and leaves nothing behind', async () => {
    const school = await aSchool(db());
    const input = {
      ...person,
      givenName: 'x'.repeat(10_000),
      familyName: 'Kаmau',
      gradeLevel: '13',
      studentNumber: ' ',
    };
    const { student, userErrors } = await act(users, office(school), 'createStudent', {
      ...{ schoolId: school.id, email: 'nonsense', ...input },
    });
    expect(student).toBeNull();
    expect(userErrors).toEqual([
      { code: 'INVALID_TEXT', field: ['input', 'givenName'] },
      { code: 'INVALID_TEXT', field: ['input', 'familyName'] },
      { code: 'INVALID_EMAIL', field: ['input', 'email'] },
      { code: 'UNKNOWN_GRADE_LEVEL', field: ['input', 'gradeLevel'] },
      { code: 'INVALID_TEXT', field: ['input', 'studentNumber'] },
    ]);
    expect(await listed(school)).toEqual([]);
  });

  it.each([
    ['STUDENT_NUMBER_TAKEN', ['input', 'studentNumber'], { studentNumber: 'taken' }],
    ['EMAIL_TAKEN', ['input', 'email'], { email: 'GRACE@example.org' }],
    ['INVALID_DATE', ['input', 'entryDate'], { entryDate: '1929-12-31' }],
    ['INVALID_DATE', ['input', 'entryDate'], { entryDate: '2040-01-01' }],
  ])('refuses with %s', async (code, field, over) => {
    const school = await aSchool(db());
    await aStudent(db(), school, { student: { studentNumber: 'taken' }, email: 'grace@example.org' });
    const payload = await act(users, office(school), 'createStudent', {
      schoolId: school.id,
      ...person,
      ...over,
    });
    expect(payload).toEqual({ student: null, userErrors: [{ code, field }] });
    expect(await listed(school)).toHaveLength(1);
  });

  it('lets one of two students have a number that is given at the same time', async () => {
    const school = await aSchool(db());
    const payloads = await Promise.all(
      [1, 2, 3, 4].map(() => act(users, office(school), 'createStudent', { schoolId: school.id, ...person })),
    );
    const codes = payloads.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['STUDENT_NUMBER_TAKEN', 'STUDENT_NUMBER_TAKEN', 'STUDENT_NUMBER_TAKEN']);
  });

  it('is for the office of the school', async () => {
    const school = await aSchool(db());
    const elsewhere = await aSchool(db());
    const attempt = async (viewer: ReturnType<typeof office>) =>
      (await act(users, viewer, 'createStudent', { schoolId: school.id, ...person })).userErrors[0]?.code;
    expect(await attempt(aMember(school.tenantId, school.id, 'TEACHER'))).toBe('FORBIDDEN');
    expect(await attempt(aMember(school.tenantId, school.id, 'STUDENT'))).toBe('FORBIDDEN');
    expect(await attempt(office(elsewhere))).toBe('NOT_FOUND');
    expect(await attempt(district(school))).toBeUndefined();
  });
});

describe('enrolling a student', () => {
  it('refuses days on which the student is enrolled there already', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: null });
    await aStay(db(), student, { entryDate: '2026-06-01', exitDate: '2026-08-01' });
    const input = { studentId: student.id, schoolId: school.id, gradeLevel: '9' };
    expect((await act(users, office(school), 'enrollStudentInSchool', input)).userErrors).toEqual([
      { code: 'ENROLLMENT_OVERLAPS', field: ['input', 'entryDate'] },
    ]);
    const later = await act(users, office(school), 'enrollStudentInSchool', {
      ...input,
      entryDate: '2026-08-01',
    });
    expect(later.enrollment).toMatchObject({ status: 'PENDING', entryDate: '2026-08-01', exitDate: null });
  });

  it('opens one enrolment, however many ask at once', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: null });
    const input = { studentId: student.id, schoolId: school.id, gradeLevel: '9', entryType: 'RE_ENTRY' };
    const payloads = await Promise.all(
      Array.from({ length: 6 }, () => act(users, office(school), 'enrollStudentInSchool', input)),
    );
    expect(payloads.filter(({ enrollment }) => enrollment)).toHaveLength(1);
    expect(await staysOf(student.id)).toHaveLength(1);
  });

  it('brings a student from another school of the tenant, who stays there as well', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const student = await aStudent(db(), first);
    const { enrollment } = await act(users, office(second), 'enrollStudentInSchool', {
      ...{ studentId: student.id, schoolId: second.id, gradeLevel: '10', studentNumber: 'B-7' },
    });
    expect(enrollment).toMatchObject({ status: 'ACTIVE', school: { id: second.id } });
    expect(await listed(first)).toEqual([student.id]);
    expect(await listed(second)).toEqual([student.id]);
  });

  it('knows nobody of another tenant', async () => {
    const ours = await aSchool(db());
    const theirs = await aStudent(db(), await aSchool(db()));
    const enrol = (studentId: string) =>
      act(users, office(ours), 'enrollStudentInSchool', { studentId, schoolId: ours.id, gradeLevel: '9' });
    const missing = theirs.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await enrol(theirs.id)).toEqual(await enrol(missing));
    expect((await enrol(theirs.id)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'studentId'] },
    ]);
  });
});

describe('moving a student', () => {
  it('ends one enrolment and begins the other on the same day', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const student = await aStudent(db(), first, { student: { homeroom: '9A' } });
    const { student: moved } = await act(users, district(first), 'transferStudent', {
      ...{ studentId: student.id, fromSchoolId: first.id, toSchoolId: second.id, date: TODAY },
      ...{ gradeLevel: '10', homeroom: '10C' },
    });

    expect(moved).toMatchObject({
      ...{ school: { id: second.id }, gradeLevel: '10', homeroom: '10C', enrollmentStatus: 'ACTIVE' },
      schoolEnrollments: [
        { entryDate: TODAY, exitDate: null, exitType: null, status: 'ACTIVE', school: { id: second.id } },
        { exitDate: TODAY, exitType: 'TRANSFERRED', status: 'TRANSFERRED', school: { id: first.id } },
      ],
    });
    expect(await studentRole(student.userId)).toMatchObject([{ orgId: second.id, endDate: null }]);
    expect((await eventsAbout(student.id)).map(({ name }) => name)).toEqual([
      'student.withdrawn',
      'student.enrolled',
      'student.changed',
    ]);
    expect(await listed(first)).toEqual([]);
    expect(await listed(first, { asOf: '2026-03-09' })).toEqual([student.id]);
    expect(await listed(first, { status: 'TRANSFERRED' })).toEqual([student.id]);
    expect(await listed(second)).toEqual([student.id]);
  });

  it('on a day to come leaves the student where they are until then', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const student = await aStudent(db(), first);
    const { student: moved } = await act(users, district(first), 'transferStudent', {
      ...{ studentId: student.id, fromSchoolId: first.id, toSchoolId: second.id, date: '2026-04-01' },
      ...{ gradeLevel: '10', studentNumber: 'B-8' },
    });
    expect(moved).toMatchObject({ school: { id: first.id }, enrollmentStatus: 'ACTIVE', gradeLevel: '9' });
    expect(await listed(second, { status: 'PENDING' })).toEqual([student.id]);
    expect(await listed(second, { asOf: '2026-04-01' })).toEqual([student.id]);
    expect(await listed(first, { asOf: '2026-04-01' })).toEqual([]);
  });

  it('does neither where the other school cannot take the student', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const student = await aStudent(db(), first, { student: { studentNumber: '77' } });
    await aStudent(db(), second, { student: { studentNumber: '77' } });
    const move = (over: object) =>
      act(users, district(first), 'transferStudent', {
        ...{
          studentId: student.id,
          fromSchoolId: first.id,
          toSchoolId: second.id,
          date: TODAY,
          gradeLevel: '9',
        },
        ...over,
      });
    const code = async (over: object) => (await move(over)).userErrors[0].code;
    expect(await code({})).toBe('STUDENT_NUMBER_TAKEN');
    expect(await code({ studentNumber: '78', gradeLevel: '13' })).toBe('UNKNOWN_GRADE_LEVEL');
    expect(await code({ studentNumber: '78', date: '2023-12-31' })).toBe('INVALID_DATE');
    expect(await code({ toSchoolId: first.id })).toBe('ENROLLMENT_OVERLAPS');
    expect(await code({ fromSchoolId: second.id, toSchoolId: first.id })).toBe('NOT_ENROLLED');
    expect(await staysOf(student.id)).toMatchObject([{ schoolId: first.id, exitDate: null }]);
  });

  it('is for whoever administers both schools', async () => {
    const first = await aSchool(db());
    const second = await aSchool(db(), { tenantId: first.tenantId });
    const student = await aStudent(db(), first);
    const input = {
      ...{
        studentId: student.id,
        fromSchoolId: first.id,
        toSchoolId: second.id,
        date: TODAY,
        gradeLevel: '9',
      },
    };
    expect((await act(users, office(first), 'transferStudent', input)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'toSchoolId'] },
    ]);
    const both = office(first);
    both.roles.push({ org: second.id, role: 'TEACHER' });
    expect((await act(users, both, 'transferStudent', input)).userErrors).toEqual([
      { code: 'FORBIDDEN', field: ['input', 'toSchoolId'] },
    ]);
  });
});

describe('withdrawing a student', () => {
  it('ends the enrolment and keeps the history', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school);
    const input = { studentId: student.id, schoolId: school.id, exitType: 'GRADUATED' };
    const { enrollment } = await act(users, office(school), 'withdrawStudent', input);
    expect(enrollment).toMatchObject({ status: 'GRADUATED', exitDate: TODAY, exitType: 'GRADUATED' });
    expect(await listed(school)).toEqual([]);
    expect(await listed(school, { status: 'GRADUATED' })).toEqual([student.id]);
    expect(await listed(school, { asOf: '2026-03-09' })).toEqual([student.id]);
    expect((await act(users, office(school), 'withdrawStudent', input)).userErrors).toEqual([
      { code: 'NOT_ENROLLED', field: ['input', 'studentId'] },
    ]);
  });

  it('takes back an enrolment that has not begun', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: '2026-09-01' });
    const { enrollment } = await act(users, office(school), 'withdrawStudent', {
      ...{ studentId: student.id, schoolId: school.id },
    });
    expect(enrollment).toMatchObject({ exitDate: '2026-09-01', status: 'WITHDRAWN' });
    expect(await listed(school, { asOf: '2026-09-01' })).toEqual([]);
  });

  it('lets a student come back', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: null });
    await aStay(db(), student, { entryDate: '2024-01-01', exitDate: '2025-01-01' });
    const { enrollment } = await act(users, office(school), 'enrollStudentInSchool', {
      ...{ studentId: student.id, schoolId: school.id, gradeLevel: '10', entryType: 'RE_ENTRY' },
    });
    expect(enrollment).toMatchObject({ status: 'ACTIVE', entryType: 'RE_ENTRY' });
    expect(await listed(school, { asOf: '2025-06-01' })).toEqual([]);
    expect(await listed(school, { gradeLevel: '10' })).toEqual([student.id]);
    expect(await listed(school, { asOf: '2024-06-01', gradeLevel: '10' })).toEqual([]);
    expect(await listed(school, { asOf: '2024-06-01', gradeLevel: '9' })).toEqual([student.id]);
  });

  it('refuses a day before the enrolment began', async () => {
    const school = await aSchool(db());
    const student = await aStudent(db(), school, { since: '2026-02-01' });
    const { userErrors } = await act(users, office(school), 'withdrawStudent', {
      ...{ studentId: student.id, schoolId: school.id, exitDate: '2026-01-31' },
    });
    expect(userErrors).toEqual([{ code: 'INVALID_DATE', field: ['input', 'exitDate'] }]);
  });
});

describe('the civil date', () => {
  it('is the school’s: in Kiritimati tomorrow has begun', async () => {
    const school = await aSchool(db(), { timeZone: 'Pacific/Kiritimati' });
    const student = await aStudent(db(), school, { since: '2026-03-11' });
    // At 09:00 UTC it is 23:00 there; the day is the same, and one hour later it is not.
    const read = async () =>
      (
        await users.send(office(school), 'query ($id: ID!) { student(id: $id) { enrollmentStatus } }', {
          id: student.id,
        })
      ).data.student.enrollmentStatus;
    expect(await read()).toBe('PENDING');
    now = new Date('2026-03-10T10:30:00Z');
    expect(await read()).toBe('ACTIVE');
  });
});

it('a student of nobody’s school is not there', async () => {
  const school = await aSchool(db());
  const stranger = await aUser(db(), school);
  const { userErrors } = await act(users, office(school), 'withdrawStudent', {
    ...{ studentId: stranger.id, schoolId: school.id },
  });
  expect(userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'studentId'] }]);
});
