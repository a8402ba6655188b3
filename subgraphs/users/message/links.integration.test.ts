import { decodeJwt } from 'jose';
import type { ViewerClaims } from '../../../kernel/auth/viewer';
import { createLogger } from '../../../kernel/telemetry/logger';
import { createTestClock } from '../../../tests/support/clock';
import { testTokenConfig } from '../../../tests/support/keys';
import { startMailServer, type MailServer } from '../../../tests/support/mail-server';
import { aSchool, aStaffMember, aUser, PASSWORD } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { codeOf, createUsersClient, type UsersClient } from '../../../tests/support/users-client';
import { aMember } from '../../../tests/support/viewers';
import type { School } from '../school/school.entity';
import { linkToken } from '../session/link-token';
import { usersSubgraph } from '../subgraph';
import { createMailTransport } from './mail-transport';
import { sendMessages } from './send-messages';

const clock = createTestClock();
const config = testTokenConfig();
const NEW = 'quite another password';
let users: TestSubgraph;
let client: UsersClient;
let mailServer: MailServer;
let school: School;
let count = 0;
const db = () => users.services.db;

beforeAll(async () => {
  mailServer = await startMailServer();
  // Without a mail server of its own, so that nothing is sent but by `deliver`.
  users = await openSubgraph(usersSubgraph(config), { clock });
  client = createUsersClient(users);
  school = await aSchool(db());
});
afterAll(async () => {
  await users.stop();
  await mailServer.stop();
});
beforeEach(() => db().query('TRUNCATE sign_in_throttles'));

/** Sends what is due as a process does that has a mail server. */
async function deliver(): Promise<void> {
  const transport = createMailTransport(
    { ...config, smtpUrl: mailServer.url },
    createLogger('users', 'silent'),
  )!;
  await sendMessages(users.services, { config, transport });
  transport.close();
}

async function newAddress(over: object | null = {}): Promise<string> {
  const email = `reader${(count += 1)}@example.org`;
  if (over) await aUser(db(), school, { email, ...over });
  return email;
}

const requestReset = (email: string) => client.mutate('requestPasswordReset', { email });
const reset = (token: string, password = NEW) => client.mutate('resetPassword', { token, password });

/** The token in the last mail to an address. */
function tokenTo(email: string): string {
  const mail = mailServer.mails.findLast(({ to }) => to === email);
  const [, token] = /#token=(\S+)/.exec(mail!.content)!;
  return token!;
}

