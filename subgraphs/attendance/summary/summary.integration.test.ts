import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import {
  aClass,
  aMeeting,
  fixedClock,
  NOW,
  statementsOf,
  submit,
  TODAY,
  type TestClass,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { AttendanceSession } from '../session/attendance-session.entity';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const SUMMARY = 'summary { possible recorded notTaken present tardy partial excused unexcused rate }';
const ENTITIES = `query ($representations: [_Any!]!, $range: AttendanceRangeInput!) {
  _entities(representations: $representations) {
    ... on School { attendanceToday { date ${SUMMARY} registersOutstanding asOf } }
    ... on Student {
      attendance(range: $range) { possible recorded present unexcused rate }
      attendanceToday { date ${SUMMARY} records { category student { id } code { code } } }
    } } }`;
const MONTH = { start: '2026-11-01', end: '2026-11-30' };

async function ask(viewer: ViewerClaims | null, typename: string, ids: readonly string[], range = MONTH) {
  const representations = ids.map((id) => ({ __typename: typename, id }));
  const { data, errors } = await attendance.send(viewer, ENTITIES, { representations, range });
  return { entities: data?._entities, errors };
}
const schoolToday = async (viewer: ViewerClaims | null, schoolId: string) =>
  (await ask(viewer, 'School', [schoolId])).entities[0].attendanceToday;
const student = async (viewer: ViewerClaims | null, id: string, range = MONTH) =>
  (await ask(viewer, 'Student', [id], range)).entities[0];

const NOTHING = {
  possible: 0,
  recorded: 0,
  notTaken: 0,
  present: 0,
  tardy: 0,
  partial: 0,
  excused: 0,
  unexcused: 0,
  rate: null,
};

describe('a school’s attendance today', () => {
  it('adds up the registers that have begun or were handed in, and counts those outstanding', async () => {
    const meetings = [
      aMeeting(TODAY, '06:00'),
      aMeeting(TODAY, '07:00'),
      aMeeting(TODAY, '12:00'),
      aMeeting(TODAY, '13:00'),
      aMeeting('2026-11-19'),
    ];
    const klass = await aClass(attendance, { students: 4, meetings });
    const [a, b, c] = klass.studentIds;
    const { L, E, P, N } = klass.codes;
    await submit(attendance, klass, {
      marks: [
        { studentId: a, codeId: L },
        { studentId: b, codeId: E },
        { studentId: c, codeId: N },
      ],
    });
    // Handed in early: its meeting has not begun.
    await submit(attendance, klass, { sessionId: klass.sessions[2]!.id, marks: [], restOfClass: P });
    await submit(attendance, klass, {
      sessionId: klass.sessions[4]!.id,
      marks: [],
      restOfClass: klass.codes.A,
    });

    expect(await schoolToday(klass.teacher, klass.schoolId)).toEqual({
      date: TODAY,
      // Three registers of four; one pupil was not expected; one not taken in the first, four in the second.
      summary: {
        ...NOTHING,
        possible: 11,
        recorded: 6,
        notTaken: 5,
        present: 4,
        tardy: 1,
        excused: 1,
        rate: 5 / 6,
      },
      registersOutstanding: 1,
      asOf: NOW.toISOString(),
    });
  });

  it('leaves out meetings that were cancelled', async () => {
    const klass = await aClass(attendance);
    await attendance.services.db.manager.update(
      AttendanceSession,
      { id: klass.sessions[0]!.id },
      { state: 'CANCELLED' },
    );
    expect(await schoolToday(klass.teacher, klass.schoolId)).toMatchObject({
      summary: NOTHING,
      registersOutstanding: 0,
    });
  });

  it('is that of the school’s own date', async () => {
    const west = { timeZone: 'Pacific/Pago_Pago', meetings: [aMeeting('2026-11-19', '08:10')] };
    const klass = await aClass(attendance, west);
    expect(await schoolToday(klass.teacher, klass.schoolId)).toMatchObject({
      date: '2026-11-19',
      registersOutstanding: 1,
    });
  });

  it('is for those who work there', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    const [child] = klass.studentIds as [string];
    const others = [
      aMember(tenantId, schoolId, 'STUDENT', { student: child }),
      aGuardian(tenantId, { student: child, school: schoolId }),
      aMember(tenantId, 'sch_other', 'PRINCIPAL'),
      aMember('org_other', schoolId, 'PRINCIPAL'),
      aMember('org_other', 'org_other', 'DISTRICT_ADMINISTRATOR'),
      null,
    ];
    for (const viewer of others) expect(await schoolToday(viewer, schoolId)).toBeNull();
    const district = aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR');
    expect(await schoolToday(district, schoolId)).toMatchObject({ date: TODAY });
  });

  it('costs two statements for one school and for thirty', async () => {
    const first = await aClass(attendance);
    const { tenantId } = first;
    const schools = [first.schoolId];
    for (let i = 1; i < 30; i += 1) schools.push((await aClass(attendance, { tenantId })).schoolId);
    const district = aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR');
    for (const many of [1, 10, 30]) {
      const statements = await statementsOf(attendance, async () => {
        const { entities } = await ask(district, 'School', schools.slice(0, many));
        for (const school of entities) expect(school.attendanceToday.summary.possible).toBe(3);
      });
      expect(statements).toHaveLength(2);
    }
  });
});

