import type { Identity } from '../../../kernel/auth/signed-identity';
import { newId } from '../../../kernel/ids';
import { nextOf } from '../../../tests/support/client';
import { createLive } from '../../../tests/support/live';
import { anEvent, someSchool } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import { Event } from '../event/event.entity';
import { resourcesSubgraph } from '../subgraph';

const WATCH = `subscription ($event: ID!, $after: String) { eventAvailability(eventId: $event, after: $after) {
  cursor sequence event { title } availability { capacity confirmed remaining } } }`;

interface Places {
  cursor: string;
  sequence: number;
  availability: { confirmed: number; remaining: number | null };
}

interface Frame {
  data?: { eventAvailability: Places };
  errors?: readonly { extensions?: { code?: unknown } }[];
}

const NOW = new Date('2026-11-20T08:00:00Z');
let resources: TestSubgraph;
const db = () => resources.services.db;
const live = createLive<Frame>(() => resources, WATCH, NOW);

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph(), { clock: { now: () => NOW }, bus: live.bus });
});
afterAll(async () => {
  await live.close();
  await resources.stop();
});

/** A public event of twelve places, unless said otherwise. */
async function aFair(over: Partial<Event> = {}) {
  const school = someSchool();
  const event = await anEvent(db(), school, { capacity: 12, isPublic: true, ...over });
  const studentOf = (student: string) => aMember(school.tenantId, school.schoolId, 'STUDENT', { student });
  /** @returns the registration's id */
  const register = async (): Promise<string> => {
    const student = newId('stu');
    const { data } = await resources.send(
      studentOf(student),
      `mutation ($input: RegisterForEventInput!) { registerForEvent(input: $input) { registration { id } } }`,
      { input: { eventId: event.id, studentId: student, idempotencyKey: newId('key') } },
    );
    return data.registerForEvent.registration.id;
  };
  const cancel = async (registrationId: string) => {
    const staff = aMember(school.tenantId, school.schoolId, 'TEACHER');
    const { data } = await resources.send(
      staff,
      `mutation ($input: CancelRegistrationInput!) { cancelRegistration(input: $input) { userErrors { code } } }`,
      { input: { registrationId } },
    );
    expect(data.cancelRegistration.userErrors).toEqual([]);
  };
  return { school, event, register, cancel };
}

const next = async (frames: AsyncIterator<Frame>) => (await nextOf(frames)).data!.eventAvailability;

async function until(frames: AsyncIterator<Frame>, sequence: number): Promise<Places[]> {
  const seen = [await next(frames)];
  while (seen.at(-1)!.sequence < sequence) seen.push(await next(frames));
  return seen;
}

describe('watching the places at an event', () => {
  it.each([
    ['nobody in particular', null],
    ['somebody of another tenant', aViewer('org_other')],
  ])('begins with how many there are, and tells %s as they go, where it is public', async (_who, viewer) => {
    const { event, register, cancel } = await aFair();
    const frames = await live.watch(viewer, { event: event.id });
    expect(await next(frames)).toEqual({
      cursor: expect.any(String),
      sequence: 0,
      event: { title: 'Science fair' },
      availability: { capacity: 12, confirmed: 0, remaining: 12 },
    });
    const registration = await register();
    expect(await next(frames)).toMatchObject({ sequence: 1, availability: { confirmed: 1, remaining: 11 } });
    await cancel(registration);
    expect(await next(frames)).toMatchObject({ sequence: 2, availability: { confirmed: 0, remaining: 12 } });
  });

  it('tells what happens at once as one, and the last of it always', async () => {
    const { event, register } = await aFair();
    const frames = await live.watch(null, { event: event.id });
    await next(frames);
    await Promise.all(Array.from({ length: 12 }, register));
    const seen = await until(frames, 12);
    expect(seen.length).toBeLessThan(6);
    expect(seen.at(-1)!.availability).toMatchObject({ confirmed: 12, remaining: 0 });
  });

  it('begins with what is newer than what was seen, whether or not it is kept what happened since', async () => {
    const { event, register } = await aFair();
    const { cursor } = await next(await live.watch(null, { event: event.id }));
    await register();
    await db().query('DELETE FROM outbox_events');
    const seen = await next(await live.watch(null, { event: event.id, after: cursor }));
    expect(seen).toMatchObject({ sequence: 1, availability: { confirmed: 1 } });
  });

  it('is over for those whom the event is not for any more', async () => {
    const { event, register } = await aFair();
    const frames = await live.watch(aViewer('org_other'), { event: event.id });
    await next(frames);
    await db().manager.update(Event, { id: event.id }, { isPublic: false });
    await register();
    // Other tenants do not even see that something has changed.
    await expect(nextOf(frames, 1_000)).rejects.toThrow('Nothing came');
  });

  it('is for the school’s own people where the event is', async () => {
    const { event, school } = await aFair({ isPublic: false });
    const refusalOf = async (viewer: Identity | null) =>
      (await nextOf(live.open(viewer, { event: event.id }))).errors?.[0]?.extensions?.code;
    expect(await refusalOf(null)).toBe('NOT_FOUND');
    expect(await refusalOf(aViewer('org_other'))).toBe('NOT_FOUND');
    expect(await refusalOf({ tenant: school.tenantId, roles: [] })).toBe('NOT_FOUND');
    const { sub: _sub, ...shared } = aMember(school.tenantId, school.schoolId, 'STUDENT');
    expect(await next(await live.watch(shared, { event: event.id }))).toMatchObject({ sequence: 0 });
  });
});
