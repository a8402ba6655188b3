import {
  aClass,
  aMeeting,
  anEvent,
  enrolment,
  fixedClock,
  someStudents,
  submit,
  type TestClass,
} from '../../../tests/support/attendance-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import type { EventEnvelope } from '../../../kernel/events/bus';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock });
});
afterAll(() => attendance.stop());

const REGISTERS = `query ($school: ID!, $date: Date!) { attendanceSessions(schoolId: $school, date: $date) {
  nodes { id expectedCount recordedCount register { student { id } record { category } } } } }`;

async function registersOn(klass: TestClass, date: string) {
  const { data } = await attendance.send(klass.principal, REGISTERS, { school: klass.schoolId, date });
  return data.attendanceSessions.nodes as {
    id: string;
    expectedCount: number;
    register: { student: { id: string } }[];
  }[];
}

const DAYS = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'] as const;

/** Why an event could not be applied; undefined where it was. */
async function whyWaiting(eventId: string): Promise<string | undefined> {
  const [parked] = await attendance.services.db.query<{ reason: string }[]>(
    'SELECT last_error AS reason FROM parked_events WHERE event_id = $1',
    [eventId],
  );
  return parked?.reason;
}

describe('what courses tells', () => {
  it('opens one register for each meeting, expecting those enrolled on its day', async () => {
    const klass = await aClass(attendance, { students: 2, meetings: DAYS.map((day) => aMeeting(day)) });
    const [joins, leaves] = someStudents(2) as [string, string];
    await attendance.bus.publish([
      enrolment(klass.tenantId, klass.sectionId, [joins], { beginDate: '2026-11-18' }),
      enrolment(klass.tenantId, klass.sectionId, [leaves], { endDate: '2026-11-17' }),
    ]);

    const expected = await Promise.all(DAYS.map(async (day) => (await registersOn(klass, day))[0]!));

    expect(expected.map(({ expectedCount }) => expectedCount)).toEqual([3, 2, 3, 3]);
    for (const { register, expectedCount } of expected) expect(register).toHaveLength(expectedCount);
    const names = expected.map(({ register }) => register.map(({ student }) => student.id));
    expect(names.map((ids) => ids.includes(joins))).toEqual([false, false, true, true]);
    expect(names.map((ids) => ids.includes(leaves))).toEqual([true, false, false, false]);
    expect(names[2]).toEqual([...names[2]!].sort());
  });

  it('counts somebody with two places in a section once', async () => {
    const klass = await aClass(attendance, { students: 2 });
    await attendance.bus.publish([enrolment(klass.tenantId, klass.sectionId, klass.studentIds)]);
    expect(await registersOn(klass, '2026-11-20')).toMatchObject([{ expectedCount: 2, register: [{}, {}] }]);
  });

  it('leaves marks alone and adds nobody’s absence when somebody joins after the register was taken', async () => {
    const klass = await aClass(attendance, { students: 2, meetings: [aMeeting('2026-11-18')] });
    await submit(attendance, klass);
    const [late, backdated] = someStudents(2) as [string, string];
    await attendance.bus.publish([
      enrolment(klass.tenantId, klass.sectionId, [late], { beginDate: '2026-11-19' }),
      enrolment(klass.tenantId, klass.sectionId, [backdated], { beginDate: '2026-11-18' }),
    ]);

    const [register] = await registersOn(klass, '2026-11-18');
    expect(register).toMatchObject({ expectedCount: 3, recordedCount: 2 });
    expect(register!.register).toContainEqual({ student: { id: backdated }, record: null });
    expect(register!.register).not.toContainEqual({ student: { id: late }, record: null });
  });

  it('has its effect once, however often it arrives', async () => {
    const klass = await aClass(attendance, { students: 0 });
    const meeting = aMeeting('2026-11-18');
    const { tenantId, sectionId } = klass;
    const scheduled = () =>
      anEvent('meetings.scheduled', tenantId, sectionId, { sectionId, meetings: [meeting] });
    const enrolled = enrolment(tenantId, sectionId, someStudents(2));
    const again = { ...(enrolled as EventEnvelope<'enrollments.created'>), id: 'evt_told_again' };
    const events = [scheduled(), enrolled, scheduled(), enrolled, again as typeof enrolled];
    await attendance.bus.publish(events);
    await attendance.bus.publish(events);
    expect(await registersOn(klass, '2026-11-18')).toMatchObject([{ expectedCount: 2, register: [{}, {}] }]);
  });

  it('expects nobody any more in a class of which it is told anew that it has no students', async () => {
    const meeting = aMeeting();
    const klass = await aClass(attendance, { meetings: [meeting] });
    const { tenantId, sectionId, schoolId } = klass;
    const snapshot = anEvent('section.snapshot_taken', tenantId, sectionId, {
      ...{ sectionId, schoolId, title: '9A Maths', courseTitle: 'Mathematics', gradeLevel: '9' },
      ...{ timeZone: 'Africa/Nairobi', beginDate: '2026-01-05', endDate: '2026-12-18' },
      ...{ teacherIds: [], meetings: [meeting], enrollments: [] },
    });
    await attendance.bus.publish([snapshot]);
    expect(await registersOn(klass, meeting.schoolDate)).toMatchObject([{ expectedCount: 0, register: [] }]);
  });

  it('waits where the section has not arrived', async () => {
    const event = enrolment('org_1', 'sec_unheard_of', someStudents(1));
    await attendance.bus.publish([event]);
    expect(await whyWaiting(event.id)).toContain('has not arrived');
    const inbox = await attendance.services.db.query('SELECT 1 FROM inbox_events WHERE event_id = $1', [
      event.id,
    ]);
    expect(inbox).toEqual([]);
  });

  it('changes nothing in a section of another tenant', async () => {
    const klass = await aClass(attendance);
    const intruder = enrolment('org_other', klass.sectionId, someStudents(1));
    await attendance.bus.publish([intruder]);
    expect(await whyWaiting(intruder.id)).toContain('has not arrived');
    expect(await registersOn(klass, '2026-11-20')).toMatchObject([{ expectedCount: 3 }]);
  });

  it('about the roster is in the count of a register that is being taken meanwhile', async () => {
    const klass = await aClass(attendance, { students: 20 });
    await Promise.all([
      submit(attendance, klass),
      attendance.bus.publish([enrolment(klass.tenantId, klass.sectionId, someStudents(5))]),
    ]);
    const [register] = await registersOn(klass, '2026-11-20');
    expect(register).toMatchObject({ expectedCount: 25 });
    expect(register!.register).toHaveLength(25);
  });
});
