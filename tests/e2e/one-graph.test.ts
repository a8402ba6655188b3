import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { signIdentity } from '../../kernel/auth/signed-identity';
import { civilDate } from '../../kernel/clock';
import type { ServiceName } from '../../kernel/config';
import { newId } from '../../kernel/ids';
import { ID_PREFIXES } from '../../schema/id-prefixes';
import { demoId } from '../../platform/demo/demo-id';
import { createTokenIssuer } from '../../subgraphs/users/session/token-issuer';
import { send } from '../support/client';
import { LAKESIDE, openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { testTokenConfig } from '../support/keys';
import type { Reply } from '../support/subgraph';

/** Asks a service for entities as the gateway does, in the name of whoever the token is for. */
async function sendSigned(
  { subgraphs, secrets }: DemoStack,
  name: ServiceName,
  token: string,
  representations: readonly object[],
): Promise<unknown[]> {
  const { url } = subgraphs[name];
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Node { id } } }`;
  const body = JSON.stringify({ query, variables: { of: representations } });
  const call = { method: 'POST', path: new URL(url).pathname, body };
  const signed = signIdentity(secrets.gatewaySecret, call, decodeJwt(token), Date.now());
  const headers = { 'content-type': 'application/json', ...signed };
  const response = await fetch(url, { method: 'POST', headers, body });
  return ((await response.json()) as Reply).data?._entities as unknown[];
}

let stack: DemoStack;
const sendAs = async (
  login: string | null,
  query: string,
  variables?: object,
  school = RASOHA,
): Promise<Reply> =>
  send(stack.gateway.url, login && (await stack.tokenFor(login, school)), query, variables);
const today = civilDate(new Date(), RASOHA.timeZone);

beforeAll(async () => {
  stack = await openDemoStack();
});
afterAll(() => stack?.stop());

describe('a list with fields of other services', () => {
  const STUDENTS = `query ($school: ID!, $day: Date!, $first: Int!, $homeroom: String) {
    students(schoolId: $school, first: $first, filter: { homeroom: $homeroom }) { nodes {
      user { givenName }
      enrollments(first: 3) { nodes { section { title course { title } } } }
      attendance(range: { start: "2026-01-01", end: $day }) { rate }
      registrations(first: 3) { nodes { event { title } } }
      fees { outstanding { byCurrency { amount } } nextDue { number } } } } }`;

  it('takes the same number of SQL statements for 1, 10 and 100 students', async () => {
    const statements = async (first: number, homeroom?: string) => {
      stack.takeStatementCounts();
      const { data, errors } = await sendAs('principal', STUDENTS, {
        school: RASOHA.id,
        day: today,
        first,
        homeroom,
      });
      expect(errors).toBeUndefined();
      expect(data.students.nodes).toHaveLength(first);
      return stack.takeStatementCounts();
    };
    await stack.tokenFor('principal');
    // Everybody in 9A has a registration, so that even the first of them leads to every table.
    const counts = [await statements(1, '9A'), await statements(10, '9A'), await statements(100)];
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
    expect(Object.values(counts[0]!).every((count) => count > 0)).toBe(true);
  });
});

describe('two schools', () => {
  const theirs = (type: keyof typeof ID_PREFIXES, name: string) =>
    demoId(ID_PREFIXES[type], `${LAKESIDE.name} ${name}`);
  /** Ids of Lakeside that its own office can read, for asking as Rasoha's principal. */
  const foreign = async () => {
    const own = (query: string, login = 'principal') =>
      sendAs(login, query, {}, LAKESIDE).then(({ data }) => data);
    const ledgers = await own(
      '{ ledgers { nodes { id accounts { id } transactions(first: 1) { nodes { id } } } } }',
    );
    const fees = await own(
      `{ students(schoolId: "${LAKESIDE.id}", first: 100) { nodes { fees { invoices(first: 1) { nodes { id } } } } } }`,
    );
    const section = theirs('ClassSection', 'Reading Otters');
    const day = civilDate(new Date(), LAKESIDE.timeZone);
    const teaching = await own(
      `{ section(id: "${section}") { roster(first: 1) { nodes { id } }
         meetings(range: { start: "${day}", end: "${day}" }) { id attendanceSession { id version register { student { id } } } } } }`,
    );
    const [meeting] = teaching.section.meetings;
    return {
      school: LAKESIDE.id,
      student: theirs('Student', 'Otters-1'),
      user: theirs('User', 'student Otters-1'),
      staff: theirs('Staff', 'Principal'),
      course: theirs('Course', 'REA3'),
      lesson: demoId(ID_PREFIXES.Lesson, `${theirs('Course', 'REA3')} 0`),
      section,
      meeting: meeting.id as string,
      session: meeting.attendanceSession.id as string,
      enrollment: teaching.section.roster.nodes[0].id as string,
      event: theirs('Event', 'Sports day'),
      resource: theirs('Resource', 'rea3-file'),
      registration: demoId(
        ID_PREFIXES.Registration,
        `${theirs('Event', 'Sports day')} ${theirs('Student', 'Otters-1')}`,
      ),
      ledger: ledgers.ledgers.nodes[0].id as string,
      account: ledgers.ledgers.nodes[0].accounts[0].id as string,
      transaction: ledgers.ledgers.nodes[0].transactions.nodes[0].id as string,
      invoice: fees.students.nodes[0].fees.invoices.nodes[0].id as string,
      day,
    };
  };

  it('read nothing of each other through any root field', async () => {
    const ids = await foreign();
    const objects = [
      'school(id: $school) { name }',
      'student(id: $student) { studentNumber attendance(range: { start: $day, end: $day }) { recorded } fees { invoices(first: 1) { nodes { id } } } }',
      'course(id: $course) { title }',
      'section(id: $section) { title }',
      'attendanceSession(id: $session) { version }',
      'event(id: $event) { title }',
      'resource(id: $resource) { title }',
      'ledger(id: $ledger) { name }',
      'account(id: $account) { name }',
      'transaction(id: $transaction) { description }',
      'invoice(id: $invoice) { number }',
      'ledgerIntegrity(ledgerId: $ledger) { postings }',
    ];
    for (const login of ['principal', 'office', 'bursar', 'teacher', 'guardian', 'student']) {
      for (const object of objects) {
        const { data } = await sendAs(login, declare(object), ids);
        expect({ login, object, data: Object.values(data ?? {})[0] ?? null }).toEqual({
          login,
          object,
          data: null,
        });
      }
    }
  });

  it('reach nothing of each other through node(id), whatever the type', async () => {
    const { day: _day, ...ids } = await foreign();
    const fields = `__typename
      ... on School { name } ... on Student { studentNumber } ... on User { givenName } ... on Staff { title }
      ... on Course { title } ... on ClassSection { title } ... on ClassMeeting { period } ... on Enrollment { beginDate }
      ... on Lesson { title } ... on AttendanceSession { version } ... on Event { title } ... on Resource { title }
      ... on Registration { quantity } ... on Ledger { name } ... on Account { name } ... on Transaction { description }
      ... on Invoice { number }`;
    for (const [name, id] of Object.entries(ids)) {
      const { data } = await sendAs('principal', `query ($id: ID!) { node(id: $id) { ${fields} } }`, { id });
      const { __typename, ...values } = data?.node ?? {};
      expect({ name, values }).toEqual({ name, values: {} });
    }
  });

  it('are kept apart by each service for itself, also where a call is signed and asks for entities', async () => {
    const ids = await foreign();
    const theirObjects: Partial<Record<ServiceName, Partial<Record<keyof typeof ID_PREFIXES, string>>>> = {
      users: { School: ids.school, Student: ids.student, User: ids.user, Staff: ids.staff },
      courses: {
        Course: ids.course,
        ClassSection: ids.section,
        Lesson: ids.lesson,
        Enrollment: ids.enrollment,
      },
      attendance: { AttendanceSession: ids.session },
      resources: { Event: ids.event, Resource: ids.resource, Registration: ids.registration },
      finance: {
        Ledger: ids.ledger,
        Account: ids.account,
        Transaction: ids.transaction,
        Invoice: ids.invoice,
      },
    };
    for (const [name, objects] of Object.entries(theirObjects)) {
      const representations = Object.entries(objects).map(([__typename, id]) => ({ __typename, id }));
      const ask = async (school: typeof RASOHA) =>
        sendSigned(stack, name as ServiceName, await stack.tokenFor('principal', school), representations);
      expect([name, await ask(RASOHA)]).toEqual([name, representations.map(() => null)]);
      // Their own principal sees them, so that there was something to hide.
      expect([name, (await ask(LAKESIDE)).some((entity) => entity !== null)]).toEqual([name, true]);
    }
  });

  it('list nothing of each other', async () => {
    const lists = [
      'students(schoolId: $school, first: 5) { nodes { id } }',
      'courses(schoolId: $school, first: 5) { nodes { id } }',
      'attendanceSessions(schoolId: $school, date: $day, first: 5) { nodes { id } }',
      'attendanceCodes(schoolId: $school) { id }',
      'resources(filter: { schoolId: $school }, first: 5) { nodes { id } }',
    ];
    for (const list of lists) {
      const { data } = await sendAs('principal', declare(list), { school: LAKESIDE.id, day: today });
      const value = Object.values(data ?? {})[0] as { nodes?: unknown[] } | null | undefined;
      expect({ list, nodes: value?.nodes ?? [] }).toEqual({ list, nodes: [] });
    }
    const own = await sendAs('principal', '{ schools { nodes { id } } ledgers { nodes { school { id } } } }');
    expect(own.data).toEqual({
      schools: { nodes: [{ id: RASOHA.id }] },
      ledgers: { nodes: [{ school: { id: RASOHA.id } }] },
    });
  });

  it('show what they made public to everybody, and themselves to nobody who does not belong there', async () => {
    const { data } = await sendAs(null, '{ resources(first: 100) { nodes { title school { name } } } }');
    const { nodes } = data.resources as { nodes: { title: string; school: null }[] };
    expect(nodes.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Mathematics 9: course guide', 'Reading 3: course guide']),
    );
    expect(nodes.every(({ school }) => school === null)).toBe(true);
  });

  it('change nothing of each other through any mutation', async () => {
    const ids = await foreign();
    const money = { amount: '1.00', currencyCode: 'GBP' };
    const idempotencyKey = randomUUID();
    const attempts: [login: string, mutation: string, input: object][] = [
      ['office', 'enroll', { sectionId: ids.section, studentId: newId(ID_PREFIXES.Student) }],
      ['student', 'markLessonComplete', { enrollmentId: ids.enrollment, lessonId: ids.lesson }],
      [
        'office',
        'submitRegister',
        { sessionId: ids.session, expectedVersion: 0, idempotencyKey, marks: [], restOfClass: 'x' },
      ],
      ['office', 'registerForEvent', { eventId: ids.event, studentId: ids.student, idempotencyKey }],
      ['office', 'cancelRegistration', { registrationId: ids.registration }],
      [
        'bursar',
        'recordPayment',
        { invoiceId: ids.invoice, amount: money, receivedOn: today, idempotencyKey },
      ],
      [
        'bursar',
        'postTransaction',
        {
          id: newId(ID_PREFIXES.Transaction),
          ledgerId: ids.ledger,
          date: today,
          description: 'theft',
          postings: [
            { accountId: ids.account, amount: money },
            { accountId: ids.account, amount: { ...money, amount: '-1.00' } },
          ],
        },
      ],
    ];
    const before = await rowCounts();
    for (const [login, mutation, input] of attempts) {
      const type = mutation[0]!.toUpperCase() + mutation.slice(1);
      const document = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { userErrors { code } } }`;
      const { data, errors } = await sendAs(login, document, { input });
      const codes = data?.[mutation]?.userErrors ?? errors;
      expect({ mutation, codes }).toEqual({ mutation, codes: [{ code: 'NOT_FOUND' }] });
    }
    expect(await rowCounts()).toEqual(before);
  });

  /** Declares the variables that a selection uses. */
  function declare(selection: string): string {
    const names = [...new Set(selection.match(/\$\w+/g))];
    const definitions = names.map((name) => `${name}: ${name === '$day' ? 'Date!' : 'ID!'}`);
    return `query (${definitions.join(', ')}) { ${selection} }`;
  }

  async function rowCounts(): Promise<object> {
    const tables = {
      courses: ['enrollments', 'lesson_completions'],
      attendance: ['attendance_records', 'attendance_record_revisions'],
      resources: ['registrations'],
      finance: ['transactions', 'postings', 'payments'],
    } as const;
    const counts: Record<string, number> = {};
    for (const [service, names] of Object.entries(tables)) {
      const { db } = stack.subgraphs[service as keyof typeof tables].services;
      for (const name of names) {
        const [row] = await db.query<[{ count: string }]>(`SELECT count(*) FROM ${name}`);
        counts[name] = Number(row.count);
      }
    }
    return counts;
  }
});

