import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { newId } from '../../../kernel/ids';
import { anEvent, aRegistration, aStudentOf, someSchool } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember } from '../../../tests/support/viewers';
import { resourcesSubgraph } from '../subgraph';
import { takePlaces } from './event-places';
import { Registration } from './registration.entity';

let resources: TestSubgraph;
const db = () => resources.services.db;

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph());
  for (const id of STUDENTS) await aStudentOf(db(), SCHOOL, id);
});
afterAll(() => resources.stop());

const REFUSALS = ['EVENT_FULL', 'ALREADY_REGISTERED', 'ALREADY_CANCELLED'];
const SCHOOL = someSchool();
const OFFICE = aMember(SCHOOL.tenantId, SCHOOL.schoolId, 'SITE_ADMINISTRATOR');
const STUDENTS = Array.from({ length: 6 }, () => newId('stu'));

interface Act {
  student: number;
  /** How many places to take; 0 gives back what the student has. */
  quantity: number;
}

/** @returns the code it was refused with, or null where it was done */
async function perform(eventId: string, { student, quantity }: Act): Promise<string | null> {
  const studentId = STUDENTS[student]!;
  const [name, input] =
    quantity > 0
      ? ['registerForEvent', { eventId, studentId, quantity, idempotencyKey: newId('key') }]
      : ['cancelRegistration', { registrationId: (await latest(eventId, studentId))?.id ?? 'reg_none' }];
  const type = name[0]!.toUpperCase() + name.slice(1);
  const { data, errors } = await resources.send(
    OFFICE,
    `mutation ($input: ${type}Input!) { act: ${name}(input: $input) { userErrors { code } } }`,
    { input },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.act.userErrors[0]?.code ?? null;
}

const latest = (eventId: string, studentId: string) =>
  db().manager.findOne(Registration, {
    where: { eventId, studentId },
    order: { registeredAt: 'DESC', id: 'DESC' },
  });

async function places(eventId: string) {
  const [row] = await db().query<
    [{ capacity: number | null; confirmed: number; sum: number; doubles: number }]
  >(
    `SELECT capacity, confirmed,
       (SELECT coalesce(sum(quantity), 0)::int FROM registrations r WHERE r.event_id = c.event_id AND status = 'CONFIRMED') AS sum,
       (SELECT (count(*) - count(DISTINCT student_id))::int FROM registrations r
        WHERE r.event_id = c.event_id AND status = 'CONFIRMED') AS doubles
     FROM event_capacities c WHERE event_id = $1`,
    [eventId],
  );
  return row;
}

it('never gives more places than there are, and counts exactly those that are taken, in whatever order many act at once', async () => {
  const act = fc.record({ student: fc.nat(STUDENTS.length - 1), quantity: fc.nat(3) });
  const waves = fc.array(fc.array(act, { minLength: 2, maxLength: 12 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.option(fc.nat(8)), waves, async (capacity, concurrent) => {
      const { id: eventId } = await anEvent(db(), SCHOOL, { capacity });
      for (const wave of concurrent) {
        const codes = await Promise.all(wave.map((one) => perform(eventId, one)));
        for (const code of codes) expect([null, 'NOT_FOUND', ...REFUSALS]).toContain(code);
        const { confirmed, sum, doubles } = await places(eventId);
        expect(confirmed).toBe(sum);
        expect(confirmed).toBeLessThanOrEqual(capacity ?? Infinity);
        expect(doubles).toBe(0);
      }
    }),
    { numRuns: 25 },
  );
});

it('fills an event to the last place when forty want its seven', async () => {
  const { id: eventId } = await anEvent(db(), SCHOOL, { capacity: 7 });
  const studentIds = await Promise.all(Array.from({ length: 40 }, () => aStudentOf(db(), SCHOOL)));
  const replies = await Promise.all(
    studentIds.map((studentId) =>
      resources.send(
        OFFICE,
        'mutation ($input: RegisterForEventInput!) { registerForEvent(input: $input) { userErrors { code } } }',
        { input: { eventId, studentId, idempotencyKey: newId('key') } },
      ),
    ),
  );
  const refusals = replies.flatMap(({ data }) => data.registerForEvent.userErrors);
  expect(refusals).toEqual(Array.from({ length: 33 }, () => ({ code: 'EVENT_FULL' })));
  expect(await places(eventId)).toMatchObject({ confirmed: 7, sum: 7 });
  const [{ count }] = await db().query<[{ count: string }]>(
    'SELECT count(*) FROM outbox_events WHERE aggregate_id = $1',
    [eventId],
  );
  expect(count).toBe('7');
});

it('registers a student once when two tabs ask at the same moment', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id: eventId } = await anEvent(db(), SCHOOL, { capacity: 20 });
    const codes = await Promise.all(
      [1, 2, 1, 2].map((quantity) => perform(eventId, { student: 0, quantity })),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code !== null)).toEqual(
      Array.from({ length: 3 }, () => 'ALREADY_REGISTERED'),
    );
  }
});

it('cancels while somebody registers the same student, neither waiting for the other for ever', async () => {
  const event = await anEvent(db(), SCHOOL, { capacity: 2 });
  const registration = await aRegistration(db(), event, STUDENTS[0]!);
  const registering = db().createQueryRunner();
  await registering.startTransaction();
  try {
    expect(await takePlaces(registering.manager, event.id, 1)).toBe(true);
    const cancelling = perform(event.id, { student: 0, quantity: 0 });
    await someoneWaits();
    const double = { ...registration, id: newId('reg') };
    await expect(registering.manager.insert(Registration, double)).rejects.toThrow(
      'registrations_one_confirmed',
    );
    await registering.rollbackTransaction();
    expect(await cancelling).toBeNull();
  } finally {
    await registering.release();
  }
  expect(await places(event.id)).toMatchObject({ confirmed: 0, sum: 0 });
});

/** Resolves when a transaction waits for a lock of another. */
async function someoneWaits(): Promise<void> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await db().query<unknown[]>(waiting)).length === 0) await setTimeout(5);
}
