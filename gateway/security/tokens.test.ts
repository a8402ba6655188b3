import { createHmac } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { socketCall, verifyIdentity } from '../../kernel/auth/signed-identity';
import { newKey, sealed, seconds, startIssuer, type Issuer } from '../../tests/support/issuer';
import { codes, SECRET, startShop, until, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

let shop: Shop;
let issuer: Issuer;
let guarded: RunningGateway;

beforeAll(async () => {
  [shop, issuer] = await Promise.all([startShop(), startIssuer()]);
  guarded = await shop.startGateway(issuer.env);
});
afterAll(async () => {
  await guarded.stop();
  await Promise.all([issuer.stop(), shop.stop()]);
});
afterEach(() => shop.reset());

type Closing = { code: number; reason: string };

const askWith = (authorization: string) =>
  shop.ask('{ me { name } }', { url: guarded.url, headers: { authorization } });
/** Status and codes of the answer to a bearer of this token. */
const outcome = async (token: string) => {
  const reply = await askWith(`Bearer ${token}`);
  return [reply.status, ...codes(reply)];
};
const REFUSED = [401, 'UNAUTHENTICATED'];
const EXPIRED = [401, 'TOKEN_EXPIRED'];
/** A token that lived for ten minutes and ended so long ago. */
const ended = (ago: number) => claims({ iat: seconds() - ago - 600, exp: seconds() - ago });
const claims = (over: Record<string, unknown>) => issuer.token({ claims: over });
const header = (over: Record<string, unknown>) => issuer.token({ header: over });
const partsOf = (token: string) => token.split('.') as [string, string, string];

describe('a good token', () => {
  it('is forwarded as its claims, without those of the token itself', async () => {
    const token = claims({ roles: ['TEACHER'], sid: 'ses_1', epoch: 3, jti: 'j', nbf: seconds() });
    expect((await askWith(`Bearer ${token}`)).data).toEqual({ me: { name: 'Ada' } });
    const { headers, body } = shop.accounts.calls[0]!;
    const read = (name: string) => headers[name]?.toString();
    const identity = verifyIdentity(SECRET, { method: 'POST', path: '/graphql', body }, read, Date.now());
    expect(identity).toEqual({ sub: 'u1', roles: ['TEACHER'], sid: 'ses_1', epoch: 3 });
    expect(headers).not.toHaveProperty('authorization');
  });

  it('may be for several audiences', async () => {
    expect(await outcome(claims({ aud: ['other', 'schoolgraph'] }))).toEqual([200]);
  });

  it('is not needed: requests without one are anonymous', async () => {
    expect((await shop.ask('{ me { name } }', { url: guarded.url })).status).toBe(200);
    expect(shop.accounts.calls[0]!.headers).not.toHaveProperty('x-gateway-identity');
  });

  it('is told by the socket that it opens', async () => {
    const client = connect({ authorization: `Bearer ${issuer.token()}` });
    const events = client.iterate({ query: 'subscription { productChanged { upc } }' });
    const first = events.next();
    (await shop.nextSource()).push('p1');
    expect((await first).value).toEqual({ data: { productChanged: { upc: 'p1' } } });
    const read = (name: string) => shop.products.inits.at(-1)?.[name]?.toString();
    expect(verifyIdentity(SECRET, socketCall('/graphql'), read, Date.now())).toMatchObject({ sub: 'u1' });
    await client.dispose();
  });
});

describe('a whole request is refused', () => {
  afterEach(() => expect(shop.accounts.calls).toHaveLength(0));

  it.each(['Bearer nonsense', 'Basic YTpi', 'Bearer', 'Bearer a.b.c', ''])(
    'for "%s"',
    async (authorization) => {
      const reply = await askWith(authorization);
      expect([reply.status, ...codes(reply)]).toEqual(REFUSED);
    },
  );

  it.each(['none', 'None', 'NONE', 'HS256', 'ES256', 'Ed25519', ['EdDSA'], undefined])(
    'for a token whose algorithm is %j',
    async (alg) => expect(await outcome(header({ alg }))).toEqual(REFUSED),
  );

  it('for a token without a signature, with an empty one, or with that of another token', async () => {
    const [head, body] = partsOf(issuer.token());
    const [, , other] = partsOf(claims({ sub: 'u2' }));
    for (const token of [`${head}.${body}`, `${head}.${body}.`, `${head}.${body}.${other}`])
      expect(await outcome(token)).toEqual(REFUSED);
  });

  it('for a token that is signed with the public key as if it were a secret', async () => {
    const pem = issuer.key.publicKey.export({ format: 'pem', type: 'spki' });
    const { x } = issuer.key.publicKey.export({ format: 'jwk' });
    for (const secret of [pem.toString(), x!, Buffer.from(x!, 'base64url')]) {
      for (const alg of ['HS256', 'HS512', 'EdDSA']) {
        const [head, body] = partsOf(header({ alg }));
        const hash = alg === 'HS256' ? 'sha256' : 'sha512';
        const mac = createHmac(hash, secret).update(`${head}.${body}`).digest('base64url');
        expect(await outcome(`${head}.${body}.${mac}`)).toEqual(REFUSED);
      }
    }
  });

  it('for a token that expired 31 seconds ago', async () => {
    expect(await outcome(ended(31))).toEqual(EXPIRED);
  });

  it.each([
    ['is not valid yet', () => ({ nbf: seconds() + 90 })],
    ['never expires', () => ({ exp: undefined })],
    ['lives for a hundred years', () => ({ exp: seconds() + 100 * 365 * 86_400 })],
    ['lives a second more than an hour', () => ({ exp: seconds() + 3_601 })],
    ['comes from the future', () => ({ iat: seconds() + 70, exp: seconds() + 600 })],
    ['does not say when it was made', () => ({ iat: undefined })],
    ['expired before it was made', () => ({ iat: seconds(), exp: seconds() - 1 })],
    ['expires at no time', () => ({ exp: String(seconds() + 600) })],
    ['is for another audience', () => ({ aud: 'files' })],
    ['is for audiences of which none is ours', () => ({ aud: ['files', 'schoolgraph.evil'] })],
    ['is for nobody', () => ({ aud: undefined })],
    ['is by another issuer', () => ({ iss: 'elsewhere' })],
    ['is about nobody', () => ({ sub: undefined })],
    ['is about no text', () => ({ sub: ['u1'] })],
    ['is of a session that is no text', () => ({ sid: ['ses_1'] })],
    ['has rights of no number', () => ({ epoch: '7' })],
  ])('for a token that %s', async (_what, over) => expect(await outcome(claims(over()))).toEqual(REFUSED));

  it.each(['JWT', 'rt+jwt', 'file+jwt', 'AT+JWT', undefined])(
    'for a token of type %j, such as one that refreshes or opens a file',
    async (typ) => expect(await outcome(header({ typ }))).toEqual(REFUSED),
  );

  it.each([
    ['a path', '../../dev/null'],
    ['SQL', "k1' OR '1'='1"],
    ['five thousand characters', 'k'.repeat(5_000)],
    ['nothing', ''],
    ['a name that nobody has', 'unknown'],
    ['a number', 7],
    ['what is missing', undefined],
  ])('for a token whose key id is %s', async (_what, kid) =>
    expect(await outcome(header({ kid }))).toEqual(REFUSED),
  );

  it('for a token that brings its own key, or says where to get it, without anybody going there', async () => {
    const before = issuer.looks;
    const mine = newKey('k1');
    const jwk = { ...mine.publicKey.export({ format: 'jwk' }), kid: 'k1' };
    const url = issuer.jwksUrl;
    for (const over of [
      { jwk },
      { jku: url },
      { x5u: url },
      { x5c: ['MII'] },
      { crit: ['exp'] },
      { b64: false },
    ]) {
      expect(await outcome(issuer.token({ header: over, key: mine }))).toEqual(REFUSED);
      expect(await outcome(issuer.token({ header: over }))).toEqual(REFUSED);
    }
    expect(issuer.looks).toBe(before);
  });

  it.each([
    ['a claim twice', '{"sub":"u1","sub":"root",REST}'],
    ['a claim twice, once in escapes', '{"sub":"u1","s\\u0075b":"root",REST}'],
    ['a claim within a claim twice', '{"sub":"u1","roles":[{"org":"a","org":"b"}],REST}'],
    ['a list of claims', '[{"sub":"u1",REST}]'],
    ['text that is not UTF-8', '{"sub":"\xff",REST}'],
    ['no JSON', '{"sub":"u1",REST'],
    ['two roots', '{"sub":"u1",REST}{}'],
  ])('for a token with %s', async (_what, template) => {
    const rest = `"iss":"schoolgraph","aud":"schoolgraph","iat":${seconds()},"exp":${seconds() + 600}`;
    const body = template.replace('REST', rest);
    const head = JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid: 'k1' });
    const raw = template.includes('\xff') ? Buffer.from(body, 'latin1') : body;
    expect(await outcome(sealed(head, raw, issuer.key))).toEqual(REFUSED);
  });

  it('for a header that says twice what it is', async () => {
    const body = Buffer.from(partsOf(issuer.token())[1], 'base64url').toString();
    const head = '{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"k1"}';
    expect(await outcome(sealed(head, body, issuer.key))).toEqual(REFUSED);
  });

  it('for a token of 8 KB', async () => {
    const token = claims({ roles: ['x'.repeat(6_200)] });
    expect(token.length).toBeGreaterThanOrEqual(8_192);
    expect(await outcome(token)).toEqual(REFUSED);
  });
});

