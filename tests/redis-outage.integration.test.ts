import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { createClient } from 'redis';

import type { Bus } from '../kernel/events/bus';
import { connectRedisBus } from '../kernel/events/redis-bus';
import { RASOHA } from '../platform/demo/schools';
import { send } from './support/client';
import { type DemoStack, openDemoStack } from './support/demo-stack';
import { silent } from './support/event-path';
import { until } from './support/events';
import { createRedisServer, describeWithRedisServer, type RedisServer } from './support/redis';

const READ = `query ($school: ID!) {
  students(schoolId: $school, first: 5) { nodes { id user { givenName } attendanceToday { summary { present } } } }
  schools { nodes { id attendanceToday { registersOutstanding } } } }`;
const ENROLL = `mutation ($input: EnrollInput!) {
  enroll(input: $input) { enrollment { id } userErrors { code message } } }`;
const SUBMIT = `mutation ($input: SubmitRegisterInput!) {
  submitRegister(input: $input) { session { version } userErrors { code message } } }`;

describeWithRedisServer('the platform while Redis fails in the middle of traffic', () => {
  let server: RedisServer;
  let bus: Bus;
  let stack: DemoStack;
  let token: string;
  let attendance: Client;
  let places: { sectionId: string; studentId: string }[];

  beforeAll(async () => {
    server = await createRedisServer();
    await server.start();
    bus = await connectRedisBus(server.url, silent, { leaseMs: 1_000 });
    stack = await openDemoStack({ bus: applyingFirst(bus) });
    isSeeding = false;
    token = await stack.tokenFor('office');
    attendance = await connectTo('attendance');
    places = await findPlaces();
  }, 120_000);
  afterAll(async () => {
    await attendance?.end();
    await stack?.stop();
    await bus?.close();
    await server?.remove();
  });

  /** The demo's registers are marked once they are there, for which its events must have been applied. */
  let isSeeding = true;
  const applyingFirst = (inner: Bus): Bus => ({
    ...inner,
    publish: async (events, since) => {
      const receipt = await inner.publish(events, since);
      if (isSeeding) await until(async () => (await inner.standingOf(receipt)) === 'applied');
      return receipt;
    },
  });

  async function connectTo(service: 'attendance' | 'courses'): Promise<Client> {
    const client = new Client({ connectionString: stack.databaseUrl(service) });
    await client.connect();
    return client;
  }

  /** Free places in sections, and students who are in other ones. */
  async function findPlaces(): Promise<typeof places> {
    const courses = await connectTo('courses');
    const { rows } = await courses.query<(typeof places)[0]>(
      `SELECT DISTINCT ON (s.id) s.id AS "sectionId", p.student_id AS "studentId"
       FROM class_sections s JOIN enrollments p ON p.school_id = s.school_id
       WHERE s.school_id = $1 AND NOT EXISTS (
         SELECT FROM enrollments e WHERE e.section_id = s.id AND e.student_id = p.student_id)`,
      [RASOHA.id],
    );
    await courses.end();
    return rows;
  }

  async function asAdmin(...command: string[]): Promise<void> {
    const admin = await createClient({ url: server.url }).connect();
    await admin.sendCommand(command);
    admin.destroy();
  }

  /** Asks once and takes no excuse. */
  async function expectAnswer(query: string, variables: object): Promise<Record<string, unknown>> {
    const { data, errors } = await send(stack.gateway.url, token, query, variables);
    expect(errors).toBeUndefined();
    for (const payload of Object.values(data as Record<string, { userErrors?: object[] }>))
      expect(payload.userErrors ?? []).toEqual([]);
    return data as Record<string, unknown>;
  }

  async function arrivalsOf({ sectionId, studentId }: (typeof places)[0]): Promise<number> {
    const sql = 'SELECT FROM roster_entries WHERE section_id = $1 AND student_id = $2';
    return (await attendance.query(sql, [sectionId, studentId])).rows.length;
  }

  async function takeRegister(): Promise<void> {
    const { rows } = await attendance.query<{ id: string; version: number; code: string }>(
      `SELECT s.id, version, c.id AS code FROM attendance_sessions s JOIN attendance_codes c USING (school_id)
       WHERE s.school_id = $1 AND school_date < current_date AND category = 'PRESENT' AND state = 'SUBMITTED'
       ORDER BY s.id LIMIT 1`,
      [RASOHA.id],
    );
    const { id: sessionId, version: expectedVersion, code: restOfClass } = rows[0]!;
    const input = { sessionId, expectedVersion, idempotencyKey: randomUUID(), marks: [], restOfClass };
    await expectAnswer(SUBMIT, { input });
  }

  it.each([
    ['down', () => server.kill(), () => server.start()],
    ['slow', () => asAdmin('CLIENT', 'PAUSE', '2000', 'ALL'), () => Promise.resolve()],
    ['flushed', () => asAdmin('FLUSHALL'), () => Promise.resolve()],
    [
      'restarted empty',
      async () => {
        await asAdmin('FLUSHALL');
        await server.kill();
        await server.start();
      },
      () => Promise.resolve(),
    ],
  ])(
    'refuses nobody anything while it is %s, and everything told meanwhile arrives',
    async (_how, fail, mend) => {
      const enrolled: typeof places = [];
      for (let round = 0; round < 4; round++) {
        if (round === 1) await fail();
        const place = places.pop()!;
        await expectAnswer(ENROLL, { input: place });
        enrolled.push(place);
        await takeRegister();
        await expectAnswer(READ, { school: RASOHA.id });
        await sleep(100);
      }
      await mend();
      for (const place of enrolled) {
        await until(async () => (await arrivalsOf(place)) > 0);
        expect(await arrivalsOf(place)).toBe(1);
      }
      expect((await attendance.query('SELECT FROM parked_events')).rows).toEqual([]);
    },
  );
});