describe('a link for a new password', () => {
  it('comes by mail, works once, and ends all sessions', async () => {
    const email = await newAddress();
    const { refreshToken } = await client.signIn(email, PASSWORD);
    await requestReset(email.toUpperCase());
    await deliver();
    const token = tokenTo(email);
    expect(mailServer.mails.at(-1)!.content).toContain('https://app.school.example/reset-password#token=');

    expect(codeOf(await reset(token, 'password'))).toBe('WEAK_PASSWORD');
    expect(codeOf(await reset(token))).toBeNull();
    expect(codeOf(await reset(token, 'a third password'))).toBe('INVALID_TOKEN');
    expect(codeOf(await client.refresh(refreshToken!))).toBe('INVALID_REFRESH_TOKEN');
    expect(codeOf(await client.signIn(email, PASSWORD))).toBe('INVALID_CREDENTIALS');
    expect((await client.signIn(email, NEW)).accessToken).toBeTruthy();
  });

  it('used twice at once sets one password', async () => {
    const email = await newAddress();
    await requestReset(email);
    await deliver();
    const codes = await Promise.all(
      ['first password', 'second password'].map((to) => reset(tokenTo(email), to)),
    );
    expect(codes.map(codeOf).sort()).toEqual(['INVALID_TOKEN', null].sort());
  });

  it('is void after 15 minutes, and once another one was used', async () => {
    const email = await newAddress();
    await requestReset(email);
    await deliver();
    const older = tokenTo(email);
    clock.advance(15 * 60_000);
    expect(codeOf(await reset(older))).toBe('INVALID_TOKEN');

    await requestReset(email);
    await deliver();
    const newer = tokenTo(email);
    await requestReset(email);
    await deliver();
    expect(codeOf(await reset(tokenTo(email)))).toBeNull();
    expect(codeOf(await reset(newer))).toBe('INVALID_TOKEN');
  });

  it('cannot be guessed, made out of another, or read from the database', async () => {
    const [mine, theirs] = [await newAddress(), await newAddress()];
    await requestReset(mine);
    await requestReset(theirs);
    await deliver();
    const [tenant, id, secret] = tokenTo(mine).split('.') as [string, string, string];
    const [, theirId] = tokenTo(theirs).split('.');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    const forged = [
      '',
      'nonsense',
      'x'.repeat(10_000),
      `${tenant}.${theirId}.${secret}`,
      `${tenant}.${id}.${'A'.repeat(43)}`,
      `${tenant}.${id}.`,
      `${id}.${secret}`,
      linkToken('another secret of another service', { tenantId: tenant, id }),
      tokenTo(mine).replace('pwr_', 'ivt_'),
    ];
    for (const token of forged) expect(codeOf(await reset(token))).toBe('INVALID_TOKEN');
    const stored = await db().query(
      `SELECT to_jsonb(r)::text || (SELECT string_agg(to_jsonb(m)::text, '') FROM messages AS m) AS text FROM password_resets AS r`,
    );
    for (const { text } of stored) expect(text).not.toContain(secret);
    expect(codeOf(await reset(tokenTo(mine)))).toBeNull();
  });

  it('is not sent to who has no account, is disabled, or never had a password', async () => {
    const silent = [
      await newAddress(null),
      await newAddress({ isEnabled: false }),
      await newAddress({ passwordHash: null }),
    ];
    for (const email of silent) expect((await requestReset(email)).userErrors).toEqual([]);
    await deliver();
    expect(mailServer.mails.filter(({ to }) => silent.includes(to))).toEqual([]);
  });

  it('is not sent more than a few times, however often somebody asks', async () => {
    const email = await newAddress();
    const codes = [];
    for (let i = 0; i < 6; i += 1) codes.push(codeOf(await requestReset(email)));
    expect(codes).toEqual([null, null, null, null, 'TOO_MANY_ATTEMPTS', 'TOO_MANY_ATTEMPTS']);
    await deliver();
    expect(mailServer.mails.filter(({ to }) => to === email)).toHaveLength(3);
  });
});

describe('a mail', () => {
  it('waits while the mail server is down, and is sent once it is back', async () => {
    const email = await newAddress();
    mailServer.isDown = true;
    await requestReset(email);
    await deliver();
    await deliver();
    mailServer.isDown = false;
    expect(mailServer.mails.some(({ to }) => to === email)).toBe(false);
    clock.advance(5_000);
    await deliver();
    await deliver();
    expect(mailServer.mails.filter(({ to }) => to === email)).toHaveLength(1);
  });

  it('goes out once where two processes look at the same time', async () => {
    const email = await newAddress();
    await requestReset(email);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(mailServer.mails.filter(({ to }) => to === email)).toHaveLength(1);
  });

  it('has no way to go in production without a mail server, and the log elsewhere', () => {
    const logger = createLogger('users', 'silent');
    expect(createMailTransport({ ...config, logsMail: false }, logger)).toBeNull();
    expect(createMailTransport({ ...config, logsMail: true }, logger)).not.toBeNull();
  });
});

