import type { EntityManager } from 'typeorm';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { aClass, fixedClock, NOW, submit } from '../../../tests/support/attendance-builders';
import { nextOf } from '../../../tests/support/client';
import { createLive } from '../../../tests/support/live';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { recordOnTopic } from '../../../kernel/events/topics';
import { registersOf } from './registers-topic';
import { attendanceSubgraph } from '../subgraph';

let attendance: TestSubgraph;
/** The tenant that the database is held to, whoever the viewer is; undefined for the viewer's own. */
let heldTo: string | undefined;

const WATCH = `subscription ($school: ID!, $after: String) { registerSubmitted(schoolId: $school, after: $after) { cursor
  session { id state register { student { id } } } sectionTitle expectedCount recordedCount submittedAt submittedBy { id } version } }`;

interface Frame {
  data?: { registerSubmitted: Record<string, unknown> & { session: { register: unknown[] } } };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const live = createLive<Frame>(() => attendance, WATCH, NOW);
const { bus } = live;
const open = (viewer: ViewerClaims | null, school: string, after: string | null = null) =>
  live.open(viewer, { school, after });
/** Subscribes, and resolves when the subgraph is listening. */
const watch = (viewer: ViewerClaims, school: string) => live.watch(viewer, { school });

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), {
    clock: fixedClock,
    bus: live.bus,
    scopeOf: (viewer) => heldTo ?? viewer?.tenantId ?? null,
  });
});
afterEach(() => {
  heldTo = undefined;
});
afterAll(async () => {
  await live.close();
  await attendance.stop();
});

const refusalOf = async (viewer: ViewerClaims | null, school: string, after: string | null = null) =>
  (await nextOf(open(viewer, school, after))).errors?.[0]?.extensions?.code;

describe('watching a school’s registers', () => {
  it('shows each one as it is submitted, with all a board needs', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const frames = await watch(klass.principal, klass.schoolId);
    await submit(attendance, klass);
    await submit(attendance, klass, { expectedVersion: 1, marks: [], restOfClass: klass.codes.P });

    const first = (await nextOf(frames)).data?.registerSubmitted;
    expect(first).toEqual({
      cursor: expect.any(String),
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
    const klass = await aClass(attendance);
    const { principal, schoolId } = klass;
    const frames = await watch(principal, schoolId);
    heldTo = 'org_other';
    for (const version of [1, 2]) await record(attendance.services.db.manager, klass, version);
    await attendance.drainEvents();
    // The first event may have been awaited before, in the scope of then.
    const seen: number[] = [];
    void (async () => {
      for await (const { data } of frames) seen.push(data!.registerSubmitted.version as number);
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen.filter((version) => version !== 1)).toEqual([]);
    expect(await refusalOf(principal, schoolId)).toBe('NOT_FOUND');
  });

  describe('after one that was seen', () => {
    const versions = async (frames: AsyncIterator<Frame>, count: number) => {
      const seen: { version: unknown; cursor: string }[] = [];
      while (seen.length < count) {
        const { version, cursor } = (await nextOf(frames)).data!.registerSubmitted;
        seen.push({ version, cursor: cursor as string });
      }
      return seen;
    };
    const correct = (klass: Awaited<ReturnType<typeof aClass>>, expectedVersion: number) =>
      submit(attendance, klass, { expectedVersion, marks: [], restOfClass: klass.codes.P });

    it('tells what came after it, then what happens, each once and in order', async () => {
      const klass = await aClass(attendance);
      const frames = await watch(klass.principal, klass.schoolId);
      for (const version of [0, 1, 2]) await correct(klass, version);
      const [first] = await versions(frames, 3);

      const listening = bus.nextListener();
      const again = open(klass.principal, klass.schoolId, first!.cursor);
      await listening;
      await correct(klass, 3);
      await attendance.drainEvents();
      expect((await versions(again, 3)).map(({ version }) => version)).toEqual([2, 3, 4]);
      await expect(nextOf(again, 300)).rejects.toThrow('Nothing came');
    });

    it('does not pass by a register whose transaction commits late', async () => {
      const klass = await aClass(attendance);
      const frames = await watch(klass.principal, klass.schoolId);
      const db = attendance.services.db;
      const late = db.createQueryRunner();
      await late.startTransaction();
      await record(late.manager, klass, 1);
      const other = db.createQueryRunner();
      await other.startTransaction();
      const behind = record(other.manager, klass, 2).then(() => other.commitTransaction());
      await late.commitTransaction();
      await behind;
      await Promise.all([late.release(), other.release()]);
      await attendance.drainEvents();
      expect((await versions(frames, 2)).map(({ version }) => version)).toEqual([1, 2]);
    });

    it('says that there is a gap where what came after it is no longer kept', async () => {
      const klass = await aClass(attendance);
      const frames = await watch(klass.principal, klass.schoolId);
      for (const version of [0, 1, 2]) await correct(klass, version);
      const [first, , third] = await versions(frames, 3);
      await attendance.services.db.query(
        `DELETE FROM outbox_events WHERE sequence IN (SELECT outbox_sequence FROM topic_events WHERE topic = $1)`,
        [registersOf(klass.schoolId)],
      );
      expect(await refusalOf(klass.principal, klass.schoolId, first!.cursor)).toBe('SUBSCRIPTION_GAP');
      const listening = bus.nextListener();
      const again = open(klass.principal, klass.schoolId, third!.cursor);
      await listening;
      await correct(klass, 3);
      expect((await versions(again, 1))[0]!.version).toBe(4);
    });

    it.each(['', 'x', Buffer.from('topic:999999').toString('base64url')])(
      'refuses %j, which is no cursor',
      async (cursor) => {
        const klass = await aClass(attendance);
        expect(await refusalOf(klass.principal, klass.schoolId, cursor)).toBe('BAD_USER_INPUT');
      },
    );
  });
});

type Class = Awaited<ReturnType<typeof aClass>>;

/** Tells of a register without anything else that goes with it. */
function record(tx: EntityManager, klass: Class, version: number): Promise<void> {
  const { sessions, schoolId, sectionId, tenantId, principal } = klass;
  const sessionId = sessions[0]!.id;
  return recordOnTopic(tx, registersOf(schoolId), {
    ...{ name: 'register.submitted', tenantId, aggregateId: sessionId, occurredAt: NOW },
    payload: {
      ...{ sessionId, schoolId, sectionId, version, expectedCount: 3, recordedCount: 3 },
      submittedBy: principal.sub,
      submittedAt: NOW.toISOString(),
    },
  });
}
