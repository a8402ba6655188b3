import { addDays, civilDate } from '../../kernel/clock';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from '../../platform/demo/demo-id';
import { nextOf, openSocket, savedOperation, send } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { takeRegister } from '../support/registers';

let stack: DemoStack;
const url = () => stack.gateway.url;
const today = civilDate(new Date(), RASOHA.timeZone);
const mathematics = demoId(ID_PREFIXES.ClassSection, `${RASOHA.name} Mathematics 9A`);

beforeAll(async () => {
  stack = await openDemoStack();
});
afterAll(() => stack?.stop());

describe('ClassPage', () => {
  it('shows a teacher the class, its register and everybody on the roster', async () => {
    const { data, errors } = await send(url(), await stack.tokenFor('teacher'), savedOperation('ClassPage'), {
      section: mathematics,
      day: today,
      from: addDays(today, -30),
    });

    expect(errors).toBeUndefined();
    expect(data.section).toMatchObject({ title: 'Mathematics 9A', course: { title: 'Mathematics 9' } });
    expect(data.section.course.resources.nodes).toHaveLength(2);
    const [meeting] = data.section.meetings;
    expect(meeting.attendanceSession).toMatchObject({
      expectedCount: 25,
      recordedCount: 0,
      state: 'SCHEDULED',
    });
    expect(meeting.attendanceSession.register).toHaveLength(25);
    expect(meeting.attendanceSession.register[0].student.user.familyName).toEqual(expect.any(String));
    expect(data.section.roster.nodes).toHaveLength(25);
    for (const { student, progress } of data.section.roster.nodes) {
      expect(student.attendance.recorded).toBeGreaterThan(15);
      expect(student.attendance.rate).toBeGreaterThan(0.5);
      expect(progress.percentage).toEqual(expect.any(Number));
    }
  });

  it('keeps the register from a student of the class', async () => {
    const { data, errors } = await send(url(), await stack.tokenFor('student'), savedOperation('ClassPage'), {
      section: mathematics,
      day: today,
      from: today,
    });
    expect(data.section).toMatchObject({ title: 'Mathematics 9A', roster: null });
    expect(data.section.meetings[0].attendanceSession.register).toBeNull();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});

describe('WardsDay', () => {
  it('shows a guardian every child with data of all five services, and fees only where the switch is on', async () => {
    const { data, errors } = await send(url(), await stack.tokenFor('guardian'), savedOperation('WardsDay'), {
      day: today,
    });

    expect(errors).toBeUndefined();
    expect(data.viewer.wards).toHaveLength(3);
    for (const { student } of data.viewer.wards) {
      expect(student.school).toEqual({ name: 'Rasoha Academy', timeZone: 'Africa/Nairobi' });
      expect(student.timetable).toHaveLength(6);
      expect(student.timetable[0].section.title).toContain(student.homeroom);
      expect(student.attendanceToday.summary).toMatchObject({ recorded: 0, rate: null });
      expect(student.enrollments.nodes).toHaveLength(3);
    }
    const withFees = data.viewer.wards.filter((ward: never) => ward['student']['fees'] !== null);
    expect(withFees).toHaveLength(2);
    const first = demoId(ID_PREFIXES.Student, `${RASOHA.name} 9A-1`);
    const eldest = data.viewer.wards.find((ward: never) => ward['student']['id'] === first);
    expect(eldest.student.registrations.nodes.length).toBeGreaterThan(0);
  });
});

describe('RegisterFeed', () => {
  it('brings each register within a second, with names from the services that own them', async () => {
    const token = await stack.tokenFor('office');
    const socket = openSocket(stack.gateway.wsUrl, token);
    const feed = socket.iterate({ query: savedOperation('RegisterFeed'), variables: { school: RASOHA.id } });
    let arrivedAt = Infinity;
    const first = nextOf(feed, 10_000).finally(() => (arrivedAt = Date.now()));
    await subscribed(stack);

    const submitted = await takeRegister(url(), token, { schoolId: RASOHA.id, date: today });
    const submittedAt = Date.now();
    const { data, errors } = await first;

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      registerSubmitted: {
        expectedCount: 25,
        recordedCount: 25,
        version: 1,
        submittedBy: { givenName: expect.any(String) },
        session: { id: submitted, state: 'SUBMITTED', section: { course: { title: expect.any(String) } } },
      },
    });
    expect(arrivedAt - submittedAt).toBeLessThan(1_000);
    await socket.dispose();
  });

  it('is refused to a guardian', async () => {
    const socket = openSocket(stack.gateway.wsUrl, await stack.tokenFor('guardian'));
    const feed = socket.iterate({ query: savedOperation('RegisterFeed'), variables: { school: RASOHA.id } });
    const outcome = await nextOf(feed).catch((error: unknown) => error);
    expect(JSON.stringify(outcome)).toMatch(/FORBIDDEN|NOT_FOUND/);
    await socket.dispose();
  });
});

/** Resolves when attendance has an open live tail: what is submitted from then on is heard. */
async function subscribed({ subgraphs }: DemoStack): Promise<void> {
  const sockets = () => subgraphs.attendance.openStreams();
  for (let i = 0; i < 100 && sockets() === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}
