import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aUser, PASSWORD } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { codeOf, createUsersClient, type UsersClient } from '../../../tests/support/users-client';
import { aMember } from '../../../tests/support/viewers';
import type { School } from '../school/school.entity';
import { usersSubgraph } from '../subgraph';

/** A whole class in `npm test`; the beginning of a school day with `SIGN_IN_STORM=500`. */
const SIGN_INS = Number(process.env.SIGN_IN_STORM ?? 100);
const SECONDS = SIGN_INS / 100;
/** This process is the client of all, too, and shares the machine with other tests in `npm test`. */
const MAX_DELAY_MS = process.env.SIGN_IN_STORM ? 100 : 250;
const ACCOUNTS = 20;

let users: TestSubgraph;
let client: UsersClient;
let school: School;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()));
  client = createUsersClient(users);
  school = await aSchool(users.services.db);
  for (let i = 0; i < ACCOUNTS; i += 1)
    await aUser(users.services.db, school, { email: `pupil${i}@example.org` });
});
afterAll(() => users.stop());

/** The value below which this share of the times lies. */
const quantile = (times: number[], share: number) =>
  times.sort((a, b) => a - b)[Math.floor(share * (times.length - 1))]!;

it('everybody who signs in at once is served or told when to come again, and others go on working', async () => {
  const member = aMember(school.tenantId, school.id, 'PRINCIPAL');
  const others: number[] = [];
  let isOver = false;
  const otherWork = (async () => {
    while (!isOver) {
      const begin = performance.now();
      const { data } = await users.send(member, '{ schools { nodes { name } } }');
      expect(data.schools.nodes).toHaveLength(1);
      others.push(performance.now() - begin);
      await sleep(20);
    }
  })();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();

  const times: number[] = [];
  const signIn = async (i: number) => {
    await sleep((i / SIGN_INS) * SECONDS * 1_000);
    const begin = performance.now();
    const payload = await client.signIn(`pupil${i % ACCOUNTS}@example.org`, PASSWORD, {
      address: '10.0.0.1',
    });
    times.push(performance.now() - begin);
    return payload;
  };
  const payloads = await Promise.all(Array.from({ length: SIGN_INS }, (_, i) => signIn(i)));
  isOver = true;
  await otherWork;
  delay.disable();

  const codes = payloads.map(codeOf);
  const served = codes.filter((code) => code === null).length;
  const told = payloads.flatMap(({ userErrors }) => userErrors);
  const figures = {
    served,
    told: told.length,
    p99DelayMs: Math.round(delay.percentile(99) / 1e6),
    p50SignInMs: Math.round(quantile(times, 0.5)),
    maxSignInMs: Math.round(quantile(times, 1)),
    p95OthersMs: Math.round(quantile(others, 0.95)),
  };
  if (process.env.SIGN_IN_STORM) process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(codes.every((code) => code === null || code === 'BUSY')).toBe(true);
  for (const { retryAfterSeconds } of told) expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(served).toBeGreaterThan(10);
  expect(figures.p99DelayMs).toBeLessThanOrEqual(MAX_DELAY_MS);
  expect(figures.p95OthersMs).toBeLessThan(1_000);
});
