import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createVerifier } from '../../kernel/auth/signed-identity';
import { SECRET, startShop, type Shop } from '../../tests/support/shop';
import type { StubSubgraph } from '../../tests/support/federation';
import type { RunningGateway } from '../start-gateway';

let shop: Shop;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
  gateway = await shop.startGateway({
    GATEWAY_SECRET: SECRET,
    PROPAGATE_HEADERS: 'accept-language',
    PROPAGATE_HEADERS_ACCOUNTS: 'cookie, User-Agent',
    PROPAGATE_RESPONSE_HEADERS: 'Set-Cookie',
    SUBGRAPH_TIMEOUT_MS: '3000',
  });
});
afterAll(async () => {
  await gateway.stop();
  await shop.stop();
});
afterEach(() => shop.reset());

const RENAME = 'mutation { rename(upc: "p1", name: "Pen") { name } }';
const BOTH = '{ me { name } reviewCount }';

/** Asks with these headers. @returns the answer's data, and the cookies that came with it */
async function ask(query: string, headers: Record<string, string> = {}, url = gateway.url) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: unknown };
  return { data, cookies: response.headers.getSetCookie(), status: response.status };
}

/** What the subgraph was told of the caller, as its signature proves. */
function callerAt({ calls }: StubSubgraph) {
  const { headers, body } = calls.at(-1)!;
  const read = (name: string) => headers[name]?.toString();
  return createVerifier(SECRET)({ method: 'POST', path: '/graphql', body }, read, Date.now());
}

const answering =
  (data: object, cookies: string[], milliseconds = 0) =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void setTimeout(() => {
      for (const cookie of cookies) response.appendHeader('set-cookie', cookie);
      response.setHeader('content-type', 'application/json').setHeader('x-powered-by', 'abacus');
      response.end(JSON.stringify({ data }));
    }, milliseconds);

describe('headers of a client', () => {
  it('go to the subgraphs that they are meant for', async () => {
    await ask(BOTH, { 'accept-language': 'de', cookie: 'a=1', 'user-agent': 'Abacus/1', 'x-other': 'x' });
    const [accounts, reviews] = [shop.accounts, shop.reviews].map(({ calls }) => calls.at(-1)!.headers);
    expect(accounts).toMatchObject({ 'accept-language': 'de', cookie: 'a=1', 'user-agent': 'Abacus/1' });
    expect(reviews).toMatchObject({ 'accept-language': 'de' });
    for (const name of ['cookie', 'user-agent', 'x-other']) expect(reviews).not.toHaveProperty(name);
    expect(accounts).not.toHaveProperty('x-other');
  });

  it('keep apart the reads of those who sent different ones', async () => {
    shop.accounts.answerWith(answering({ me: { name: 'Ada' } }, [], 100));
    shop.reviews.answerWith(answering({ reviewCount: 2 }, [], 100));
    await Promise.all(['a=1', 'a=2', 'a=1'].map((cookie) => ask(BOTH, { cookie })));
    expect(shop.accounts.calls.map(({ headers }) => headers.cookie).sort()).toEqual(['a=1', 'a=2']);
    expect(shop.reviews.calls).toHaveLength(1);
  });

  it('come with what is asked over a socket, but for cookies, which any page that opens one would use', async () => {
    class BrowserSocket extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers: { cookie: 'refresh=1', 'user-agent': 'Abacus/1' } });
      }
    }
    const client = createClient({ url: gateway.wsUrl, webSocketImpl: BrowserSocket, retryAttempts: 0 });
    await client.iterate({ query: '{ me { name } }' }).next();
    await client.iterate({ query: RENAME }).next();
    await client.dispose();
    const { headers } = shop.accounts.calls.at(-1)!;
    expect(headers).toMatchObject({ 'user-agent': 'Abacus/1' });
    expect(headers).not.toHaveProperty('cookie');
    expect(callerAt(shop.products).clientAddress).toBe('127.0.0.1');
  });

  it('state nothing in place of the gateway, however they are forged', async () => {
    const forged = {
      'x-gateway-identity': Buffer.from('{"sub":"root"}').toString('base64url'),
      'x-gateway-signature': `t=${Date.now()},kid=default,n=0123456789abcdef,v1=${'0'.repeat(64)}`,
      'x-gateway-client-address': '6.6.6.6',
      'x-user-id': 'root',
      'x-school-id': 'all',
      'x-roles': 'admin',
      'x-internal-signature': 'yes',
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-host': 'evil.example',
      traceparent: 'garbage',
    };
    await ask(RENAME, forged);
    expect(callerAt(shop.products)).toEqual({ identity: null, clientAddress: '127.0.0.1' });
    const { headers } = shop.products.calls.at(-1)!;
    expect(JSON.stringify(headers)).not.toMatch(
      /6\.6\.6\.6|root|evil|admin|garbage|x-(user|school|internal)/,
    );
  });

  it.each(['x-gateway-identity', 'X-User-Id', 'x-school-id', 'x-roles', 'x-internal-a', 'x-forwarded-for'])(
    'cannot be configured to state %s',
    async (name) => {
      await expect(shop.startGateway({ PROPAGATE_HEADERS_REVIEWS: name })).rejects.toThrow(
        name.toLowerCase(),
      );
    },
  );
});

