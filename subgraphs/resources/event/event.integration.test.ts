import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { newId } from '../../../kernel/ids';
import { anEvent, someSchool } from '../../../tests/support/resources-builders';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aGuardian, aMember } from '../../../tests/support/viewers';
import { resourcesSubgraph } from '../subgraph';
import { EventCapacity } from './event-capacity.entity';
import { Event } from './event.entity';

const NOW = new Date('2026-11-20T08:00:00Z');
let resources: TestSubgraph;
const db = () => resources.services.db;
/** The relay looks for waiting events at its own times; those statements are not counted. */
const isRead = (sql: string) => /FROM "(resources|events|event_capacities|registrations)"/.test(sql);

beforeAll(async () => {
  resources = await openSubgraph(resourcesSubgraph(), { clock: { now: () => NOW } });
});
afterAll(() => resources.stop());

const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const between = (from: number, to: number) => ({ startsAt: hours(from), endsAt: hours(to) });

async function read(viewer: ViewerClaims | null, id: string) {
  const { data, errors } = await resources.send(
    viewer,
    `query ($id: ID!) { event(id: $id) { id status } _entities(representations: [{ __typename: "Event", id: $id }]) {
      ... on Event { id status } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([data.event]);
  return data.event;
}

interface Listing {
  upcoming?: boolean;
  first?: number;
  after?: string;
}

async function ofSchools(viewer: ViewerClaims | null, schoolIds: string[], args: Listing = {}) {
  const { data, errors } = await resources.send(
    viewer,
    `query ($schools: [_Any!]!, $upcoming: Boolean, $first: Int, $after: String) { _entities(representations: $schools) {
      ... on School { events(upcoming: $upcoming, first: $first, after: $after) {
        nodes { id availability { capacity confirmed remaining } price { amount } } totalCount
        pageInfo { hasNextPage endCursor } } } } }`,
    { schools: schoolIds.map((id) => ({ __typename: 'School', id })), upcoming: true, first: 20, ...args },
  );
  expect(errors).toBeUndefined();
  return data._entities.map(({ events }: { events: { nodes: { id: string }[] } }) => ({
    ...events,
    ids: events.nodes.map(({ id }) => id),
  }));
}

describe('reading an event', () => {
  it('tells when, where, for how much, and how many places are left', async () => {
    const school = someSchool();
    const { id } = await anEvent(db(), school, {
      capacity: 30,
      priceMinorUnits: 25_050n,
      priceCurrency: 'KES',
      venue: 'Hall',
      ...between(24, 26),
      registrationClosesAt: hours(20),
    });
    const { data } = await resources.send(
      aMember(school.tenantId, school.schoolId, 'STUDENT'),
      `query ($id: ID!) { event(id: $id) { title description status startsAt endsAt timeZone venue isPublic
        price { amount currencyCode } registrationOpensAt registrationClosesAt school { id }
        availability { capacity confirmed remaining } } }`,
      { id },
    );
    expect(data.event).toEqual({
      title: 'Science fair',
      description: null,
      status: 'PUBLISHED',
      startsAt: '2026-11-21T08:00:00.000Z',
      endsAt: '2026-11-21T10:00:00.000Z',
      timeZone: 'Africa/Nairobi',
      venue: 'Hall',
      isPublic: false,
      price: { amount: '250.50', currencyCode: 'KES' },
      registrationOpensAt: null,
      registrationClosesAt: '2026-11-21T04:00:00.000Z',
      school: { id: school.schoolId },
      availability: { capacity: 30, confirmed: 0, remaining: 30 },
    });
  });

  it('of a free and unlimited event knows neither price nor limit', async () => {
    const school = someSchool();
    await anEvent(db(), school);
    const [{ nodes }] = await ofSchools(aMember(school.tenantId, school.schoolId, 'STUDENT'), [
      school.schoolId,
    ]);
    expect(nodes).toMatchObject([
      { price: null, availability: { capacity: null, confirmed: 0, remaining: null } },
    ]);
  });

  it('is for the people of the school, and for everybody where it is public', async () => {
    const school = someSchool();
    const [own, open] = [await anEvent(db(), school), await anEvent(db(), school, { isPublic: true })];
    const { tenantId, schoolId } = school;
    const seenBy = async (viewer: ViewerClaims | null) => [
      (await read(viewer, own.id)) !== null,
      (await read(viewer, open.id)) !== null,
    ];
    expect(await seenBy(aMember(tenantId, schoolId, 'STUDENT'))).toEqual([true, true]);
    expect(await seenBy(aGuardian(tenantId, { student: newId('stu'), school: schoolId }))).toEqual([
      true,
      true,
    ]);
    expect(await seenBy(aMember(tenantId, tenantId, 'DISTRICT_ADMINISTRATOR'))).toEqual([true, true]);
    expect(await seenBy(aMember(tenantId, newId('sch'), 'PRINCIPAL'))).toEqual([false, true]);
    expect(await seenBy(aMember(newId('org'), schoolId, 'PRINCIPAL'))).toEqual([false, true]);
    expect(await seenBy(null)).toEqual([false, true]);
  });

  it('says that it is paused or cancelled, but shows nobody a draft', async () => {
    const school = someSchool();
    const principal = aMember(school.tenantId, school.schoolId, 'PRINCIPAL');
    for (const status of ['PAUSED', 'CANCELLED'] as const) {
      const { id } = await anEvent(db(), school, { status });
      expect(await read(principal, id)).toMatchObject({ status });
    }
    const draft = await anEvent(db(), school, { status: 'DRAFT', isPublic: true });
    expect([await read(principal, draft.id), await read(null, draft.id)]).toEqual([null, null]);
    expect((await ofSchools(principal, [school.schoolId]))[0].ids).not.toContain(draft.id);
  });
});

describe('the events of a school', () => {
  it('are those that have not ended, soonest first, unless all are asked for', async () => {
    const school = someSchool();
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const later = await anEvent(db(), school, between(48, 50));
    const running = await anEvent(db(), school, between(-1, 1));
    const ending = await anEvent(db(), school, between(-2, 0));
    const past = await anEvent(db(), school, between(-48, -46));

    const [upcoming] = await ofSchools(member, [school.schoolId]);
    expect([upcoming.ids, upcoming.totalCount]).toEqual([[running.id, later.id], 2]);
    const [all] = await ofSchools(member, [school.schoolId], { upcoming: false });
    expect([all.ids, all.totalCount]).toEqual([[past.id, ending.id, running.id, later.id], 4]);
  });

  it('come in pages, none lost where several begin at once', async () => {
    const school = someSchool();
    const member = aMember(school.tenantId, school.schoolId, 'STUDENT');
    const ids: string[] = [];
    for (const start of [1, 2, 2, 2, 3]) ids.push((await anEvent(db(), school, between(start, 9))).id);

    const [first] = await ofSchools(member, [school.schoolId], { first: 3 });
    const [rest] = await ofSchools(member, [school.schoolId], { first: 3, after: first.pageInfo.endCursor });

    expect([...first.ids, ...rest.ids]).toEqual(ids);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('are the public ones alone to those of another tenant and to nobody in particular', async () => {
    const [ours, theirs] = [someSchool(), someSchool()];
    await anEvent(db(), theirs);
    const open = await anEvent(db(), theirs, { isPublic: true });
    for (const viewer of [aMember(ours.tenantId, ours.schoolId, 'PRINCIPAL'), null]) {
      const [events] = await ofSchools(viewer, [theirs.schoolId]);
      expect([events.ids, events.totalCount]).toEqual([[open.id], 1]);
    }
  });

  it('take the same number of statements for one school and for thirty', async () => {
    const first = someSchool();
    const schools = [first, ...Array.from({ length: 29 }, () => someSchool(first.tenantId))];
    for (const school of schools) for (let i = 0; i < 3; i += 1) await anEvent(db(), school, { capacity: 9 });
    const district = aMember(first.tenantId, first.tenantId, 'DISTRICT_ADMINISTRATOR');
    const statements = async (count: number, size: number) => {
      resources.takeStatements();
      const lists = await ofSchools(
        district,
        schools.slice(0, count).map(({ schoolId }) => schoolId),
        { first: size },
      );
      expect(lists.flatMap(({ ids }: { ids: string[] }) => ids)).toHaveLength(count * size);
      return resources.takeStatements().filter(isRead).length;
    };
    // The pages, their counts, and the availability of all events at once.
    expect([await statements(1, 1), await statements(10, 3), await statements(30, 3)]).toEqual([3, 3, 3]);
  });
});

describe('the database', () => {
  it('refuses impossible events', async () => {
    const school = someSchool();
    await expect(anEvent(db(), school, between(2, 2))).rejects.toThrow('events_end_after_start');
    await expect(anEvent(db(), school, { priceMinorUnits: 5n })).rejects.toThrow('events_price_whole');
    await expect(anEvent(db(), school, { capacity: -1 })).rejects.toThrow('check constraint');
    const window = { registrationOpensAt: hours(2), registrationClosesAt: hours(1) };
    await expect(anEvent(db(), school, window)).rejects.toThrow('events_registration_window');
  });

  it('refuses an event without a counter, more places taken than there are, and hiding what was published', async () => {
    const { id: eventId, ...event } = await anEvent(db(), someSchool(), { capacity: 3 });
    await expect(db().manager.insert(Event, { ...event, id: newId('evn') })).rejects.toThrow(
      'events_have_capacity',
    );
    const taken = (confirmed: number) => db().manager.update(EventCapacity, { eventId }, { confirmed });
    await expect(taken(4)).rejects.toThrow('event_capacities_not_exceeded');
    await expect(taken(-1)).rejects.toThrow('check constraint');
    await expect(db().manager.update(Event, { id: eventId }, { status: 'DRAFT' })).rejects.toThrow(
      'cannot become a draft',
    );
  });
});