/** A class with two days behind it: everybody present on Wednesday, the first student absent on Thursday. */
async function aTaughtClass(options: Parameters<typeof aClass>[1] = {}): Promise<TestClass> {
  const meetings = [aMeeting('2026-11-18'), aMeeting('2026-11-19'), aMeeting(TODAY), aMeeting('2026-11-23')];
  const klass = await aClass(attendance, { meetings, ...options });
  const { P, A } = klass.codes;
  const [wednesday, thursday] = klass.sessions;
  await submit(attendance, klass, { sessionId: wednesday!.id, marks: [], restOfClass: P });
  const marks = [{ studentId: klass.studentIds[0], codeId: A }];
  await submit(attendance, klass, { sessionId: thursday!.id, marks, restOfClass: P });
  return klass;
}

describe('a student’s attendance', () => {
  it('counts the days of the range that have come, both ends included', async () => {
    const klass = await aTaughtClass();
    const [id] = klass.studentIds as [string];
    const me = aViewer(klass.tenantId, { student: id });
    const over = async (start: string, end: string) => (await student(me, id, { start, end })).attendance;

    expect(await over('2026-11-01', '2026-11-30')).toEqual({
      possible: 3,
      recorded: 2,
      present: 1,
      unexcused: 1,
      rate: 0.5,
    });
    expect(await over('2026-11-19', '2026-11-19')).toEqual({
      possible: 1,
      recorded: 1,
      present: 0,
      unexcused: 1,
      rate: 0,
    });
    expect(await over('2026-10-01', '2026-10-31')).toEqual({
      possible: 0,
      recorded: 0,
      present: 0,
      unexcused: 0,
      rate: null,
    });
  });

  it('shows today’s marks beside today’s counts', async () => {
    const klass = await aTaughtClass();
    const [id] = klass.studentIds as [string];
    const me = aViewer(klass.tenantId, { student: id });
    expect((await student(me, id)).attendanceToday).toEqual({
      date: TODAY,
      summary: { ...NOTHING, possible: 1, notTaken: 1 },
      records: [],
    });
    await submit(attendance, klass, {
      sessionId: klass.sessions[2]!.id,
      marks: [{ studentId: id, codeId: klass.codes.L }],
    });
    expect((await student(me, id)).attendanceToday).toEqual({
      date: TODAY,
      summary: { ...NOTHING, possible: 1, recorded: 1, tardy: 1, rate: 1 },
      records: [{ category: 'TARDY', student: { id }, code: { code: 'L' } }],
    });
  });

  it('is for the student, the guardian with the switch on, and those who work at the school', async () => {
    const klass = await aTaughtClass();
    const { tenantId, schoolId } = klass;
    const [id, classmate] = klass.studentIds as [string, string];
    const allowed = [
      aViewer(tenantId, { student: id }),
      aGuardian(tenantId, { student: id, school: schoolId }),
      aMember(tenantId, schoolId, 'COUNSELOR'),
    ];
    for (const viewer of allowed) {
      const seen = await student(viewer, id);
      expect([seen.attendance.possible, seen.attendanceToday.date]).toEqual([3, TODAY]);
    }
    const others = [
      aViewer(tenantId, { student: classmate }),
      aGuardian(tenantId, { student: id, school: schoolId, attendance: false }),
      aGuardian(tenantId, { student: classmate, school: schoolId }),
      aMember(tenantId, 'sch_other', 'PRINCIPAL'),
      aMember('org_other', schoolId, 'PRINCIPAL'),
      aMember('org_other', 'org_other', 'DISTRICT_ADMINISTRATOR'),
      null,
    ];
    for (const viewer of others)
      expect(await student(viewer, id)).toEqual({ attendance: null, attendanceToday: null });
  });

  it('shows a school what happened there, and the student what happened anywhere', async () => {
    const here = await aTaughtClass();
    const { tenantId, studentIds } = here;
    const elsewhere = await aTaughtClass({ tenantId, students: studentIds });
    const [id] = studentIds as [string];
    expect((await student(here.principal, id)).attendance).toMatchObject({ possible: 3, recorded: 2 });
    expect((await student(elsewhere.teacher, id)).attendance).toMatchObject({ possible: 3, recorded: 2 });
    expect((await student(aViewer(tenantId, { student: id }), id)).attendance).toMatchObject({
      possible: 6,
      recorded: 4,
    });
  });

  it.each([
    ['ends before it starts', { start: '2026-11-02', end: '2026-11-01' }],
    ['has 367 days', { start: '2025-11-20', end: '2026-11-21' }],
  ])('is refused for a range that %s', async (_what, range) => {
    const klass = await aClass(attendance);
    const { errors } = await ask(klass.principal, 'Student', [klass.studentIds[0]!], range);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['range'] } }]);
  });

  it('is answered for a range of 366 days', async () => {
    const klass = await aTaughtClass();
    const range = { start: '2025-11-20', end: '2026-11-20' };
    expect((await student(klass.principal, klass.studentIds[0]!, range)).attendance).toMatchObject({
      possible: 3,
    });
  });

  it('costs the same number of statements for one student and for forty', async () => {
    const klass = await aTaughtClass({ students: 40 });
    await submit(attendance, klass, {
      sessionId: klass.sessions[2]!.id,
      marks: [],
      restOfClass: klass.codes.P,
    });
    const count = async (many: number) => {
      const statements = await statementsOf(attendance, async () => {
        const { entities } = await ask(klass.teacher, 'Student', klass.studentIds.slice(0, many));
        for (const { attendanceToday } of entities) expect(attendanceToday.records).toHaveLength(1);
      });
      return statements.length;
    };
    const counts = [await count(1), await count(10), await count(40)];
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(5);
  });
});
