import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { withTenant } from '../../kernel/database/tenant-scope';
import { DEMO_PASSWORD } from '../../platform/demo/seed-people';
import { createDemoUser } from '../../platform/simulator/demo-user';
import { RoleAssignment } from '../../subgraphs/users/user/role-assignment.entity';
import { send } from '../support/client';
import { openDemoStack, RASOHA, type DemoStack } from '../support/demo-stack';

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

it('a token is refused within five seconds of signing out', async () => {
  const { accessToken } = await signIn('teacher');
  expect((await send(url(), accessToken, NAME)).data.viewer).not.toBeNull();
  const { data } = await send(url(), accessToken, 'mutation { signOut(input: {}) { endedSessions } }');
  expect(data.signOut.endedSessions).toBe(1);
  expect(await untilRefused(accessToken, 'TOKEN_REVOKED')).toBeLessThan(5_000);
});

it('a token is refused once a role is gone, and a refreshed one goes on with the others', async () => {
  const { accessToken, refreshToken } = await signIn('bursar');
  const [role] = (await send(url(), accessToken, NAME)).data.viewer.roles;
  await inUsers((db) =>
    db.manager.update(RoleAssignment, { id: role.id }, { endDate: '2024-06-01', beginDate: '2024-01-01' }),
  );
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
