import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { WebSocket } from 'ws';
import { socketCall, verifyIdentity } from '../../kernel/auth/signed-identity';
import { codes, SECRET, startShop, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

let shop: Shop;
let guarded: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe('tokens', () => {
  let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
  let stopKeys: () => void;

  const token = (
    claims: Record<string, unknown> = {},
    { typ = 'at+jwt', aud = 'schoolgraph', exp = '5m' } = {},
  ) =>
    new SignJWT({ sub: 'u1', roles: ['TEACHER'], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ })
      .setIssuer('schoolgraph')
      .setAudience(aud)
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(keys.privateKey);
  const askWith = (authorization: string) =>
    shop.ask('{ me { name } }', { url: guarded.url, headers: { authorization } });

  beforeAll(async () => {
    keys = await generateKeyPair('EdDSA');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'EdDSA', use: 'sig' };
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stopKeys = () => {
      server.close();
      server.closeAllConnections();
    };
    const { port } = server.address() as AddressInfo;
    guarded = await shop.startGateway({ JWKS_URL: `http://127.0.0.1:${port}/jwks`, GATEWAY_SECRET: SECRET });
  });

  afterAll(async () => {
    await guarded.stop();
    stopKeys();
  });

  it('forwards the claims of a good token, without those of the token itself', async () => {
    expect((await askWith(`Bearer ${await token()}`)).data).toEqual({ me: { name: 'Ada' } });
    const { headers, body } = shop.accounts.calls[0]!;
    const read = (name: string) => headers[name]?.toString();
    const identity = verifyIdentity(SECRET, { method: 'POST', path: '/graphql', body }, read, Date.now());
    expect(identity).toEqual({ sub: 'u1', roles: ['TEACHER'] });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('serves requests without a token as anonymous', async () => {
    expect((await shop.ask('{ me { name } }', { url: guarded.url })).status).toBe(200);
    expect(shop.accounts.calls[0]!.headers).not.toHaveProperty('x-gateway-identity');
  });

  it('refuses the whole request when the token is bad', async () => {
    const expired = await askWith(`Bearer ${await token({}, { exp: '-1m' })}`);
    expect([expired.status, ...codes(expired)]).toEqual([401, 'TOKEN_EXPIRED']);
    const bad = [
      'Bearer nonsense',
      'Basic YTpi',
      `Bearer ${await token({}, { typ: 'JWT' })}`,
      `Bearer ${await token({}, { aud: 'x' })}`,
    ];
    for (const authorization of bad) {
      const reply = await askWith(authorization);
      expect([reply.status, ...codes(reply)]).toEqual([401, 'UNAUTHENTICATED']);
    }
    expect(shop.accounts.calls).toHaveLength(0);
  });

  it('reads the token of a socket, and says in the close code what is wrong with it', async () => {
    const authorization = `Bearer ${await token()}`;
    const client = connect({ connectionParams: { authorization } });
    const events = client.iterate({ query: 'subscription { productChanged { upc } }' });
    const first = events.next();
    (await shop.nextSource()).push('p1');
    expect((await first).value).toEqual({ data: { productChanged: { upc: 'p1' } } });
    const read = (name: string) => shop.products.inits.at(-1)?.[name]?.toString();
    expect(verifyIdentity(SECRET, socketCall('/graphql'), read, Date.now())).toMatchObject({ sub: 'u1' });
    await client.dispose();

    const closeCode = async (value: string) => {
      const refused = connect({ connectionParams: { Authorization: value } });
      return refused
        .iterate({ query: '{ me { name } }' })
        .next()
        .catch((event: { code: number }) => event.code);
    };
    expect(await closeCode(`Bearer ${await token({}, { exp: '-1m' })}`)).toBe(4403);
    expect(await closeCode('Bearer nonsense')).toBe(4401);
  });
});

function connect({ connectionParams }: { connectionParams: Record<string, string> }) {
  return createClient({ url: guarded.wsUrl, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 });
}
