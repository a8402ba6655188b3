import fc from 'fast-check';
import { Client } from 'pg';
import type { RunningGateway } from '../../gateway/start-gateway';
import { ROLES, type ViewerClaims } from '../../kernel/auth/viewer';
import { createMemoryStore } from '../../kernel/cache/memory-store';
import { callsOf, startGatewayOver, tokensOf } from '../support/cached-stack';
import { send } from '../support/client';
import { LAKESIDE, openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import type { Reply } from '../support/subgraph';

const SCHOOLS = [RASOHA, LAKESIDE];

/** What answers may be kept of, and what stands around it. */
const SCHOOL = `query ($school: ID!, $day: Date!) { school(id: $school) { name timeZone gradeLevels version
  permissions { canUpdate canReadAudit } periods { title startsAt } calendarDay(date: $day) { kind isInSession label }
  academicSessions { title school { name } } } }`;
const CALENDAR = `query ($school: ID!, $day: Date!) {
  calendar(schoolId: $school, range: { start: $day, end: $day }) { date kind label isInSession school { name } } }`;
const YEARS = `query ($school: ID!) { academicSessions(schoolId: $school) { title parent { title } children { title } } }`;
const CODES = `query ($school: ID!) { attendanceCodes(schoolId: $school) { code label category } }`;
const COURSE = `query ($course: ID!) { course(id: $course) {
  title status lessons { title kind } school { id name locale permissions { canUpdate } } } }`;
const SECTION = `query ($section: ID!) { section(id: $section) {
  title course { title lessons { title } school { name calendarDay(date: "2026-03-10") { isInSession } } } } }`;
const MINE = `query ($school: ID!) { viewer { user { id givenName } } school(id: $school) { name } }`;
const QUERIES = [SCHOOL, CALENDAR, YEARS, CODES, COURSE, SECTION, MINE];
const DAYS = ['2026-03-09', '2026-03-10', '2026-03-14'];

const UPDATE = `mutation ($input: UpdateSchoolInput!) { updateSchool(input: $input) { userErrors { code } } }`;
const DECLARE = `mutation ($input: UpsertCalendarDaysInput!) { upsertCalendarDays(input: $input) { userErrors { code } } }`;

let stack: DemoStack;
let plain: RunningGateway;
let tokenOf: (claims: ViewerClaims) => Promise<string>;
let ids: Record<'course' | 'section' | 'student' | 'staff', string[]>;

beforeAll(async () => {
  const store = createMemoryStore();
  stack = await openDemoStack({ openCacheStore: () => store });
  plain = await startGatewayOver(stack);
  tokenOf = tokensOf(stack);
  const courses = (sql: string) => column(stack.databaseUrl('courses'), sql);
  const users = (sql: string) => column(stack.databaseUrl('users'), sql);
  const perSchool = (table: string) =>
    `SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY tenant_id ORDER BY id) FROM ${table}) AS few
     WHERE row_number <= 3`;
  ids = {
    course: await courses(perSchool('courses')),
    section: await courses(perSchool('class_sections')),
    student: await users(perSchool('students')),
    staff: await users(perSchool('staff')),
  };
});
afterAll(async () => {
  await plain?.stop();
  await stack?.stop();
});

async function column(url: string, sql: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}

/** What a client is told, but for the id that every request has of its own. */
const told = ({ data, errors }: Reply) => ({
  data,
  errors: errors?.map(({ message, path, extensions }) => [message, path, extensions.code]),
});

const anyOf = (values: readonly string[]) => fc.constantFrom(...values);

/** Anybody at all, also such as nobody would ever be. */
const someClaims = () =>
  fc.record(
    {
      sub: anyOf(['usr_a', 'usr_b']),
      tenant: anyOf([...SCHOOLS.map(({ tenantId }) => tenantId), 'org_of_nobody']),
      roles: fc.array(
        fc.record({
          org: anyOf(SCHOOLS.flatMap(({ id, tenantId }) => [id, tenantId])),
          role: fc.constantFrom(...ROLES),
        }),
        { maxLength: 2 },
      ),
      student: anyOf(ids.student),
      staff: anyOf(ids.staff),
      wards: fc.array(
        fc.record({
          student: anyOf(ids.student),
          school: anyOf(SCHOOLS.map(({ id }) => id)),
          attendance: fc.boolean(),
          grades: fc.boolean(),
          finance: fc.boolean(),
          reportAbsence: fc.boolean(),
        }),
        { maxLength: 1 },
      ),
      sid: anyOf(['s1', 's2', 's3']),
    },
    { requiredKeys: ['sub', 'tenant', 'roles'] },
  );

const somePlace = () =>
  fc.record({
    query: anyOf(QUERIES),
    school: anyOf(SCHOOLS.map(({ id }) => id)),
    course: anyOf(ids.course),
    section: anyOf(ids.section),
    day: anyOf(DAYS),
  });

/** Somebody reads, as anybody; or the office of one of the schools changes something. */
const someAct = () =>
  fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({ kind: fc.constant('read' as const), as: fc.nat(), at: fc.nat() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), school: fc.nat(1) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('declare' as const), school: fc.nat(1), day: anyOf(DAYS) }),
    },
  );

