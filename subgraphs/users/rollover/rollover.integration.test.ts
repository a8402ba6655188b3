import type { Clock } from '../../../kernel/clock';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { newId } from '../../../kernel/ids';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aStudent, grantRole } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember } from '../../../tests/support/viewers';
import { AcademicSession } from '../calendar/academic-session.entity';
import type { School } from '../school/school.entity';
import type { Student } from '../student/student.entity';
import { usersSubgraph } from '../subgraph';
import { User } from '../user/user.entity';
import { RoleAssignment } from '../user/role-assignment.entity';

let users: TestSubgraph;
let now = new Date('2026-11-24T09:00:00Z');
const clock: Clock = { now: () => now };
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { clock });
});
afterAll(() => users.stop());
beforeEach(() => {
  now = new Date('2026-11-24T09:00:00Z');
});

const ROLL = `mutation ($input: RolloverSchoolYearInput!) { rolloverSchoolYear(input: $input) {
  promoted retained graduated applied userErrors { code field } } }`;

/** A school with two years, and three students each in grades 9, 10 and 11. */
async function aSchoolAtTheTurn() {
  const school = await aSchool(db(), { gradeLevels: ['9', '10', '11'] });
  const year = (title: string, startDate: string, endDate: string) =>
    db().manager.save(AcademicSession, {
      ...{ id: newId('acs'), tenantId: school.tenantId, schoolId: school.id, parentId: null },
      ...{ type: 'SCHOOL_YEAR' as const, title, schoolYear: Number(endDate.slice(0, 4)), startDate, endDate },
    });
  const from = await year('2026', '2026-01-05', '2026-11-27');
  const to = await year('2027', '2027-01-04', '2027-11-26');
  const students: Student[] = [];
  for (const gradeLevel of ['9', '9', '9', '10', '10', '10', '11', '11', '11']) {
    const student = await aStudent(db(), school);
    await db().query('UPDATE school_enrollments SET grade_level = $2 WHERE student_id = $1', [
      student.id,
      gradeLevel,
    ]);
    await db().query('UPDATE students SET grade_level = $2 WHERE id = $1', [student.id, gradeLevel]);
    await grantRole(
      db(),
      await db().manager.findOneByOrFail(User, { id: student.userId }),
      school.id,
      'STUDENT',
    );
    students.push(student);
  }
  const office = aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');
  const roll = async (over: object = {}, viewer = office) => {
    const input = { schoolId: school.id, fromSessionId: from.id, toSessionId: to.id, dryRun: false, ...over };
    return (await users.send(viewer, ROLL, { input })).data.rolloverSchoolYear;
  };
  return { school, from, to, students, office, roll };
}

/** Grade levels of a school's students on a day, in the order of the students. */
async function gradesOn({ id }: School, students: readonly Student[], date: string) {
  const rows = await db().query<{ student_id: string; grade_level: string }[]>(
    `SELECT student_id, grade_level FROM school_enrollments
     WHERE school_id = $1 AND entry_date <= $2 AND coalesce(exit_date > $2, true)`,
    [id, date],
  );
  const grades = new Map(rows.map((row) => [row.student_id, row.grade_level]));
  return students.map((student) => grades.get(student.id) ?? null);
}