describe('bad input', () => {
  const claims = {
    sub: demoId(ID_PREFIXES.User, `${RASOHA.name} office`),
    tenant: RASOHA.tenantId,
    roles: [],
  };
  const student = demoId(ID_PREFIXES.Student, `${RASOHA.name} 9A-1`);

  it.each([0, -1, 101, 1000])(
    'is refused where first is %d, in a root list and in a nested one',
    async (first) => {
      const root = await sendAs(
        'principal',
        'query ($school: ID!, $first: Int!) { students(schoolId: $school, first: $first) { nodes { id } } }',
        { school: RASOHA.id, first },
      );
      expect(root.errors).toMatchObject([
        { path: ['students'], extensions: { code: 'BAD_USER_INPUT', field: ['first'] } },
      ]);
      const nested = await sendAs(
        'principal',
        'query ($id: ID!, $first: Int!) { student(id: $id) { enrollments(first: $first) { nodes { id } } } }',
        { id: student, first },
      );
      expect(nested.errors).toMatchObject([
        { path: ['student', 'enrollments'], extensions: { code: 'BAD_USER_INPUT', field: ['first'] } },
      ]);
    },
  );

  it.each([
    'nonsense',
    Buffer.from('["x","y"]').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
  ])('is refused where a cursor is %s', async (after) => {
    const { errors } = await sendAs(
      'principal',
      'query ($id: ID!, $after: String) { student(id: $id) { enrollments(first: 1, after: $after) { nodes { id } } } }',
      { id: student, after },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['after'] } }]);
  });

  it('is null for ids that nobody has, well-formed or not', async () => {
    const { data, errors } = await sendAs(
      'principal',
      `query ($unknown: ID!) { unknown: student(id: $unknown) { id } odd: student(id: "x") { id } nothing: node(id: "") { id }
        section(id: $unknown) { id } event(id: "evn_1") { id } ledger(id: $unknown) { id } }`,
      { unknown: newId('stu') },
    );
    expect(errors).toBeUndefined();
    expect(Object.values(data)).toEqual([null, null, null, null, null, null]);
  });

  it('is refused, the reason told, where a token is altered, nonsense or signed with another key', async () => {
    const good = await stack.tokenFor('office');
    const forged = await createTokenIssuer(testTokenConfig()).issue(claims, new Date());
    for (const token of [`${good.slice(0, -4)}AAAA`, 'nonsense', `${good}x`, forged.token]) {
      const { data, errors } = await send(stack.gateway.url, token, '{ viewer { user { id } } }');
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    }
  });

  it('is told apart where a token was good and has expired', async () => {
    const issuer = createTokenIssuer({
      signingKey: stack.secrets.signingKey,
      issuer: 'schoolgraph',
      audience: 'schoolgraph',
    });
    const anHourAgo = new Date(Date.now() - 3_600_000);
    const { token } = await issuer.issue(claims, anHourAgo);
    const { data, errors } = await send(stack.gateway.url, token, '{ viewer { user { id } } }');
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'TOKEN_EXPIRED' } }]);
  });

  it('never shows an SQL statement, an address or a stack trace', async () => {
    const { errors } = await sendAs('principal', 'query ($id: ID!) { student(id: $id) { id } }', {
      id: 'a\0b',
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|localhost|SELECT|\.ts|\.js|byte sequence/);
  });
});

describe('with one of the five services stopped', () => {
  it('the others’ fields still answer, and the missing ones say so at their paths', async () => {
    const QUERY = `{ viewer { wards { student { user { givenName } attendanceToday { date } enrollments(first: 1) { nodes { id } }
      registrations(first: 1) { nodes { id } } fees { outstanding { byCurrency { amount } } } } } } }`;
    await stack.tokenFor('guardian');
    await stack.subgraphs.finance.stop();

    const { data, errors } = await sendAs('guardian', QUERY);

    const wards = data.viewer.wards as { student: Record<string, unknown> }[];
    expect(wards).toHaveLength(3);
    for (const { student } of wards) {
      expect(student).toMatchObject({
        user: { givenName: expect.any(String) },
        attendanceToday: { date: expect.any(String) },
      });
      expect(student.enrollments).not.toBeNull();
      expect(student.registrations).not.toBeNull();
      expect(student.fees).toBeNull();
    }
    expect(errors).toEqual(
      [0, 1, 2].map((i) => ({
        message: expect.any(String),
        path: ['viewer', 'wards', i, 'student', 'fees'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      })),
    );
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|localhost|http|ECONN|finance|\.js/);
  });
});