describe('the address of a client', () => {
  it('is told with a write, and not with a read that others may share', async () => {
    await ask(RENAME);
    expect(callerAt(shop.products).clientAddress).toBe('127.0.0.1');
    await ask(BOTH);
    expect(callerAt(shop.reviews).clientAddress).toBeNull();
  });

  it('is told with a read where none is shared, as a trusted proxy tells it', async () => {
    const alone = await shop.startGateway({
      GATEWAY_SECRET: SECRET,
      SHARE_READS: 'false',
      TRUSTED_PROXIES: '1',
    });
    await ask(BOTH, { 'x-forwarded-for': '6.6.6.6, 203.0.113.5' }, alone.url);
    await alone.stop();
    expect(callerAt(shop.reviews).clientAddress).toBe('203.0.113.5');
  });
});

describe('headers of subgraphs', () => {
  it('reach the client, several cookies of several subgraphs each as one of its own', async () => {
    shop.accounts.answerWith(answering({ me: { name: 'Ada' } }, ['a=1; HttpOnly', 'b=2, with a comma']));
    shop.reviews.answerWith(answering({ reviewCount: 2 }, ['c=3']));
    const { data, cookies } = await ask(BOTH);
    expect(data).toEqual({ me: { name: 'Ada' }, reviewCount: 2 });
    expect(cookies.sort()).toEqual(['a=1; HttpOnly', 'b=2, with a comma', 'c=3']);
  });

  it('come with a mutation', async () => {
    shop.products.answerWith(answering({ rename: { name: 'Pen' } }, ['session=new']));
    expect((await ask(RENAME)).cookies).toEqual(['session=new']);
  });

  it('are not remembered with an operation that is asked again', async () => {
    const query = 'query Again { me { name } }';
    for (const cookies of [['first=1'], [], ['third=3'], []]) {
      shop.accounts.answerWith(answering({ me: { name: 'Ada' } }, cookies));
      expect((await ask(query)).cookies).toEqual(cookies);
    }
  });

  it('are given to the one who asked, and never to those who waited for the same answer', async () => {
    let calls = 0;
    shop.accounts.answerWith((request, response) =>
      answering({ me: { name: 'Ada' } }, [`n=${(calls += 1)}`], 100)(request, response),
    );
    const replies = await Promise.all(Array.from({ length: 5 }, () => ask('{ me { name } }')));
    const given = replies.flatMap(({ cookies }) => cookies);
    expect(given).toHaveLength(5);
    expect(new Set(given).size).toBe(5);
    expect(calls).toBe(5);
  });

  it.each(['content-length', 'Access-Control-Allow-Origin', 'x-request-id', 'transfer-encoding'])(
    'cannot be configured to state %s',
    async (name) => {
      const env = { PROPAGATE_RESPONSE_HEADERS: name };
      await expect(shop.startGateway(env)).rejects.toThrow(name.toLowerCase());
    },
  );
});
