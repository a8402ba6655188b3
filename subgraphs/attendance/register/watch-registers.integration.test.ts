import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { signIdentity, socketCall } from '../../../kernel/auth/signed-identity';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { aClass, anEvent, fixedClock, NOW, submit } from '../../../tests/support/attendance-builders';
import { nextOf } from '../../../tests/support/client';
import { createListeningBus } from '../../../tests/support/listening-bus';
import { GATEWAY_SECRET, openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { newId } from '../../../kernel/ids';
import type { AttendanceSession } from '../session/attendance-session.entity';
import { attendanceSubgraph } from '../subgraph';

const bus = createListeningBus();
let attendance: TestSubgraph;
/** The tenant that the database is held to, whoever the viewer is; undefined for the viewer's own. */
let heldTo: string | undefined;
const clients: Client[] = [];

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), {
    clock: fixedClock,
    bus,
    scopeOf: (viewer) => heldTo ?? viewer?.tenantId ?? null,
  });
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await attendance.stop();
});

const WATCH = `subscription ($school: ID!) { registerSubmitted(schoolId: $school) {
  session { id state register { student { id } } } sectionTitle expectedCount recordedCount submittedAt submittedBy { id } version } }`;

interface Frame {
  data?: { registerSubmitted: Record<string, unknown> & { session: { register: unknown[] } } };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

/** Subscribes as the gateway does. */
function open(viewer: ViewerClaims | null, school: string): AsyncIterableIterator<Frame> {
  const client = createClient({
    url: attendance.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: signIdentity(GATEWAY_SECRET, socketCall('/graphql'), viewer, NOW.getTime()),
  });
  clients.push(client);
  return client.iterate({ query: WATCH, variables: { school } }) as AsyncIterableIterator<Frame>;
}

/** Subscribes, and resolves when the subgraph is listening. */
async function watch(viewer: ViewerClaims, school: string): Promise<AsyncIterableIterator<Frame>> {
  const listening = bus.nextListener();
  const frames = open(viewer, school);
  await listening;
  return frames;
}

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

  it('reads for each event what the database lets its tenant see, and no more', async () => {
    const { principal, schoolId, sessions, sectionId, tenantId } = await aClass(attendance);
    const [{ id: sessionId }] = sessions as [AttendanceSession];
    const happened = anEvent('register.submitted', tenantId, sessionId, {
      ...{ sessionId, schoolId, sectionId, version: 1, expectedCount: 3, recordedCount: 3 },
      submittedBy: principal.sub,
      submittedAt: NOW.toISOString(),
    });
    const frames = await watch(principal, schoolId);
    heldTo = 'org_other';
    await attendance.bus.publish([happened, { ...happened, id: newId('evt') }]);
    // The first event may have been awaited before, in the scope of then.
    await nextOf(frames);
    expect((await nextOf(frames)).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect(await refusalOf(principal, schoolId)).toBe('NOT_FOUND');
    heldTo = undefined;
  });
});
