import { createClient } from 'graphql-ws';
import { decodeJwt } from 'jose';
import { WebSocket } from 'ws';
import { signIdentity, socketCall } from '../../../kernel/auth/signed-identity';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { testTokenConfig } from '../../../tests/support/keys';
import { nextOf } from '../../../tests/support/client';
import { until } from '../../../tests/support/events';
import { createListeningBus } from '../../../tests/support/listening-bus';
import {
  aSchool,
  aStaffMember,
  aStudent,
  aUser,
  grantRole,
  link,
  PASSWORD,
} from '../../../tests/support/people';
import { GATEWAY_SECRET, openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { codeOf, createUsersClient, type UsersClient } from '../../../tests/support/users-client';
import type { School } from '../school/school.entity';
import { REVOCATIONS_PATH, usersSubgraph } from '../subgraph';
import { User } from '../user/user.entity';
import { pruneSessions } from './prune-sessions';

interface Page {
  cursor: string;
  revocations: ({ sid: string } | { sub: string; epoch: number })[];
}

const bus = createListeningBus();
let users: TestSubgraph;
let client: UsersClient;
let school: School;
let count = 0;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(testTokenConfig()), { bus });
  client = createUsersClient(users);
  school = await aSchool(db());
});
afterAll(() => users.stop());

