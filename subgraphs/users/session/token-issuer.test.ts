import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { newSigningKey, testTokenConfig } from '../../../tests/support/keys';
import { createTokenIssuer, type TokenIssuer } from './token-issuer';

const claims = { sub: 'usr_1', tenant: 'org_1', roles: [], sid: 'ses_1', epoch: 3 };
const issuerOf = (...keys: string[]) =>
  createTokenIssuer(testTokenConfig({ signingKey: `[${keys.join(',')}]` }));

describe('a signing key', () => {
  it('changes under traffic without one token being refused', async () => {
    const [old, next] = [newSigningKey(), newSigningKey()];
    // Two instances that are changed one after the other; whoever verifies asks either for the keys.
    const instances: TokenIssuer[] = [issuerOf(old), issuerOf(old)];
    let asked = 0;
    const server = createServer((_request, response) => {
      void instances[(asked += 1) % 2]!.jwks().then((keys) => response.end(JSON.stringify(keys)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const steps = [[old, next], [next, old], [next]];
    const alive: string[] = [];
    const usedKeys = new Set<string>();
    // What a gateway keeps of the keys: it asks again for one that it does not know.
    const keys = createRemoteJWKSet(url, { cooldownDuration: 0 });
    const traffic = async (from: TokenIssuer) => {
      const { token } = await from.issue(claims, new Date());
      usedKeys.add(decodeProtectedHeader(token).kid!);
      alive.push(token);
      for (const each of alive.slice(-20)) await jwtVerify(each, keys, { algorithms: ['EdDSA'] });
    };
    for (const step of steps) {
      for (const i of [0, 1]) {
        for (let n = 0; n < 20; n += 1) await traffic(instances[n % 2]!);
        // By the time of the last step, the old key's last token has expired.
        if (step.length === 1) alive.splice(0, alive.length);
        instances[i] = issuerOf(...step);
      }
    }
    for (let n = 0; n < 20; n += 1) await traffic(instances[n % 2]!);
    expect(usedKeys.size).toBe(2);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is published without its secret part', async () => {
    const { keys } = await issuerOf(newSigningKey(), newSigningKey()).jwks();
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it.each([
    ['no JSON', '{'],
    ['no key', '{"keys":[]}'],
    ['a key without its secret', JSON.stringify({ ...JSON.parse(newSigningKey()), d: undefined })],
    [
      'another kind of key',
      JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
    ],
    ['nonsense', '{"kty":"OKP","crv":"Ed25519","d":"replace-this","x":"replace-this"}'],
  ])('that is %s is a mistake told at the start, without the key', (_what, signingKey) => {
    expect(() => createTokenIssuer(testTokenConfig({ signingKey }))).toThrow(/^TOKEN_SIGNING_KEY: /);
  });

  it('may be given as a set', async () => {
    const signingKey = `{"keys":[${newSigningKey()}]}`;
    expect((await createTokenIssuer(testTokenConfig({ signingKey })).jwks()).keys).toHaveLength(1);
  });
});

describe('an access token', () => {
  it('lives ten minutes, and less where what it says ends sooner', async () => {
    const now = new Date('2026-03-01T12:00:00Z');
    const issuer = issuerOf(newSigningKey());
    const lifetime = async (notAfter: Date | null) =>
      ((await issuer.issue(claims, now, notAfter)).expiresAt.getTime() - now.getTime()) / 1_000;
    expect(await lifetime(null)).toBe(600);
    expect(await lifetime(new Date(now.getTime() + 3_600_000))).toBe(600);
    expect(await lifetime(new Date(now.getTime() + 90_000))).toBe(90);
    expect(await lifetime(now)).toBe(1);
  });
});
