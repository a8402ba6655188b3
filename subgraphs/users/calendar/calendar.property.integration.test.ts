import fc from 'fast-check';
import { addDays } from '../../../kernel/clock';
import { OutboxEvent } from '../../../kernel/events/outbox.entity';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { aMember, aViewer } from '../../../tests/support/viewers';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';

let users: TestSubgraph;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
});
afterAll(() => users.stop());

const FIRST = '2027-01-04';
const LENGTH = 60;
const dayAt = (offset: number) => addDays(FIRST, offset);

const offset = fc.integer({ min: 0, max: LENGTH - 1 });
const kind = fc.constantFrom('HOLIDAY', 'MAKE_UP', 'STRIKE', 'INSTRUCTIONAL', 'LATE_START');
const weekday = fc.constantFrom('MONDAY', 'TUESDAY', 'WEDNESDAY', 'SATURDAY', 'SUNDAY');

/** What an office may do to its calendar, all of it at once. */
const command = fc.oneof(
  fc.record({ act: fc.constant('declare' as const), days: fc.uniqueArray(offset, { maxLength: 5 }), kind }),
  fc.record({ act: fc.constant('year' as const), end: fc.integer({ min: 20, max: LENGTH - 1 }) }),
  fc.record({ act: fc.constant('week' as const), weekdays: fc.uniqueArray(weekday, { minLength: 1 }) }),
  fc.record({
    act: fc.constant('move' as const),
    day: offset,
    zone: fc.constantFrom('Africa/Lagos', 'Asia/Kolkata'),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

interface World {
  school: School;
  yearId: string;
}

async function aWorld(): Promise<World> {
  const school = await aSchool(db());
  const year = { title: '2027', type: 'SCHOOL_YEAR', startDate: FIRST, endDate: dayAt(LENGTH - 1) };
  const { data } = await users.send(
    officeOf(school),
    `mutation ($input: UpsertAcademicSessionsInput!) { upsertAcademicSessions(input: $input) { academicSessions { id } } }`,
    { input: { schoolId: school.id, sessions: [year] } },
  );
  return { school, yearId: data.upsertAcademicSessions.academicSessions[0].id };
}

const officeOf = (school: School) => aMember(school.tenantId, school.id, 'SITE_ADMINISTRATOR');

/** @returns the codes of the refusals */
async function carryOut({ school, yearId }: World, command: Command): Promise<string[]> {
  const { id: schoolId, tenantId } = school;
  const send = async (name: string, input: object, viewer = officeOf(school)) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
    const { data, errors } = await users.send(viewer, query, { input: { schoolId, ...input } });
    if (errors) throw new Error(JSON.stringify(errors));
    return data[name].userErrors.map(({ code }: { code: string }) => code) as string[];
  };
  switch (command.act) {
    case 'declare':
      return send('upsertCalendarDays', {
        days: command.days.map((day) => ({ date: dayAt(day), kind: command.kind })),
      });
    case 'year': {
      const year = {
        id: yearId,
        title: '2027',
        type: 'SCHOOL_YEAR',
        startDate: FIRST,
        endDate: dayAt(command.end),
      };
      return send('upsertAcademicSessions', { sessions: [year] });
    }
    case 'week': {
      const { data } = await users.send(
        officeOf(school),
        'query ($id: ID!) { school(id: $id) { version } }',
        {
          id: schoolId,
        },
      );
      return send('updateSchool', {
        expectedVersion: data.school.version,
        instructionalWeekdays: command.weekdays,
      });
    }
    case 'move': {
      const director = aViewer(tenantId, { roles: [{ org: tenantId, role: 'DISTRICT_ADMINISTRATOR' }] });
      const effectiveFrom = dayAt(command.day);
      return send('changeSchoolTimeZone', { timeZone: command.zone, effectiveFrom }, director);
    }
  }
}

/** The last word on each day that other services were told. */
async function toldDays({ school }: World): Promise<Map<string, boolean>> {
  const events = await db().manager.find(OutboxEvent, {
    where: { aggregateId: school.id, name: 'calendar.changed' },
    order: { sequence: 'ASC' },
  });
  const days = events.flatMap(
    ({ payload }) => (payload as { days: { date: string; isInSession: boolean }[] }).days,
  );
  return new Map(days.map(({ date, isInSession }) => [date, isInSession]));
}

it('whatever several people do to a calendar at once, others were told what is true of every day', async () => {
  const scripts = fc.array(fc.array(command, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(scripts, async (clients) => {
      const world = await aWorld();
      await Promise.all(
        clients.map(async (script) => {
          for (const next of script) {
            const codes = await carryOut(world, next);
            expect(['', 'STALE_OBJECT']).toContain(codes.join());
          }
        }),
      );
      const { data } = await users.send(
        officeOf(world.school),
        `query ($id: ID!, $range: CalendarRangeInput!) { calendar(schoolId: $id, range: $range) { date isInSession }
          school(id: $id) { currency timeZones { effectiveFrom } } }`,
        { id: world.school.id, range: { start: FIRST, end: dayAt(LENGTH - 1) } },
      );
      const told = await toldDays(world);
      const days = data.calendar as { date: string; isInSession: boolean }[];
      expect(days.map(({ date }) => [date, told.get(date) ?? false])).toEqual(
        days.map(({ date, isInSession }) => [date, isInSession]),
      );
      // One zone on each day, and the currency it began with.
      const begins = data.school.timeZones.map(
        ({ effectiveFrom }: { effectiveFrom: string }) => effectiveFrom,
      );
      expect(new Set(begins).size).toBe(begins.length);
      expect(data.school.currency).toBe(world.school.currency);
    }),
    { numRuns: 20, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});