async function feed(after?: string): Promise<Page> {
  const path = after === undefined ? REVOCATIONS_PATH : `${REVOCATIONS_PATH}?after=${after}`;
  const headers = signIdentity(GATEWAY_SECRET, { method: 'GET', path, body: '' }, null, Date.now());
  const response = await fetch(new URL(path, users.url), { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

const anAccount = (over: Partial<User> = {}) =>
  aUser(db(), school, { email: `somebody${(count += 1)}@example.org`, ...over });

async function signIn(user: User): Promise<{ token: string; refreshToken: string; sid: string }> {
  const { accessToken, refreshToken } = await client.signIn(user.email!, PASSWORD);
  const token: string = accessToken!;
  return { token, refreshToken: refreshToken!, sid: decodeJwt(token)['sid'] as string };
}

const SIGN_OUT =
  'mutation ($everywhere: Boolean!) { signOut(input: { everywhere: $everywhere }) { endedSessions } }';

describe('what is told to the gateway', () => {
  it('is for the gateway alone, and refuses a cursor that is none', async () => {
    expect((await fetch(new URL(REVOCATIONS_PATH, users.url))).status).toBe(401);
    for (const after of ['x', '-1', '1'.repeat(30)]) {
      const path = `${REVOCATIONS_PATH}?after=${after}`;
      const headers = signIdentity(GATEWAY_SECRET, { method: 'GET', path, body: '' }, null, Date.now());
      expect((await fetch(new URL(path, users.url), { headers })).status).toBe(400);
    }
  });

  it('is a session that its owner has signed out of, here or everywhere', async () => {
    const user = await anAccount();
    const [one, two, three] = [await signIn(user), await signIn(user), await signIn(user)];
    const { cursor } = await feed();

    const here = await client.send(SIGN_OUT, { everywhere: false }, { token: one.token });
    expect(here.data.signOut.endedSessions).toBe(1);
    const everywhere = await client.send(SIGN_OUT, { everywhere: true }, { token: two.token });
    expect(everywhere.data.signOut.endedSessions).toBe(2);

    const { revocations } = await feed(cursor);
    for (const { sid } of [one, two, three]) expect(revocations).toContainEqual({ sid });
    for (const { refreshToken } of [one, two, three])
      expect(codeOf(await client.refresh(refreshToken))).toBe('INVALID_REFRESH_TOKEN');
  });

  it('is one lost device, ended from another, and never somebody else’s', async () => {
    const user = await anAccount();
    const [phone, desk] = [await signIn(user), await signIn(user)];
    const stranger = await signIn(await anAccount());
    const end = (sessionId: string) =>
      client.mutate('endSession', { sessionId }, 'session { id }', { token: desk.token });
    expect(codeOf(await end(stranger.sid))).toBe('NOT_FOUND');
    expect(codeOf(await end('nonsense'))).toBe('NOT_FOUND');
    expect(await end(phone.sid)).toEqual({ session: { id: phone.sid }, userErrors: [] });
    expect(codeOf(await end(phone.sid))).toBe('NOT_FOUND');
    expect((await feed()).revocations).toContainEqual({ sid: phone.sid });
    const { data } = await client.send('{ viewer { sessions { id isCurrent } } }', {}, { token: desk.token });
    expect(data.viewer.sessions).toEqual([{ id: desk.sid, isCurrent: true }]);
  });

  it('includes what commits long after something later was told', async () => {
    const [slow, fast] = [await signIn(await anAccount()), await signIn(await anAccount())];
    const end = `UPDATE sessions SET ended_at = now(), end_reason = 'SIGNED_OUT' WHERE id = $1`;
    const runner = db().createQueryRunner();
    await runner.startTransaction();
    await runner.query(end, [slow.sid]);
    await db().query(end, [fast.sid]);

    const first = await feed();
    expect(first.revocations).toContainEqual({ sid: fast.sid });
    expect(first.revocations).not.toContainEqual({ sid: slow.sid });
    await runner.commitTransaction();
    await runner.release();
    const second = await feed(first.cursor);
    expect(second.revocations).toContainEqual({ sid: slow.sid });
    // It is told again for as long as any transaction of the server, in whatever database, is older than it.
    let { cursor } = second;
    await until(async () => {
      const next = await feed(cursor);
      cursor = next.cursor;
      return next.revocations.length === 0;
    });
  });

  it('begins again for a cursor of another database', async () => {
    const { sid, token } = await signIn(await anAccount());
    await client.send(SIGN_OUT, { everywhere: false }, { token });
    expect((await feed('9'.repeat(18))).revocations).toContainEqual({ sid });
  });

  it('is forgotten once no token can be alive any more', async () => {
    const { sid, token } = await signIn(await anAccount());
    await client.send(SIGN_OUT, { everywhere: false }, { token });
    await pruneSessions(users.services);
    expect((await feed()).revocations).toContainEqual({ sid });
    await db().query(`UPDATE token_revocations SET created_at = created_at - interval '13 minutes'`);
    await pruneSessions(users.services);
    expect((await feed()).revocations).toEqual([]);
  });
});

describe('a person’s rights', () => {
  const epochOf = async ({ id }: User) => {
    const [{ token_epoch }] = await db().query('SELECT token_epoch FROM users WHERE id = $1', [id]);
    return token_epoch as number;
  };

  const CHANGES: [string, (user: User) => Promise<unknown>][] = [
    ['a role is given', (user) => grantRole(db(), user, school.id, 'TEACHER')],
    [
      'a role ends',
      ({ id }) => db().query(`UPDATE role_assignments SET end_date = CURRENT_DATE WHERE user_id = $1`, [id]),
    ],
    ['a role is deleted', ({ id }) => db().query('DELETE FROM role_assignments WHERE user_id = $1', [id])],
    ['a child is linked', async (user) => link(db(), user, await aStudent(db(), school))],
    [
      'a switch of a link is turned off',
      ({ id }) =>
        db().query('UPDATE guardian_links SET can_see_grades = false WHERE guardian_user_id = $1', [id]),
    ],
    [
      'a child changes school',
      async ({ id }) => {
        const other = await aSchool(db(), { tenantId: school.tenantId });
        await db().query(
          `UPDATE students SET school_id = $2 WHERE id IN (SELECT student_id FROM guardian_links WHERE guardian_user_id = $1)`,
          [id, other.id],
        );
      },
    ],
  ];

  it('are told to be others when they are, in whatever way they are changed, and come with a refresh', async () => {
    const user = await anAccount();
    let { refreshToken } = await signIn(user);
    for (const [what, change] of CHANGES) {
      const before = await epochOf(user);
      const { cursor } = await feed();
      await change(user);
      const epoch = await epochOf(user);
      expect([what, epoch > before]).toEqual([what, true]);
      expect((await feed(cursor)).revocations).toContainEqual({ sub: user.id, epoch });
      const refreshed = await client.refresh(refreshToken);
      refreshToken = refreshed.refreshToken!;
      expect(decodeJwt(refreshed.accessToken!)).toMatchObject({ sub: user.id, epoch });
    }
  });

  it('are not told for what changes none: another title, another priority, a new hash of the same password', async () => {
    const staff = await aStaffMember(db(), school, 'TEACHER', { email: `staff${(count += 1)}@example.org` });
    const user = await db().manager.findOneByOrFail(User, { id: staff.userId });
    const wards = await link(db(), user, await aStudent(db(), school));
    await signIn(user);
    const before = await epochOf(user);
    await db().query(`UPDATE staff SET title = 'Head of science' WHERE id = $1`, [staff.id]);
    await db().query('UPDATE guardian_links SET contact_priority = 2 WHERE id = $1', [wards.id]);
    await db().query(`UPDATE users SET family_name = 'Otieno-Baraka' WHERE id = $1`, [staff.userId]);
    expect(await epochOf(user)).toBe(before);
  });

  it('are not told where nobody is signed in, be it a thousand at once', async () => {
    const { cursor } = await feed();
    const user = await anAccount();
    await db().query(
      `INSERT INTO role_assignments (id, tenant_id, user_id, org_id, role, begin_date)
       SELECT 'rol_' || n, $1, $2, 'sch_' || n, 'TEACHER', '2024-01-01' FROM generate_series(1, 1000) AS n`,
      [school.tenantId, user.id],
    );
    // Others may be told once more while some transaction of the cluster goes on.
    const { revocations } = await feed(cursor);
    expect(revocations.filter((each) => 'sub' in each && each.sub === user.id)).toEqual([]);
  });

  it('reach no token of a sign-in that happens at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const user = await anAccount();
      const role = await grantRole(db(), user, school.id, 'PRINCIPAL');
      const [{ accessToken }] = await Promise.all([
        client.signIn(user.email!, PASSWORD),
        new Promise((resolve) => setTimeout(resolve, 30 * round)).then(() =>
          db().query('DELETE FROM role_assignments WHERE id = $1', [role.id]),
        ),
      ]);
      const claims = decodeJwt<{ roles: object[]; epoch: number }>(accessToken!);
      const isStale = claims.roles.length > 0;
      if (isStale)
        expect((await feed()).revocations).toContainEqual({ sub: user.id, epoch: claims.epoch + 1 });
    }
  });
});

describe('an account that is closed', () => {
  it.each([
    ['disabled', 'is_enabled = false'],
    ['anonymised', 'anonymized_at = now()'],
  ])('because it is %s is signed out everywhere at once', async (_what, change) => {
    const user = await anAccount();
    const { sid, refreshToken } = await signIn(user);
    await db().query(`UPDATE users SET ${change} WHERE id = $1`, [user.id]);
    expect((await feed()).revocations).toContainEqual({ sid });
    expect(codeOf(await client.refresh(refreshToken))).toBe('INVALID_REFRESH_TOKEN');
    const [session] = await db().query('SELECT end_reason FROM sessions WHERE id = $1', [sid]);
    expect(session.end_reason).toBe('ACCESS_ENDED');
  });
});

describe('a password that is changed', () => {
  it('by its owner ends all other sessions; this one goes on with a refresh', async () => {
    const user = await anAccount();
    const [here, there] = [await signIn(user), await signIn(user)];
    const change = (currentPassword: string, newPassword: string) =>
      client.mutate('changePassword', { currentPassword, newPassword }, '', { token: here.token });
    expect(codeOf(await change('not this', 'a brand new one'))).toBe('WRONG_PASSWORD');
    expect(codeOf(await change(PASSWORD, 'Password1!'))).toBe('WEAK_PASSWORD');
    expect(codeOf(await change(PASSWORD, user.email!))).toBe('WEAK_PASSWORD');
    expect(codeOf(await change(PASSWORD, 'a brand new one'))).toBeNull();

    expect(codeOf(await client.refresh(there.refreshToken))).toBe('INVALID_REFRESH_TOKEN');
    expect((await feed()).revocations).toEqual(
      expect.arrayContaining([{ sid: there.sid }, { sub: user.id, epoch: 1 }]),
    );
    const { accessToken } = await client.refresh(here.refreshToken);
    expect(decodeJwt(accessToken!)).toMatchObject({ sid: here.sid, epoch: 1 });
    expect(codeOf(await client.signIn(user.email!, PASSWORD))).toBe('INVALID_CREDENTIALS');
  });

  it('cannot be guessed by whoever finds a device signed in', async () => {
    const { token } = await signIn(await anAccount());
    const guess = () =>
      client.mutate('changePassword', { currentPassword: 'guess', newPassword: 'a brand new one' }, '', {
        token,
      });
    const codes = [];
    for (let i = 0; i < 8; i += 1) codes.push(codeOf(await guess()));
    expect(codes).toEqual([
      ...Array<string>(6).fill('WRONG_PASSWORD'),
      'TOO_MANY_ATTEMPTS',
      'TOO_MANY_ATTEMPTS',
    ]);
  });
});

describe('somebody who watches their sessions', () => {
  const WATCH = 'subscription { sessionRevoked { sessionId reason at } }';
  /** Subscribes as the gateway does. */
  const watch = (viewer: ViewerClaims | null) =>
    createClient({
      url: users.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: signIdentity(GATEWAY_SECRET, socketCall('/graphql'), viewer, Date.now()),
    });

  it('hears which one ended and why, and nothing of anybody else', async () => {
    const me = await anAccount();
    const [here, there, theirs] = [await signIn(me), await signIn(me), await signIn(await anAccount())];
    const socket = watch(decodeJwt<ViewerClaims>(here.token));
    const listening = bus.nextListener();
    const events = socket.iterate({ query: WATCH });
    await listening;
    await client.send(SIGN_OUT, { everywhere: false }, { token: theirs.token });
    await client.mutate('endSession', { sessionId: there.sid }, '', { token: here.token });
    expect((await nextOf(events)).data?.sessionRevoked).toEqual({
      sessionId: there.sid,
      reason: 'SIGNED_OUT',
      at: expect.any(String),
    });
    await socket.dispose();
  });

  it('must be signed in', async () => {
    const socket = watch(null);
    const { errors } = await nextOf(socket.iterate({ query: WATCH }));
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await socket.dispose();
  });
});
