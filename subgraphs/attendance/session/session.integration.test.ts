import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import {
  aClass,
  aMeeting,
  fixedClock,
  someStudents,
  statementsOf,
  submit,
  TODAY,
  type TestClass,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { AttendanceCode } from '../code/attendance-code.entity';
import { AttendanceRecord } from '../record/attendance-record.entity';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const SESSION = `query ($id: ID!) { attendanceSession(id: $id) {
  id state version expectedCount recordedCount schoolDate startsAt
  meeting { id } section { id } school { id }
  register { student { id } record { category code { code } minutesLate note recordedBy { id } session { id } } } } }`;
const readSession = (viewer: ViewerClaims | null, klass: TestClass) =>
  attendance.send(viewer, SESSION, { id: klass.sessions[0]!.id });

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on AttendanceSession { id state register { student { id } } }
  ... on AttendanceRecord { id category note code { code } session { id } }
  ... on ClassMeeting { attendanceSession { id recordedCount } } } }`;
const entities = (viewer: ViewerClaims | null, ...representations: object[]) =>
  attendance.send(viewer, ENTITIES, { representations });

const LIST = `query ($school: ID!, $date: Date!, $first: Int! = 20, $after: String, $states: [SessionState!]) {
  attendanceSessions(schoolId: $school, date: $date, first: $first, after: $after, filter: { states: $states }) {
    nodes { id state register { student { id } record { category note } } } pageInfo { hasNextPage endCursor } totalCount } }`;
const CODES = 'query ($school: ID!) { attendanceCodes(schoolId: $school) { code label category } }';

describe('a register', () => {
  it('shows its teacher everybody expected, with the mark where there is one', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const [marked, unmarked] = klass.studentIds;
    await submit(attendance, klass, {
      marks: [{ studentId: marked, codeId: klass.codes.L, minutesLate: 3, note: 'Bus' }],
    });

    const { data } = await readSession(klass.teacher, klass);

    const [session] = klass.sessions;
    expect(data.attendanceSession).toEqual({
      id: session!.id,
      state: 'SUBMITTED',
      version: 1,
      expectedCount: 2,
      recordedCount: 1,
      schoolDate: TODAY,
      startsAt: '2026-11-20T08:00:00.000Z',
      meeting: { id: session!.meetingId },
      section: { id: klass.sectionId },
      school: { id: klass.schoolId },
      register: [
        {
          student: { id: marked },
          record: {
            category: 'TARDY',
            code: { code: 'L' },
            minutesLate: 3,
            note: 'Bus',
            recordedBy: { id: klass.teacher.sub },
            session: { id: session!.id },
          },
        },
        { student: { id: unmarked }, record: null },
      ],
    });
  });

  it('is forbidden to others at the school and unknown to everybody else', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId, studentIds } = klass;
    const [student] = studentIds as [string];
    const codeFor = async (viewer: ViewerClaims | null) => {
      const { data, errors } = await readSession(viewer, klass);
      expect(data.attendanceSession).toBeNull();
      return errors?.[0]?.extensions.code;
    };
    expect(await codeFor(aMember(tenantId, schoolId, 'TEACHER', { staff: 'stf_other' }))).toBe('FORBIDDEN');
    expect(await codeFor(aMember(tenantId, schoolId, 'STUDENT', { student }))).toBe('FORBIDDEN');
    expect(await codeFor(aMember(tenantId, 'sch_other', 'PRINCIPAL'))).toBeUndefined();
    expect(await codeFor(aMember('org_other', schoolId, 'PRINCIPAL'))).toBeUndefined();
    expect(await codeFor(null)).toBe('UNAUTHENTICATED');
    expect((await readSession(klass.principal, klass)).errors).toBeUndefined();
  });
});

describe('the register of a class meeting', () => {
  it('is there for those expected in it and their guardians, but not what it says of others', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    const [student] = klass.studentIds as [string];
    const [outsider] = someStudents(1) as [string];
    await submit(attendance, klass);
    const [session] = klass.sessions;
    const meeting = { __typename: 'ClassMeeting', id: session!.meetingId };
    const seenBy = async (viewer: ViewerClaims | null) =>
      (await entities(viewer, meeting)).data._entities[0].attendanceSession;

    const visible = { id: session!.id, recordedCount: 3 };
    expect(await seenBy(aViewer(tenantId, { student }))).toEqual(visible);
    expect(await seenBy(aGuardian(tenantId, { student, school: schoolId }))).toEqual(visible);
    expect(await seenBy(klass.teacher)).toEqual(visible);
    expect(await seenBy(aGuardian(tenantId, { student, school: schoolId, attendance: false }))).toBeNull();
    expect(await seenBy(aMember(tenantId, schoolId, 'STUDENT', { student: outsider }))).toBeNull();
    expect(await seenBy(aViewer('org_other', { student }))).toBeNull();
    expect(await seenBy(null)).toBeNull();

    const own = await entities(aViewer(tenantId, { student }), {
      __typename: 'AttendanceSession',
      id: session!.id,
    });
    expect(own.data._entities).toEqual([{ id: session!.id, state: 'SUBMITTED', register: null }]);
    expect(own.errors).toMatchObject([
      { path: ['_entities', 0, 'register'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });
});

describe('a mark', () => {
  it('is for the student, the guardian and the school; the note for those who take the register', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const { tenantId, schoolId } = klass;
    const [student, classmate] = klass.studentIds as [string, string];
    await submit(attendance, klass, {
      marks: [{ studentId: student, codeId: klass.codes.A, note: 'Family' }],
    });
    const { id } = await attendance.services.db.manager.findOneByOrFail(AttendanceRecord, {
      studentId: student,
    });
    const seenBy = async (viewer: ViewerClaims | null) => {
      const { data, errors } = await entities(viewer, { __typename: 'AttendanceRecord', id });
      expect(errors).toBeUndefined();
      return data._entities[0];
    };

    const mark = {
      id,
      category: 'UNEXCUSED_ABSENCE',
      code: { code: 'A' },
      session: { id: klass.sessions[0]!.id },
    };
    expect(await seenBy(klass.teacher)).toEqual({ ...mark, note: 'Family' });
    expect(await seenBy(klass.principal)).toEqual({ ...mark, note: 'Family' });
    expect(await seenBy(aMember(tenantId, schoolId, 'COUNSELOR'))).toEqual({ ...mark, note: null });
    expect(await seenBy(aViewer(tenantId, { student }))).toEqual({ ...mark, note: null });
    expect(await seenBy(aGuardian(tenantId, { student, school: schoolId }))).toEqual({ ...mark, note: null });
    expect(await seenBy(aViewer(tenantId, { student: classmate }))).toBeNull();
    expect(await seenBy(aMember('org_other', schoolId, 'PRINCIPAL', { student }))).toBeNull();
    expect(await seenBy(null)).toBeNull();
  });
});

/** Classes of one school, each with one register today. */
async function aSchoolDay(registers: number): Promise<TestClass[]> {
  const times = Array.from({ length: registers }, (_, i) => `0${i % 8}:${10 + Math.floor(i / 8)}`);
  const first = await aClass(attendance, { students: 2, meetings: [aMeeting(TODAY, times[0])] });
  const { tenantId, schoolId } = first;
  const classes = [first];
  for (const time of times.slice(1)) {
    classes.push(
      await aClass(attendance, { tenantId, schoolId, students: 2, meetings: [aMeeting(TODAY, time)] }),
    );
  }
  return classes;
}

describe('the registers of a school’s day', () => {
  it('come in order of time, page by page, and by state', async () => {
    const classes = await aSchoolDay(5);
    const [klass, other] = classes as [TestClass, TestClass];
    await submit(attendance, other, { viewer: other.teacher });
    const page = async (variables: object) => {
      const { data } = await attendance.send(klass.principal, LIST, {
        school: klass.schoolId,
        date: TODAY,
        ...variables,
      });
      return data.attendanceSessions as {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
        totalCount: number;
      };
    };
    const inOrder = classes
      .map(({ sessions }) => sessions[0]!)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());

    const first = await page({ first: 3 });
    const second = await page({ first: 3, after: first.pageInfo.endCursor });

    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, first.totalCount]).toEqual([
      true,
      false,
      5,
    ]);
    expect((await page({ states: ['SUBMITTED'] })).nodes.map(({ id }) => id)).toEqual([
      other.sessions[0]!.id,
    ]);
    expect((await page({ states: ['LOCKED'] })).nodes).toEqual([]);
    expect((await page({ date: '2026-11-19' })).nodes).toEqual([]);
  });

  it('are for the office of the very school', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    const codeFor = async (viewer: ViewerClaims | null) =>
      (await attendance.send(viewer, LIST, { school: schoolId, date: TODAY })).errors?.[0]?.extensions.code;
    expect(await codeFor(klass.teacher)).toBe('FORBIDDEN');
    expect(await codeFor(aMember(tenantId, 'sch_other', 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await codeFor(aMember('org_other', schoolId, 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await codeFor(aMember('org_other', 'org_other', 'DISTRICT_ADMINISTRATOR'))).toBe('NOT_FOUND');
    expect(await codeFor(null)).toBe('UNAUTHENTICATED');
    expect(await codeFor(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'))).toBeUndefined();
  });

  /** A cursor in form, but of a list sorted by other things. */
  const foreignCursor = Buffer.from('["Otieno","stu_1"]').toString('base64url');

  it.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }, { after: foreignCursor }])(
    'refuse a page of %j',
    async (page) => {
      const klass = await aClass(attendance);
      const { errors } = await attendance.send(klass.principal, LIST, {
        school: klass.schoolId,
        date: TODAY,
        ...page,
      });
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: [Object.keys(page)[0]] } },
      ]);
    },
  );

  it('cost the same number of statements whether there is 1, 10 or 30', async () => {
    const [klass] = (await aSchoolDay(30)) as [TestClass];
    const counts: number[] = [];
    for (const first of [1, 10, 30]) {
      const statements = await statementsOf(attendance, async () => {
        const variables = { school: klass.schoolId, date: TODAY, first };
        const { data } = await attendance.send(klass.principal, LIST, variables);
        expect(data.attendanceSessions.nodes).toHaveLength(first);
      });
      counts.push(statements.length);
    }
    expect(new Set(counts).size).toBe(1);
  });

  it('cost the same number of statements when they are asked for by meetings, for a teacher too', async () => {
    const meetings = Array.from({ length: 30 }, (_, i) => aMeeting(TODAY, `0${i % 8}:${10 + i}`));
    const klass = await aClass(attendance, { meetings });
    const count = async (many: number) => {
      const stubs = meetings
        .slice(0, many)
        .map(({ meetingId }) => ({ __typename: 'ClassMeeting', id: meetingId }));
      return (await statementsOf(attendance, () => entities(klass.teacher, ...stubs))).length;
    };
    expect([await count(1), await count(10), await count(30)]).toEqual([1, 1, 1]);
  });
});

describe('the codes of a school', () => {
  it('are read by everybody who belongs to it, in its order, without those retired', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    await attendance.services.db.manager.update(AttendanceCode, { id: klass.codes.R }, { isActive: false });
    const guardian = aGuardian(tenantId, { student: klass.studentIds[0]!, school: schoolId });
    const { data } = await attendance.send(guardian, CODES, { school: schoolId });
    expect(data.attendanceCodes.slice(0, 2)).toEqual([
      { code: 'P', label: 'Present', category: 'PRESENT' },
      { code: 'L', label: 'Late', category: 'TARDY' },
    ]);
    expect(data.attendanceCodes.map(({ code }: { code: string }) => code).join('')).toBe('PLEADHN');
  });

  it('are unknown to everybody else', async () => {
    const { tenantId, schoolId } = await aClass(attendance);
    for (const viewer of [aViewer(tenantId), aMember('org_other', schoolId, 'PRINCIPAL')]) {
      const { errors } = await attendance.send(viewer, CODES, { school: schoolId });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
    const { errors } = await attendance.send(null, CODES, { school: schoolId });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