describe('the roll-over of a school year', () => {
  it('promotes grade by grade, keeps those who stay, and lets the highest grade go, on the first day of the new year', async () => {
    const { school, students, roll, office } = await aSchoolAtTheTurn();
    const retainedStudentIds = [students[0]!.id];
    expect(await roll({ retainedStudentIds })).toEqual({
      ...{ promoted: 5, retained: 1, graduated: 3, applied: true },
      userErrors: [],
    });
    expect(await gradesOn(school, students, '2027-01-03')).toEqual([
      '9',
      '9',
      '9',
      '10',
      '10',
      '10',
      '11',
      '11',
      '11',
    ]);
    expect(await gradesOn(school, students, '2027-01-04')).toEqual([
      ...['9', '10', '10', '11', '11', '11'],
      ...[null, null, null],
    ]);
    const grade = async (student: Student) => {
      const { data } = await users.send(
        office,
        'query ($id: ID!) { student(id: $id) { gradeLevel enrollmentStatus } }',
        { id: student.id },
      );
      return data.student;
    };
    expect(await grade(students[1]!)).toEqual({ gradeLevel: '9', enrollmentStatus: 'ACTIVE' });
    now = new Date('2027-01-04T09:00:00Z');
    expect(await grade(students[1]!)).toEqual({ gradeLevel: '10', enrollmentStatus: 'ACTIVE' });
    expect(await grade(students[8]!)).toEqual({ gradeLevel: '11', enrollmentStatus: 'GRADUATED' });
  });

  it('tells what it would do, and does nothing, where it is only asked for', async () => {
    const { school, students, roll } = await aSchoolAtTheTurn();
    expect(await roll({ dryRun: true })).toMatchObject({ promoted: 6, graduated: 3, applied: false });
    expect(await gradesOn(school, students, '2027-01-04')).toEqual([
      '9',
      '9',
      '9',
      '10',
      '10',
      '10',
      '11',
      '11',
      '11',
    ]);
  });

  it('has nothing left to do the second time, also for two who ask at once', async () => {
    const { school, students, roll } = await aSchoolAtTheTurn();
    const both = await Promise.all([roll(), roll()]);
    expect(both.map(({ applied }) => applied).sort()).toEqual([false, true]);
    expect(await roll()).toEqual({ promoted: 0, retained: 0, graduated: 0, applied: false, userErrors: [] });
    expect(await gradesOn(school, students, '2027-01-04')).toEqual([
      ...['10', '10', '10', '11', '11', '11'],
      ...[null, null, null],
    ]);
    const events = await db().manager.countBy(OutboxEvent, {
      tenantId: school.tenantId,
      name: 'student.enrolled',
    });
    expect(events).toBe(6);
  });

  it('ends the roles of those who leave, and of nobody else', async () => {
    const { school, students, roll } = await aSchoolAtTheTurn();
    await roll();
    const roles = await db().manager.findBy(RoleAssignment, { orgId: school.id, role: 'STUDENT' });
    const ended = roles.filter(({ endDate }) => endDate === '2027-01-04').map(({ userId }) => userId);
    expect(ended.sort()).toEqual(
      students
        .slice(6)
        .map(({ userId }) => userId)
        .sort(),
    );
  });

  it('lets go as arranged who leaves in the middle of the new year', async () => {
    const { school, students, roll } = await aSchoolAtTheTurn();
    await db().query(
      `UPDATE school_enrollments SET exit_date = '2027-03-01', exit_type = 'WITHDRAWN' WHERE student_id = $1`,
      [students[0]!.id],
    );
    await roll();
    expect((await gradesOn(school, students, '2027-02-28'))[0]).toBe('10');
    expect((await gradesOn(school, students, '2027-03-01'))[0]).toBeNull();
  });

  it.each([
    [
      'a year that does not follow',
      (t: Turn) => ({ fromSessionId: t.to.id, toSessionId: t.from.id }),
      'INVALID_ACADEMIC_SESSION',
    ],
    ['another school’s year', async () => ({ toSessionId: (await aSchoolAtTheTurn()).to.id }), 'NOT_FOUND'],
    [
      'somebody retained who is not there',
      async () => ({ retainedStudentIds: [(await aSchoolAtTheTurn()).students[0]!.id] }),
      'NOT_ENROLLED',
    ],
  ])('refuses %s, and changes nothing', async (_what, over, code) => {
    const turn = await aSchoolAtTheTurn();
    expect(await turn.roll(await over(turn))).toMatchObject({ applied: false, userErrors: [{ code }] });
    expect(await gradesOn(turn.school, turn.students, '2027-01-04')).toEqual([
      '9',
      '9',
      '9',
      '10',
      '10',
      '10',
      '11',
      '11',
      '11',
    ]);
  });

  it('is for the school’s office alone', async () => {
    const { school, roll } = await aSchoolAtTheTurn();
    expect((await roll({}, aMember(school.tenantId, school.id, 'TEACHER'))).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    const other = await aSchool(db());
    expect((await roll({}, aMember(other.tenantId, other.id, 'PRINCIPAL'))).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });
});

type Turn = Awaited<ReturnType<typeof aSchoolAtTheTurn>>;