describe('an invitation', () => {
  const INVITED = 'invitation { id email role organization { id } expiresAt acceptedAt }';
  let principal: ViewerClaims;

  beforeAll(async () => {
    const staff = await aStaffMember(db(), school, 'PRINCIPAL');
    principal = aMember(school.tenantId, school.id, 'PRINCIPAL', { sub: staff.userId });
  });

  const invite = async (over: object, viewer: ViewerClaims = principal) => {
    const input = {
      email: await newAddress(null),
      givenName: 'Wanjiku',
      familyName: 'Mwangi',
      organizationId: school.id,
      role: 'TEACHER',
      title: 'Physics',
      ...over,
    };
    const { data } = await users.send(
      viewer,
      `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { ${INVITED} userErrors { code field } } }`,
      { input },
    );
    return { email: input.email, ...data.inviteUser };
  };
  const accept = (token: string, password = NEW) =>
    client.mutate('acceptInvitation', { token, password }, 'accessToken refreshToken');

  it('gives an account with its role, once, and signs in', async () => {
    const { email, invitation, userErrors } = await invite({});
    expect(userErrors).toEqual([]);
    expect(invitation).toMatchObject({
      email,
      role: 'TEACHER',
      organization: { id: school.id },
      acceptedAt: null,
    });
    await deliver();
    const token = tokenTo(email);
    expect(mailServer.mails.at(-1)!.content).toContain('Hillside');

    expect(codeOf(await accept(token, 'short'))).toBe('WEAK_PASSWORD');
    const { accessToken } = await accept(token);
    expect(decodeJwt(accessToken!)).toMatchObject({
      tenant: school.tenantId,
      roles: [{ org: school.id, role: 'TEACHER' }],
      staff: expect.stringMatching(/^stf_/),
      sid: expect.stringMatching(/^ses_/),
    });
    expect(codeOf(await accept(token))).toBe('INVALID_TOKEN');
    expect((await client.signIn(email, NEW)).accessToken).toBeTruthy();
    expect(codeOf(await invite({ email }))).toBe('EMAIL_TAKEN');
  });

  it('gives a person who is known, but never had a password, one', async () => {
    const email = await newAddress({ passwordHash: null });
    await invite({ email, role: 'GUARDIAN' });
    await deliver();
    const { accessToken } = await accept(tokenTo(email));
    const [{ id }] = await db().query('SELECT id FROM users WHERE email = $1', [email]);
    expect(decodeJwt(accessToken!).sub).toBe(id);
  });

  it('is void after seven days, once another replaces it, and for who got a password meanwhile', async () => {
    const { email } = await invite({});
    await deliver();
    const first = tokenTo(email);
    await invite({ email });
    await deliver();
    expect(codeOf(await accept(first))).toBe('INVALID_TOKEN');
    clock.advance(7 * 24 * 3_600_000);
    expect(codeOf(await accept(tokenTo(email)))).toBe('INVALID_TOKEN');

    const other = await invite({});
    await deliver();
    await aUser(db(), school, { email: other.email });
    expect(codeOf(await accept(tokenTo(other.email)))).toBe('INVALID_TOKEN');
  });

  it('is for administrators of the organisation, and no way to more than they may give', async () => {
    const other = await aSchool(db());
    const teacher = aMember(school.tenantId, school.id, 'TEACHER');
    expect(codeOf(await invite({}, teacher))).toBe('FORBIDDEN');
    expect(codeOf(await invite({ organizationId: other.id }))).toBe('NOT_FOUND');
    expect(codeOf(await invite({ organizationId: school.tenantId }))).toBe('FORBIDDEN');
    expect(codeOf(await invite({ role: 'DISTRICT_ADMINISTRATOR' }))).toBe('FORBIDDEN');
    expect(codeOf(await invite({ role: 'STUDENT' }))).toBe('FORBIDDEN');
  });

  it.each([
    ['what is no address', { email: 'no address' }, 'INVALID_EMAIL'],
    ['two addresses', { email: 'two@a.example,b@c.example' }, 'INVALID_EMAIL'],
    [
      'an address of ten thousand characters',
      { email: `${'x'.repeat(10_000)}@example.org` },
      'INVALID_EMAIL',
    ],
    ['a header behind the address', { email: 'a@example.org\r\nBcc: b@example.org' }, 'INVALID_EMAIL'],
    ['a blank name', { givenName: ' ' }, 'INVALID_TEXT'],
    ['U+0000 in a name', { familyName: 'Mwangi\0' }, 'INVALID_TEXT'],
  ])('with %s is refused, and stores nothing', async (_what, over, code) => {
    const before = await db().query('SELECT count(*) FROM invitations');
    expect(codeOf(await invite(over))).toBe(code);
    expect(await db().query('SELECT count(*) FROM invitations')).toEqual(before);
  });
});