let changes = 0;
async function change(act: { kind: 'rename' | 'declare'; school: number; day?: string }): Promise<void> {
  const school = SCHOOLS[act.school]!;
  const token = await stack.tokenFor('principal', school);
  const { data } = await send(plain.url, token, 'query ($id: ID!) { school(id: $id) { version } }', {
    id: school.id,
  });
  changes += 1;
  const [mutation, rest] =
    act.kind === 'rename'
      ? [UPDATE, { expectedVersion: data.school.version as number, name: `Name ${changes}` }]
      : [DECLARE, { days: [{ date: act.day, kind: 'HOLIDAY', label: `Label ${changes}` }] }];
  const reply = await send(stack.gateway.url, token, mutation, { input: { schoolId: school.id, ...rest } });
  expect(Object.values((reply.data ?? {}) as object)).toEqual([{ userErrors: [] }]);
}

describe('what a gateway keeps', () => {
  it('is for all whose rights are the same, whoever they are', async () => {
    const colleague = (sub: string) =>
      tokenOf({ sub, tenant: RASOHA.tenantId, roles: [{ org: RASOHA.id, role: 'TEACHER' }], sid: sub });
    const ask = async (token: string, query: string) =>
      send(stack.gateway.url, token, query, { school: RASOHA.id, day: DAYS[0] });
    for (const query of [SCHOOL, CALENDAR, YEARS, CODES]) {
      // The first tells for whom it holds.
      await ask(await colleague('usr_a'), query);
      const first = await ask(await colleague('usr_b'), query);
      expect(first.errors).toBeUndefined();
      const calls = callsOf(stack.gateway);
      expect(await ask(await colleague('usr_c'), query)).toEqual(first);
      expect([query, callsOf(stack.gateway) - calls]).toEqual([query, 0]);
    }
  });

  it('is for nobody anything else than what the services would say', async () => {
    let reads = 0;
    let keptReads = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(someClaims(), { minLength: 2, maxLength: 5 }),
        fc.array(somePlace(), { minLength: 2, maxLength: 5 }),
        fc.array(someAct(), { minLength: 20, maxLength: 60, size: 'max' }),
        async (people, places, acts) => {
          const tokens = await Promise.all([...people.map(tokenOf), Promise.resolve(null)]);
          for (const act of acts) {
            if (act.kind !== 'read') {
              await change(act);
              continue;
            }
            const { query, ...variables } = places[act.at % places.length]!;
            const token = tokens[act.as % tokens.length]!;
            const calls = callsOf(stack.gateway);
            const kept = await send(stack.gateway.url, token, query, variables);
            if (kept.data && callsOf(stack.gateway) === calls) keptReads += 1;
            expect(told(kept)).toEqual(told(await send(plain.url, token, query, variables)));
            reads += 1;
          }
        },
      ),
      { numRuns: Number(process.env.CACHE_RUNS ?? 20), endOnFailure: true },
    );
    // Otherwise it would have been easy.
    expect(keptReads).toBeGreaterThan(reads / 20);
  });
});
