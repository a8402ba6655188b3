import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { anEvent, aStudentOf, someSchool, type SchoolIds } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember, aViewer } from '../../../tests/support/viewers';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { EventCapacity } from '../event/event-capacity.entity';
import type { Event } from '../event/event.entity';
import { resourcesSubgraph } from '../subgraph';
import { Registration } from './registration.entity';

let now = new Date('2026-11-20T08:00:00Z');
let resources: TestSubgraph;
const db = () => resources.services.db;

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph(), { clock: { now: () => now } });
});
afterAll(() => resources.stop());
beforeEach(() => {
  now = new Date('2026-11-20T08:00:00Z');
});

const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const aStudentId = () => newId('stu');
const studentOf = ({ tenantId, schoolId }: SchoolIds, student: string) =>
  aMember(tenantId, schoolId, 'STUDENT', { student });
const officeOf = ({ tenantId, schoolId }: SchoolIds) => aMember(tenantId, schoolId, 'SITE_ADMINISTRATOR');

interface Ask {
  eventId: string;
  studentId: string;
  quantity?: number;
  idempotencyKey?: string;
}

async function register(viewer: ViewerClaims | null, ask: Ask) {
  const input = { idempotencyKey: newId('key'), ...ask };
  const { data, errors } = await resources.send(
    viewer,
    `mutation ($input: RegisterForEventInput!) { registerForEvent(input: $input) {
      registration { id status quantity registeredAt student { id } event { id availability { capacity confirmed remaining } } }
      replayed userErrors { code field message } } }`,
    { input },
  );
  return { ...data?.registerForEvent, errors };
}

async function cancel(viewer: ViewerClaims | null, registrationId: string) {
  const { data, errors } = await resources.send(
    viewer,
    `mutation ($input: CancelRegistrationInput!) { cancelRegistration(input: $input) {
      registration { id status event { availability { confirmed } } } userErrors { code field message } } }`,
    { input: { registrationId } },
  );
  return { ...data?.cancelRegistration, errors };
}

const rowsOf = (eventId: string) => db().manager.countBy(Registration, { eventId });
const factsOf = (aggregateId: string) => db().manager.findBy(OutboxEvent, { aggregateId });
const takenOf = async (eventId: string) =>
  (await db().manager.findOneByOrFail(EventCapacity, { eventId })).confirmed;

async function expectNothingWritten(eventId: string) {
  expect([await rowsOf(eventId), await factsOf(eventId), await takenOf(eventId)]).toEqual([0, [], 0]);
}

