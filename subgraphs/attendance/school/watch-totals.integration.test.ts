import type { Identity } from '../../../kernel/auth/signed-identity';
import { aClass, fixedClock, NOW, submit, type TestClass } from '../../../tests/support/attendance-builders';
import { nextOf } from '../../../tests/support/client';
import { createLive } from '../../../tests/support/live';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { attendanceSubgraph } from '../subgraph';

const WATCH = `subscription ($school: ID!, $after: String) { attendanceTotalsChanged(schoolId: $school, after: $after) {
  cursor sequence school { id } today { date registersOutstanding asOf summary { possible recorded present } } } }`;

interface Totals {
  cursor: string;
  sequence: number;
  today: { registersOutstanding: number; summary: { possible: number; recorded: number } };
}

interface Frame {
  data?: { attendanceTotalsChanged: Totals };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

let attendance: TestSubgraph;
const live = createLive<Frame>(() => attendance, WATCH, NOW);

beforeAll(async () => {
  attendance = await openSubgraph(attendanceSubgraph(), { clock: fixedClock, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await attendance.stop();
});

const next = async (frames: AsyncIterator<Frame>) => (await nextOf(frames)).data!.attendanceTotalsChanged;
const correct = (klass: TestClass, expectedVersion: number) =>
  submit(attendance, klass, { expectedVersion, marks: [], restOfClass: klass.codes.P });

/** Everything up to the figures of a register. */
async function until(frames: AsyncIterator<Frame>, sequence: number): Promise<Totals[]> {
  const seen = [await next(frames)];
  while (seen.at(-1)!.sequence < sequence) seen.push(await next(frames));
  return seen;
}

describe('watching a school’s figures of the day', () => {
  it('begins with those of the moment', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const frames = await live.watch(klass.principal, { school: klass.schoolId });
    expect(await next(frames)).toEqual({
      cursor: expect.any(String),
      sequence: 0,
      school: { id: klass.schoolId },
      today: {
        date: '2026-11-20',
        registersOutstanding: 1,
        asOf: NOW.toISOString(),
        summary: { possible: 2, recorded: 0, present: 0 },
      },
    });
  });

  it('tells many registers of a second as one, and the last of them always', async () => {
    const klass = await aClass(attendance, { students: 2 });
    const frames = await live.watch(klass.principal, { school: klass.schoolId });
    await next(frames);
    for (const version of [0, 1, 2, 3, 4, 5]) await correct(klass, version);
    const seen = await until(frames, 6);
    expect(seen.length).toBeLessThan(6);
    const sequences = seen.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(seen.at(-1)).toMatchObject({ today: { registersOutstanding: 0, summary: { recorded: 2 } } });
    await expect(nextOf(frames, 300)).rejects.toThrow('Nothing came');
  });

  it('begins with newer ones than were seen, once there are', async () => {
    const klass = await aClass(attendance);
    const variables = { school: klass.schoolId };
    const { cursor: first } = await next(await live.watch(klass.principal, variables));
    await correct(klass, 0);
    const { cursor, sequence } = await next(
      await live.watch(klass.principal, { ...variables, after: first }),
    );
    expect(sequence).toBe(1);
    const again = await live.watch(klass.principal, { ...variables, after: cursor });
    await correct(klass, 1);
    expect(await next(again)).toMatchObject({ sequence: 2 });
    await expect(nextOf(again, 300)).rejects.toThrow('Nothing came');
  });

  it('knows of no gap where the registers since are not kept: the figures are all there is', async () => {
    const klass = await aClass(attendance);
    const variables = { school: klass.schoolId };
    const { cursor } = await next(await live.watch(klass.principal, variables));
    await correct(klass, 0);
    await attendance.services.db.query('DELETE FROM outbox_events');
    const frames = await live.watch(klass.principal, { ...variables, after: cursor });
    expect(await next(frames)).toMatchObject({ sequence: 1, today: { registersOutstanding: 0 } });
  });

  it('is for those who work at the school', async () => {
    const { tenantId, schoolId, studentIds } = await aClass(attendance);
    const [student] = studentIds as [string];
    const refusalOf = async (viewer: Identity | null, after?: string) =>
      (await nextOf(live.open(viewer, { school: schoolId, after }))).errors?.[0]?.extensions?.code;
    expect(await refusalOf(aMember(tenantId, schoolId, 'STUDENT', { student }))).toBe('FORBIDDEN');
    expect(await refusalOf(aGuardian(tenantId, { student, school: schoolId }))).toBe('FORBIDDEN');
    expect(await refusalOf(aMember('org_other', schoolId, 'PRINCIPAL'))).toBe('NOT_FOUND');
    expect(await refusalOf(null)).toBe('UNAUTHENTICATED');
    expect(await refusalOf(aMember(tenantId, schoolId, 'PRINCIPAL'), 'x')).toBe('BAD_USER_INPUT');
  });

  it('is open to those who share it, who may do nothing else', async () => {
    const klass = await aClass(attendance);
    const { sub: _sub, ...shared } = klass.principal;
    const frames = await live.watch(shared, { school: klass.schoolId });
    expect(await next(frames)).toMatchObject({ today: { registersOutstanding: 1 } });
    const { data, errors } = await attendance.send(
      shared,
      `mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { replayed } }`,
      { input: { sessionId: klass.sessions[0]!.id, expectedVersion: 0, idempotencyKey: 'k', marks: [] } },
    );
    expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
    const register = await attendance.send(
      shared,
      `query ($id: ID!) { attendanceSession(id: $id) { register { student { id } } } }`,
      { id: klass.sessions[0]!.id },
    );
    expect(register.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