describe('clocks that differ', () => {
  it('by half a minute do not end a token early', async () => {
    expect(await outcome(ended(28))).toEqual([200]);
  });

  it('by a minute do not make a new token one of the future', async () => {
    expect(await outcome(claims({ iat: seconds() + 59, nbf: seconds() + 59, exp: seconds() + 659 }))).toEqual(
      [200],
    );
    expect(await outcome(claims({ iat: seconds() - 60, exp: seconds() + 540 }))).toEqual([200]);
  });
});

describe('a socket', () => {
  const closeCode = async (authorization: string) =>
    connect({ Authorization: authorization })
      .iterate({ query: '{ me { name } }' })
      .next()
      .catch(({ code, reason }: { code: number; reason: string }) => [code, reason]);

  it('says in the close code what is wrong with its token', async () => {
    expect(await closeCode(`Bearer ${ended(60)}`)).toEqual([4403, 'TOKEN_EXPIRED']);
    expect(await closeCode('Bearer nonsense')).toEqual([4401, 'UNAUTHENTICATED']);
  });

  it('is closed when its token is not taken any more, and nothing comes after that', async () => {
    const exp = seconds() - 29;
    const client = connect({ authorization: `Bearer ${claims({ iat: exp - 60, exp })}` });
    const received: unknown[] = [];
    const closed = new Promise<[number, string]>((resolve) => {
      client.on('closed', (event) => resolve([(event as Closing).code, (event as Closing).reason]));
      client.on('message', ({ type }) => received.push(type));
    });
    const events = client.iterate({ query: 'subscription { productChanged { upc } }' });
    const first = events.next();
    const source = await shop.nextSource();
    source.push('p1');
    await first;
    const over = expect(events.next()).rejects.toBeDefined();
    expect(await closed).toEqual([4403, 'TOKEN_EXPIRED']);
    const late = Date.now() / 1_000 - (exp + 30);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(1);
    source.push('p2');
    await over;
    await until(() => shop.openSources() === 0);
    expect(received).toEqual(['connection_ack', 'next']);
    await client.dispose();
  });
});

function connect(connectionParams: Record<string, string>) {
  return createClient({ url: guarded.wsUrl, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0 });
}