describe('registering for an event', () => {
  it('gives the student the places and tells the other services in the same transaction', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { capacity: 5 });
    const studentId = aStudentId();

    const { registration, replayed, userErrors } = await register(studentOf(school, studentId), {
      eventId,
      studentId,
      quantity: 2,
    });

    expect([replayed, userErrors]).toEqual([false, []]);
    expect(registration).toMatchObject({
      status: 'CONFIRMED',
      quantity: 2,
      registeredAt: '2026-11-20T08:00:00.000Z',
      student: { id: studentId },
      event: { id: eventId, availability: { capacity: 5, confirmed: 2, remaining: 3 } },
    });
    expect(await factsOf(eventId)).toMatchObject([
      {
        name: 'registration.confirmed',
        tenantId: school.tenantId,
        payload: { eventId, registrationId: registration.id, studentId, schoolId: school.schoolId },
      },
    ]);
  });

  it('is open to a guardian of the student, whatever the switches of the link, and to staff of the school', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const [ward, pupil] = [aStudentId(), await aStudentOf(db(), school)];
    const off = { attendance: false, grades: false, finance: false, reportAbsence: false };
    const guardian = aGuardian(school.tenantId, { student: ward, school: school.schoolId, ...off });
    const teacher = aMember(school.tenantId, school.schoolId, 'TEACHER');

    expect((await register(guardian, { eventId, studentId: ward })).userErrors).toEqual([]);
    expect((await register(teacher, { eventId, studentId: pupil })).userErrors).toEqual([]);
    const by = await db().manager.findBy(Registration, { eventId });
    expect(new Set(by.map((row) => row.registeredBy))).toEqual(new Set([guardian.sub, teacher.sub]));
  });

  it.each([0, -1, 11, 500])('refuses %d places', async (quantity) => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const { registration, userErrors } = await register(officeOf(school), {
      eventId,
      studentId: aStudentId(),
      quantity,
    });
    expect(registration).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'INVALID_QUANTITY', field: ['input', 'quantity'] }]);
    await expectNothingWritten(eventId);
  });

  it.each<[string, () => Partial<Event>]>([
    ['has not opened', () => ({ registrationOpensAt: hours(1) })],
    ['has closed', () => ({ registrationClosesAt: hours(-1) })],
    ['is paused', () => ({ status: 'PAUSED' })],
    ['is for a cancelled event', () => ({ status: 'CANCELLED' })],
    ['is for an event that has begun', () => ({ startsAt: hours(-1), endsAt: hours(1) })],
  ])('refuses while registration %s', async (_why, over) => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, over());
    const studentId = await aStudentOf(db(), school);
    const { userErrors } = await register(officeOf(school), { eventId, studentId });
    expect(userErrors).toMatchObject([{ code: 'REGISTRATION_CLOSED', field: null }]);
    await expectNothingWritten(eventId);
  });

  it('refuses more places than are left, and takes exactly as many as are', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { capacity: 3 });
    const ask = async (quantity: number) =>
      register(officeOf(school), { eventId, studentId: await aStudentOf(db(), school), quantity });

    expect((await ask(4)).userErrors).toMatchObject([{ code: 'EVENT_FULL' }]);
    await expectNothingWritten(eventId);
    expect((await ask(3)).registration.event.availability).toEqual({
      capacity: 3,
      confirmed: 3,
      remaining: 0,
    });
    expect((await ask(1)).userErrors).toMatchObject([{ code: 'EVENT_FULL' }]);
  });

  it('refuses a second registration of the same student, also when the event is full by then', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { capacity: 1 });
    const studentId = await aStudentOf(db(), school);
    await register(officeOf(school), { eventId, studentId });
    const second = await register(officeOf(school), { eventId, studentId });
    expect(second.userErrors).toMatchObject([{ code: 'ALREADY_REGISTERED' }]);
    expect(await factsOf(eventId)).toHaveLength(1);
  });

  it('says nothing of children and events that are none of the caller’s', async () => {
    const [ours, theirs] = [someSchool(), someSchool()];
    const sister = someSchool(ours.tenantId);
    const child = aStudentId();
    const open = await anEvent(db(), ours);
    const draft = await anEvent(db(), ours, { status: 'DRAFT' });
    const foreign = await anEvent(db(), theirs, { isPublic: true });
    const elsewhere = await anEvent(db(), sister);
    const mother = aGuardian(ours.tenantId, { student: child, school: ours.schoolId });
    const codes = async (eventId: string, studentId: string) =>
      (await register(mother, { eventId, studentId })).userErrors;

    const noEvent = { code: 'NOT_FOUND', field: ['input', 'eventId'] };
    const noStudent = { code: 'NOT_FOUND', field: ['input', 'studentId'] };
    expect(await codes(newId('evn'), child)).toMatchObject([noEvent]);
    expect(await codes("' OR 1=1 --", child)).toMatchObject([noEvent]);
    expect(await codes(draft.id, child)).toMatchObject([noEvent]);
    expect(await codes(foreign.id, child)).toMatchObject([noEvent]);
    expect(await codes(elsewhere.id, child)).toMatchObject([noEvent]);
    expect(await codes(open.id, aStudentId())).toMatchObject([noStudent]);
    expect(
      (await register(officeOf(ours), { eventId: open.id, studentId: 'stu_nonsense' })).userErrors,
    ).toMatchObject([noStudent]);
    for (const event of [open, draft, foreign, elsewhere]) await expectNothingWritten(event.id);
  });

  it('is refused to staff for whoever is no student of their school, as if there were no such student', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    for (const studentId of [
      aStudentId(),
      await aStudentOf(db(), someSchool(school.tenantId)),
      await aStudentOf(db(), { tenantId: newId('org'), schoolId: school.schoolId }),
    ]) {
      const { registration, userErrors } = await register(officeOf(school), { eventId, studentId });
      expect(registration).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'studentId'] }]);
    }
    await expectNothingWritten(eventId);
  });

  it('is open to staff for a student of whom users has told', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const studentId = aStudentId();
    const stay = { gradeLevel: '9', homeroom: null, entryDate: '2026-03-01', entryType: 'NEW' };
    const ids = { studentId, schoolId: school.schoolId, userId: newId('usr'), enrollmentId: newId('sen') };
    await db().transaction((tx) =>
      recordEvent(tx, {
        ...{ name: 'student.enrolled', tenantId: school.tenantId, aggregateId: studentId, occurredAt: now },
        payload: { ...ids, ...stay },
      }),
    );
    await resources.drainEvents();
    expect((await register(officeOf(school), { eventId, studentId })).userErrors).toEqual([]);
  });

  it('refuses a child of another school of the district, though the event is public', async () => {
    const hillside = someSchool();
    const lakeside = someSchool(hillside.tenantId);
    const { id: eventId } = await anEvent(db(), hillside, { isPublic: true });
    const studentId = aStudentId();
    for (const viewer of [
      aGuardian(lakeside.tenantId, { student: studentId, school: lakeside.schoolId }),
      studentOf(lakeside, studentId),
    ]) {
      expect((await register(viewer, { eventId, studentId })).userErrors).toMatchObject([
        { code: 'FORBIDDEN' },
      ]);
    }
    await expectNothingWritten(eventId);
  });

  it('asks an anonymous caller to sign in', async () => {
    const { id: eventId } = await anEvent(db(), someSchool(), { isPublic: true });
    const { errors } = await register(null, { eventId, studentId: aStudentId() });
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await cancel(null, newId('reg'))).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    await expectNothingWritten(eventId);
  });
});

