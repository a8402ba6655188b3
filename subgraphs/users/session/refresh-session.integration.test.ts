import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { decodeJwt, jwtVerify, createLocalJWKSet } from 'jose';
import { createTestClock } from '../../../tests/support/clock';
import { testTokenConfig } from '../../../tests/support/keys';
import { aSchool, aUser, PASSWORD } from '../../../tests/support/people';
import { openSubgraph, type TestSubgraph } from '../../../tests/support/subgraph';
import { codeOf, createUsersClient, type UsersClient } from '../../../tests/support/users-client';
import { usersSubgraph } from '../subgraph';
import { IDLE_MS, LIFETIME_MS, REFRESH_GRACE_MS } from './judge-refresh';
import { createTokenIssuer } from './token-issuer';

const clock = createTestClock();
const config = testTokenConfig();
let users: TestSubgraph;
let client: UsersClient;
const db = () => users.services.db;

beforeAll(async () => {
  users = await openSubgraph(usersSubgraph(config), { clock });
  client = createUsersClient(users);
  await aUser(db(), await aSchool(db()), { email: 'amina@example.org' });
});
afterAll(() => users.stop());

async function signIn(): Promise<string> {
  const { refreshToken } = await client.signIn('amina@example.org', PASSWORD);
  return refreshToken!;
}

/** Refreshes; the new token, or null where it was refused as invalid. */
async function refresh(token: string): Promise<string | null> {
  const payload = await client.refresh(token);
  if (payload.refreshToken) return payload.refreshToken;
  expect(codeOf(payload)).toBe('INVALID_REFRESH_TOKEN');
  return null;
}

const sessionOf = (token: string) => token.split('.')[1]!;
const endReason = async (token: string): Promise<string | null> => {
  const [row] = await db().query('SELECT end_reason FROM sessions WHERE id = $1', [sessionOf(token)]);
  return row.end_reason;
};
const past = REFRESH_GRACE_MS + 1;

describe('a refresh token', () => {
  it('gives new tokens of the same session, over and over', async () => {
    const first = await client.signIn('amina@example.org', PASSWORD);
    let token: string = first.refreshToken!;
    for (let i = 0; i < 5; i += 1) {
      clock.advance(600_000);
      const { accessToken, refreshToken } = await client.refresh(token);
      expect(refreshToken).not.toBe(token);
      expect(decodeJwt(accessToken!).sid).toBe(decodeJwt(first.accessToken!).sid);
      token = refreshToken!;
    }
  });

  it('is no access token: it is not even a signed one', async () => {
    const keys = createLocalJWKSet(await createTokenIssuer(config).jwks());
    const { accessToken, refreshToken } = await client.signIn('amina@example.org', PASSWORD);
    const rules = { issuer: 'schoolgraph', audience: 'schoolgraph', typ: 'at+jwt', currentDate: clock.now() };
    const { payload, protectedHeader } = await jwtVerify(accessToken!, keys, rules);
    expect(payload).toMatchObject({ sid: sessionOf(refreshToken!), epoch: 0, nbf: payload.iat });
    expect(payload.exp! - payload.iat!).toBe(600);
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) });
    await expect(jwtVerify(refreshToken!, keys, rules)).rejects.toThrow();
    expect(await refresh(accessToken!)).toBeNull();
  });

  it('lies in the database as a digest, and nowhere as it is', async () => {
    const token = await signIn();
    const hash = createHash('sha256').update(token).digest();
    const rows = await db().query(
      'SELECT encode(hash, $1) AS hash FROM refresh_tokens WHERE session_id = $2',
      ['hex', sessionOf(token)],
    );
    expect(rows).toEqual([{ hash: hash.toString('hex') }]);
    expect(Buffer.from(token.split('.')[3]!, 'base64url')).toHaveLength(32);
  });

  it.each([
    ['nothing', () => ''],
    ['nonsense', () => 'nonsense'],
    ['ten thousand characters', () => 'x'.repeat(10_000)],
    ['U+0000', () => '\0.\0.\0.\0.\0'],
    ['one with another generation', (token: string) => token.replace(/\.0\./, '.1.')],
    ['one with another secret', (token: string) => token.replace(/\.[\w-]{43}\./, `.${'A'.repeat(43)}.`)],
    ['one with another mark', (token: string) => `${token.slice(0, -4)}AAAA`],
  ])('that is %s is refused, and harms nobody’s session', async (_what, change) => {
    const token = await signIn();
    expect(await refresh(change(token))).toBeNull();
    expect(await refresh(token)).not.toBeNull();
  });

  it('stops working when the device was not used for two weeks, and after a month in any case', async () => {
    const idle = await signIn();
    clock.advance(IDLE_MS);
    expect(await refresh(idle)).toBeNull();

    let token = await signIn();
    const start = clock.now().getTime();
    while (clock.now().getTime() - start + IDLE_MS / 2 < LIFETIME_MS) {
      clock.advance(IDLE_MS / 2);
      token = (await refresh(token))!;
    }
    const { expiresAt } = await client.refresh(token);
    expect(Date.parse(expiresAt!) - start).toBeLessThanOrEqual(LIFETIME_MS);
    clock.advance(LIFETIME_MS - (clock.now().getTime() - start));
    expect(await refresh(token)).toBeNull();
  });
});

