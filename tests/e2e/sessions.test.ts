import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { DataSource } from 'typeorm';
import { civilDate } from '../../kernel/clock';
import { withTenant } from '../../kernel/database/tenant-scope';
import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { createDemoUser } from '../../platform/simulator/demo-user';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { send } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';
import { openFollower, TRANSPORTS } from '../support/followers';
import { takeRegister } from '../support/registers';
import { until } from '../support/shop';

let stack: DemoStack;
const url = () => stack.gateway.url;
const email = (login: string) => `${login}@${RASOHA.domain}`;
/** Does something in the database of users, in the name of the school’s tenant. */
const inUsers = <T>(work: (db: DataSource) => Promise<T>) =>
  withTenant(RASOHA.tenantId, () => work(stack.subgraphs.users.services.db));
const NAME = '{ viewer { user { givenName } roles { id } } }';

beforeAll(async () => {
  stack = await openDemoStack();
});
afterAll(() => stack.stop());

async function signIn(login: string): Promise<{ accessToken: string; refreshToken: string }> {
  const { data } = await send(
    url(),
    null,
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken userErrors { code } } }',
    { input: { email: email(login), password: DEMO_PASSWORD } },
  );
  return data.signIn;
}

/** Asks until the answer has this code, for five seconds at most; how long that took. */
async function untilRefused(token: string, code: string): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < 5_000) {
    const { errors } = await send(url(), token, NAME);
    if (errors?.[0]?.extensions.code === code) return performance.now() - begin;
    await sleep(50);
  }
  throw new Error(`The token was still good, or refused in another way, after five seconds`);
}

/** Ends all roles of whoever the token is for, in the past. */
async function endRoles(token: string): Promise<void> {
  const { data } = await send(url(), token, NAME);
  for (const { id } of data.viewer.roles as { id: string }[]) {
    await inUsers((db) =>
      db.manager.update(RoleAssignment, { id }, { endDate: '2024-06-01', beginDate: '2024-01-01' }),
    );
  }
}

/** For so long after it expires a token is taken, as clocks differ. */
const LEEWAY_SECONDS = 30;

/** The same token, to be taken for so many seconds yet. */
async function endingIn(seconds: number, token: string): Promise<string> {
  const [key] = [JSON.parse(stack.secrets.signingKey) as JWK].flat();
  const header = decodeProtectedHeader(token) as { alg: string };
  const exp = Math.floor(Date.now() / 1_000) + seconds - LEEWAY_SECONDS;
  const claims: JWTPayload = { ...decodeJwt(token), iat: exp - 60, exp };
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(key!, header.alg));
}

/** How long something takes, without the time in which this process could not run. */
async function timed(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const begun = performance.now();
  await work();
  delay.disable();
  return performance.now() - begun - (3 * delay.max) / 1e6;
}

it('a token is refused within five seconds of signing out', async () => {
  const { accessToken } = await signIn('teacher');
  expect((await send(url(), accessToken, NAME)).data.viewer).not.toBeNull();
  const { data } = await send(url(), accessToken, 'mutation { signOut(input: {}) { endedSessions } }');
  expect(data.signOut.endedSessions).toBe(1);
  expect(await untilRefused(accessToken, 'TOKEN_REVOKED')).toBeLessThan(5_000);
});

it('a token is refused once a role is gone, and a refreshed one goes on with the others', async () => {
  const { accessToken, refreshToken } = await signIn('bursar');
  await endRoles(accessToken);
  await untilRefused(accessToken, 'TOKEN_REVOKED');
  const { data } = await send(
    url(),
    null,
    'mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken userErrors { code } } }',
    { input: { refreshToken } },
  );
  const students = await send(
    url(),
    data.refreshSession.accessToken,
    'query ($school: ID!) { viewer { user { id } } students(schoolId: $school) { nodes { id } } }',
    { school: RASOHA.id },
  );
  expect(students.errors?.[0]?.extensions.code).toMatch(/NOT_FOUND|FORBIDDEN/);
});