describe('sending a registration again', () => {
  it('with the same key changes nothing and answers the same, even after registration has closed', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { registrationClosesAt: hours(1) });
    const viewer = studentOf(school, aStudentId());
    const ask = { eventId, studentId: viewer.student!, idempotencyKey: 'tap' };

    const first = await register(viewer, ask);
    now = hours(2);
    const second = await register(viewer, ask);

    expect(second).toEqual({ ...first, replayed: true });
    expect([await rowsOf(eventId), await takenOf(eventId), (await factsOf(eventId)).length]).toEqual([
      1, 1, 1,
    ]);
  });

  it('with the same key for something else is refused', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const viewer = officeOf(school);
    const ask = { eventId, studentId: await aStudentOf(db(), school), idempotencyKey: 'tap' };
    await register(viewer, ask);
    const other = await register(viewer, { ...ask, quantity: 2 });
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }]);
    expect(await takenOf(eventId)).toBe(1);
  });

  it('with one key many times at once takes the places once', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const viewer = officeOf(school);
    const ask = { eventId, studentId: await aStudentOf(db(), school), idempotencyKey: 'double click' };

    const replies = await Promise.all(Array.from({ length: 8 }, () => register(viewer, ask)));

    for (const { registration, userErrors } of replies) {
      expect(registration ? 'taken' : userErrors[0].code).toMatch(/^(taken|IDEMPOTENCY_CONCURRENT_REQUEST)$/);
    }
    expect([await rowsOf(eventId), await takenOf(eventId), (await factsOf(eventId)).length]).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('cancelling a registration', () => {
  it('gives the places back, and lets the student register anew', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { capacity: 2 });
    const viewer = studentOf(school, aStudentId());
    const ask = { eventId, studentId: viewer.student!, quantity: 2 };
    const { registration } = await register(viewer, ask);

    const cancelled = await cancel(viewer, registration.id);

    expect(cancelled.userErrors).toEqual([]);
    expect(cancelled.registration).toEqual({
      id: registration.id,
      status: 'CANCELLED',
      event: { availability: { confirmed: 0 } },
    });
    expect((await register(viewer, ask)).userErrors).toEqual([]);
  });

  it('gives the places back once, however many cancel at once', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school, { capacity: 9 });
    const office = officeOf(school);
    const aPlace = async (quantity: number) =>
      register(office, { eventId, studentId: await aStudentOf(db(), school), quantity });
    const { registration } = await aPlace(3);
    await aPlace(4);

    const replies = await Promise.all(Array.from({ length: 8 }, () => cancel(office, registration.id)));

    expect(replies.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(replies.flatMap(({ userErrors }) => userErrors).map(({ code }) => code)).toEqual(
      Array.from({ length: 7 }, () => 'ALREADY_CANCELLED'),
    );
    expect(await takenOf(eventId)).toBe(4);
  });

  it('is for the student, the guardian and the staff; for anybody else there is no such registration', async () => {
    const school = someSchool();
    const { id: eventId } = await anEvent(db(), school);
    const studentId = await aStudentOf(db(), school);
    const { registration } = await register(officeOf(school), { eventId, studentId });
    const { tenantId, schoolId } = school;

    for (const stranger of [
      studentOf(school, aStudentId()),
      aGuardian(tenantId, { student: aStudentId(), school: schoolId }),
      aMember(tenantId, newId('sch'), 'PRINCIPAL'),
      aMember(newId('org'), schoolId, 'PRINCIPAL'),
      aViewer(newId('org'), { student: studentId }),
    ]) {
      const { userErrors } = await cancel(stranger, registration.id);
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'registrationId'] }]);
    }
    expect(await takenOf(eventId)).toBe(1);
    const guardian = aGuardian(tenantId, { student: studentId, school: schoolId });
    expect((await cancel(guardian, registration.id)).userErrors).toEqual([]);
  });
});

it('reads the places anew after each of several acts in one operation', async () => {
  const school = someSchool();
  const { id: eventId } = await anEvent(db(), school);
  const seen = 'registration { event { availability { confirmed } } }';
  const { data } = await resources.send(
    officeOf(school),
    `mutation ($a: RegisterForEventInput!, $b: RegisterForEventInput!) {
      a: registerForEvent(input: $a) { ${seen} } b: registerForEvent(input: $b) { ${seen} } }`,
    {
      a: { eventId, studentId: await aStudentOf(db(), school), idempotencyKey: 'a' },
      b: { eventId, studentId: await aStudentOf(db(), school), idempotencyKey: 'b' },
    },
  );
  expect(data.a.registration.event.availability.confirmed).toBe(1);
  expect(data.b.registration.event.availability.confirmed).toBe(2);
});
