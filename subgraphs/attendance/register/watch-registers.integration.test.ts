import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { aClass, fixedClock, NOW, submit } from '../../../tests/support/attendance-builders';
import { nextOf } from '../../../tests/support/client';
import { createLive } from '../../../tests/support/live';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;

const WATCH = `subscription ($school: ID!) { registerSubmitted(schoolId: $school) {
  session { id state register { student { id } } } sectionTitle expectedCount recordedCount submittedAt submittedBy { id } version } }`;

interface Frame {
  data?: { registerSubmitted: Record<string, unknown> & { session: { register: unknown[] } } };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const live = createLive<Frame>(() => attendance, WATCH, NOW);
const { open, watch } = live;

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await attendance.stop();
});

const refusalOf = async (viewer: ViewerClaims | null, school: string) =>
  (await nextOf(open(viewer, school))).errors?.[0]?.extensions?.code;

describe('watching a school’s registers', () => {
  it('shows each one as it is submitted, with all a board needs', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const frames = await watch(klass.principal, klass.schoolId);
    await submit(attendance, klass);
    await submit(attendance, klass, { expectedVersion: 1, marks: [], restOfClass: klass.codes.P });

    const first = (await nextOf(frames)).data?.registerSubmitted;
    expect(first).toEqual({
      session: {
        id: klass.sessions[0]!.id,
        state: 'SUBMITTED',
        register: klass.studentIds.map((id) => ({ student: { id } })),
      },
      sectionTitle: '9A Maths',
      expectedCount: 2,
      recordedCount: 2,
      submittedAt: NOW.toISOString(),
      submittedBy: { id: klass.teacher.sub },
      version: 1,
    });
    expect((await nextOf(frames)).data?.registerSubmitted.version).toBe(2);
  });

  it('shows nothing of other schools, and nothing of what was refused', async () => {
    const klass = await aClass(attendance);
    const { tenantId, schoolId } = klass;
    const neighbour = await aClass(attendance, { tenantId });
    const namesake = await aClass(attendance, { schoolId });
    const frames = await watch(klass.teacher, schoolId);
    await submit(attendance, neighbour);
    await submit(attendance, namesake);
    await submit(attendance, klass, { expectedVersion: 7 });
    await attendance.drainEvents();
    await submit(attendance, klass);

    expect((await nextOf(frames)).data?.registerSubmitted).toMatchObject({
      session: { id: klass.sessions[0]!.id },
      version: 1,
    });
    await expect(nextOf(frames, 300)).rejects.toThrow('Nothing came');
  });

  it('is for those who work at the school', async () => {
    const { tenantId, schoolId, studentIds } = await aClass(attendance);
    const [student] = studentIds as [string];
    expect(await refusalOf(aMember(tenantId, schoolId, 'STUDENT', { student }), schoolId)).toBe('FORBIDDEN');
    expect(await refusalOf(aGuardian(tenantId, { student, school: schoolId }), schoolId)).toBe('FORBIDDEN');
    expect(await refusalOf(aMember(tenantId, 'sch_other', 'PRINCIPAL'), schoolId)).toBe('NOT_FOUND');
    expect(await refusalOf(aMember('org_other', schoolId, 'PRINCIPAL'), schoolId)).toBe('NOT_FOUND');
    expect(await refusalOf(null, schoolId)).toBe('UNAUTHENTICATED');
  });
});