it('a refresh token opens nothing as an access token', async () => {
  const { refreshToken } = await signIn('student');
  const { errors } = await send(url(), refreshToken, NAME);
  expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

it('a client that renews what was taken back goes on without its user noticing', async () => {
  const office = createDemoUser(url(), email('office'), DEMO_PASSWORD);
  const before = await office.send<{ viewer: { user: { id: string } } }>('{ viewer { user { id } } }');
  await inUsers((db) =>
    db.query(
      `INSERT INTO role_assignments (id, tenant_id, user_id, org_id, role, begin_date)
     VALUES ('rol_more', $1, $2, $3, 'BURSAR', '2024-01-01')`,
      [RASOHA.tenantId, before.viewer.user.id, RASOHA.id],
    ),
  );
  for (let i = 0; i < 15; i += 1) {
    const { viewer } = await office.send<typeof before>('{ viewer { user { id } } }');
    expect(viewer.user.id).toBe(before.viewer.user.id);
    await sleep(200);
  }
  const [{ count }] = await inUsers((db) =>
    db.query('SELECT count(*)::int AS count FROM sessions WHERE user_id = $1', [before.viewer.user.id]),
  );
  expect(count).toBe(1);
});

describe('a browser that keeps its tokens in cookies', () => {
  const jar = new Map<string, string>();

  /** Sends an operation with the cookies it has, and keeps those it gets. */
  async function ask(query: string, variables: object = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      body: JSON.stringify({ query, variables }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) jar.set(name!, value);
      else jar.delete(name!);
    }
    return (await response.json()) as { data: never; errors?: { extensions: { code: string } }[] };
  }

  it('signs in, asks, refreshes and signs out without ever seeing one', async () => {
    const input = { email: email('guardian'), password: DEMO_PASSWORD, delivery: 'COOKIE' };
    const signedIn = await ask(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken viewer { user { givenName } } } }',
      { input },
    );
    expect(signedIn.data).toEqual({
      signIn: { accessToken: null, refreshToken: null, viewer: { user: { givenName: expect.any(String) } } },
    });
    expect([...jar.keys()]).toEqual(['schoolgraph_access', 'schoolgraph_refresh']);
    expect((await ask(NAME)).data).toMatchObject({ viewer: { user: { givenName: expect.any(String) } } });

    const before = new Map(jar);
    const refreshed = await ask('mutation { refreshSession(input: {}) { userErrors { code } } }');
    expect(refreshed.data).toEqual({ refreshSession: { userErrors: [] } });
    expect(jar.get('schoolgraph_refresh')).not.toBe(before.get('schoolgraph_refresh'));

    await ask('mutation { signOut(input: {}) { endedSessions } }');
    expect(jar.size).toBe(0);
    expect((await ask(NAME)).data).toEqual({ viewer: null });
  });
});

describe('streams, over every transport at once', () => {
  /** No private event comes later than this after the right to it is gone. */
  const LATEST_MS = 1_000;
  const FEED = 'subscription ($school: ID!) { registerSubmitted(schoolId: $school) { session { id } } }';
  const live = () => stack.gateway.gateway.live.statistics;

  const submit = async () =>
    takeRegister(url(), await stack.tokenFor('office'), {
      schoolId: RASOHA.id,
      date: civilDate(new Date(), RASOHA.timeZone),
    });

  /** Follows registers in the name of whoever the token is for, and hears of one. */
  async function follow(token: string) {
    const clients = TRANSPORTS.map((transport) => openFollower(transport, stack.gateway, token));
    const followings = clients.map((client) => client.follow(FEED, { school: RASOHA.id }));
    await until(() => live().subscribers === clients.length, 10);
    await until(() => stack.subgraphs.attendance.openStreams() > 0, 10);
    const session = await submit();
    await until(() => followings.every(({ heard }) => JSON.stringify(heard).includes(session)), 10);
    return { followings, close: () => clients.forEach((client) => client.close()) };
  }

  /** The streams end in time, with the code, and nothing comes any more. */
  async function expectEnd({ followings, close }: Awaited<ReturnType<typeof follow>>, code: string) {
    const areOver = () => followings.every(({ heard }) => JSON.stringify(heard).match(`4403|${code}`));
    expect(await timed(() => until(areOver, 20))).toBeLessThan(LATEST_MS);
    await until(() => live().subscribers === 0, 10);
    const heard = JSON.stringify(followings);
    await submit();
    await stack.settleEvents();
    await sleep(100);
    expect(JSON.stringify(followings)).toBe(heard);
    close();
  }

  it('bring nothing private a second after somebody has signed out', async () => {
    const { accessToken } = await signIn('principal');
    const followed = await follow(accessToken);
    await send(url(), accessToken, 'mutation { signOut(input: {}) { endedSessions } }');
    await expectEnd(followed, 'TOKEN_REVOKED');
  });

  it('nor after somebody has lost their role', async () => {
    const { accessToken } = await signIn('principal');
    const followed = await follow(accessToken);
    await endRoles(accessToken);
    await expectEnd(followed, 'TOKEN_REVOKED');
  });

  it('nor after a token has expired', async () => {
    const { accessToken } = await signIn('teacher');
    const token = await endingIn(4, accessToken);
    const followed = await follow(token);
    await until(() => Date.now() / 1_000 >= decodeJwt(token).exp! + LEEWAY_SECONDS, 10);
    await expectEnd(followed, 'TOKEN_EXPIRED');
  });
});