describe('a refresh token that comes back', () => {
  it('after it was used up ends the session, for the thief and for the owner, and is remembered', async () => {
    const stolen = await signIn();
    const owners = (await refresh(stolen))!;
    clock.advance(past);
    expect(await refresh(stolen)).toBeNull();
    expect(await refresh(owners)).toBeNull();
    expect(await endReason(stolen)).toBe('REFRESH_TOKEN_REUSED');
    const audit = await db().query('SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id', [
      sessionOf(stolen),
    ]);
    expect(audit).toEqual([{ action: 'session.started' }, { action: 'session.token-reused' }]);
  });

  it('from a second tab within ten seconds leaves both signed in', async () => {
    const shared = await signIn();
    const [one, two] = await Promise.all([refresh(shared), refresh(shared)]);
    expect(new Set([shared, one, two]).size).toBe(3);
    clock.advance(REFRESH_GRACE_MS);
    expect(await refresh(one!)).not.toBeNull();
    expect(await refresh(two!)).not.toBeNull();
  });

  it('because the answer got lost works once more, within ten seconds', async () => {
    const kept = await signIn();
    await refresh(kept);
    clock.advance(REFRESH_GRACE_MS);
    const again = await refresh(kept);
    expect(again).not.toBeNull();
    expect(await refresh(again!)).not.toBeNull();
  });

  it('from two refreshes ago ends the session at once, also within ten seconds', async () => {
    const oldest = await signIn();
    await refresh((await refresh(oldest))!);
    expect(await refresh(oldest)).toBeNull();
    expect(await endReason(oldest)).toBe('REFRESH_TOKEN_REUSED');
  });

  it('as a second line beside the owner’s is found out by the next refresh of either', async () => {
    const stolen = await signIn();
    const [owners, thiefs] = [await refresh(stolen), await refresh(stolen)];
    clock.advance(600_000);
    const goesOn = (await refresh(owners!))!;
    clock.advance(past);
    expect(await refresh(thiefs!)).toBeNull();
    expect(await refresh(goesOn)).toBeNull();
  });

  it('does to a session what a model of it says, whatever comes in whatever order', async () => {
    const step = fc.record({ token: fc.nat(), waitMs: fc.constantFrom(0, 4_000, REFRESH_GRACE_MS, past) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const tokens = [{ text: await signIn(), generation: 0 }];
        const model = { generation: 0, rotatedAt: clock.now().getTime(), hasEnded: false };
        for (const { token, waitMs } of steps) {
          clock.advance(waitMs);
          const { text, generation } = tokens[token % tokens.length]!;
          const now = clock.now().getTime();
          const isGraced = generation === model.generation - 1 && now - model.rotatedAt <= REFRESH_GRACE_MS;
          const isGood = !model.hasEnded && (generation === model.generation || isGraced);
          if (!isGood) model.hasEnded = true;
          else if (!isGraced) Object.assign(model, { generation: generation + 1, rotatedAt: now });

          const next = await refresh(text);
          expect(next !== null).toBe(isGood);
          if (next) tokens.push({ text: next, generation: model.generation });
        }
        expect(await endReason(tokens[0]!.text)).toBe(model.hasEnded ? 'REFRESH_TOKEN_REUSED' : null);
      }),
      { numRuns: 25 },
    );
  });

  it('in the same moment many times over never leaves more than one generation', async () => {
    const token = await signIn();
    const all = await Promise.all(Array.from({ length: 12 }, () => refresh(token)));
    expect(all.every((next) => next !== null)).toBe(true);
    const [{ generation }] = await db().query('SELECT generation FROM sessions WHERE id = $1', [
      sessionOf(token),
    ]);
    expect(generation).toBe(1);
  });
});
