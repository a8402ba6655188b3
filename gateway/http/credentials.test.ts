import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startIssuer, type Issuer } from '../../tests/support/issuer';
import { startShop, until, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

const APP = 'https://app.school.example';
const COOKIE = '__Host-access';
const QUERY = '{ me { name } }';

let shop: Shop;
let issuer: Issuer;
let gateway: RunningGateway;

beforeAll(async () => {
  [shop, issuer] = await Promise.all([startShop(), startIssuer()]);
  gateway = await shop.startGateway({
    ...issuer.env,
    ACCESS_TOKEN_COOKIE: COOKIE,
    ALLOWED_ORIGINS: `${APP}, https://other.example:8443`,
    REVOCATIONS_URL: issuer.revocationsUrl,
    REVOCATIONS_POLL_MS: '50',
  });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer.stop(), shop.stop()]);
});
afterEach(() => shop.reset());

interface Asked {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  code: string | undefined;
  /** Whether the subgraph was told who is asking. */
  isSignedIn: boolean;
}

/** Asks as a browser does, which `fetch` of Node does not let one: with any headers. */
function ask(headers: Record<string, string>, { method = 'POST', query = QUERY } = {}): Promise<Asked> {
  shop.reset();
  return new Promise((resolve, reject) => {
    const options = { method, agent: false, headers: { 'content-type': 'application/json', ...headers } };
    const target = method === 'GET' ? `${gateway.url}?query=${encodeURIComponent(query)}` : gateway.url;
    const sent = httpRequest(target, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        const { errors } = (text.startsWith('{') ? JSON.parse(text) : {}) as { errors?: Coded[] };
        const isSignedIn = shop.accounts.calls.at(-1)?.headers['x-gateway-identity'] !== undefined;
        const { statusCode: status, headers: replied } = response;
        resolve({ status, headers: replied, code: errors?.[0]?.extensions.code, isSignedIn });
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? JSON.stringify({ query }) : undefined);
  });
}
type Coded = { extensions: { code: string } };

const cookie = (token = issuer.token()) => `theme=dark; ${COOKIE}=${token}; x${COOKIE}=no`;
const REFUSED = { status: 403, code: 'CROSS_ORIGIN_REFUSED', isSignedIn: false };

describe('a token in a cookie', () => {
  it.each([
    ['no page at all', () => ({})],
    ['a page of the gateway’s own', () => ({ origin: gateway.url.replace('/graphql', '') })],
    ['a page of an allowed origin', () => ({ origin: APP, 'sec-fetch-site': 'same-site' })],
  ])('says who is asking, for %s', async (_what, headers) => {
    const asked = await ask({ cookie: cookie(), ...headers() });
    expect(asked).toMatchObject({ status: 200, isSignedIn: true });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins like an allowed one', { origin: `${APP}.evil.example` }],
    ['an origin that ends like an allowed one', { origin: 'https://evil-app.school.example' }],
    ['the allowed host without TLS', { origin: 'http://app.school.example' }],
    ['an allowed host on another port', { origin: `${APP}:444` }],
    ['no origin that can be told', { origin: 'null' }],
    ['another site, by its own account of it', { 'sec-fetch-site': 'cross-site' }],
    ['another site that is allowed to ask with a header', { origin: APP, 'sec-fetch-site': 'cross-site' }],
  ])('is not looked at for a page of %s', async (_what, headers) => {
    expect(await ask({ cookie: cookie(), ...headers })).toMatchObject(REFUSED);
  });

  it('is of no use to a form, nor to a link', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const asked = await ask({ cookie: cookie(), 'content-type': type });
      expect([asked.status, asked.isSignedIn]).toEqual([400, false]);
    }
    const link = await ask({ cookie: cookie(), 'content-type': 'text/plain' }, { method: 'GET' });
    expect([link.status, link.isSignedIn]).toEqual([400, false]);
    const script = await ask({ cookie: cookie(), 'apollo-require-preflight': '1' }, { method: 'GET' });
    expect(script).toMatchObject({ status: 200, isSignedIn: true });
  });

  it('gives way to the header', async () => {
    const evil = { origin: 'https://evil.example' };
    const good = await ask({
      cookie: cookie('nonsense'),
      authorization: `Bearer ${issuer.token()}`,
      ...evil,
    });
    expect(good).toMatchObject({ status: 200, isSignedIn: true });
    expect(await ask({ cookie: cookie(), authorization: 'Bearer nonsense' })).toMatchObject({ status: 401 });
  });

  it('is not guessed at where there are two', async () => {
    const both = `${COOKIE}=${issuer.token()}; ${COOKIE}=${issuer.token()}`;
    expect(await ask({ cookie: both })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('is forgotten when it is refused, so that the next request can get a new one', async () => {
    issuer.revoke({ sid: 'ses_1' });
    await until(() => issuer.polls.at(-1) === '1');
    const asked = await ask({ cookie: cookie(issuer.token({ claims: { sid: 'ses_1' } })) });
    expect(asked).toMatchObject({ status: 401, code: 'TOKEN_REVOKED', isSignedIn: false });
    const forget = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`;
    expect(asked.headers['set-cookie']).toEqual([forget]);
    expect((await ask({ cookie: cookie() })).headers).not.toHaveProperty('set-cookie');
    expect((await ask({ authorization: 'Bearer nonsense' })).headers).not.toHaveProperty('set-cookie');
  });

  it('is nothing to a gateway that was told of no cookie', async () => {
    const plain = await shop.startGateway(issuer.env);
    const reply = await shop.ask(QUERY, { url: plain.url, headers: { cookie: cookie() } });
    await plain.stop();
    expect(reply.status).toBe(200);
    expect(shop.accounts.calls.at(-1)!.headers).not.toHaveProperty('x-gateway-identity');
  });
});

describe('a page', () => {
  const allow = 'access-control-allow-origin';
  const preflight = (origin: string) =>
    ask(
      {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
      { method: 'OPTIONS' },
    );

  it('of an allowed origin may ask and read, with credentials', async () => {
    const { status, headers } = await preflight(APP);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      [allow]: APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'authorization,content-type',
      vary: 'Origin',
    });
    const authorization = `Bearer ${issuer.token()}`;
    const asked = await ask({ origin: APP, authorization, 'sec-fetch-site': 'cross-site' });
    expect(asked).toMatchObject({ status: 200, isSignedIn: true });
    expect(asked.headers).toMatchObject({ [allow]: APP, vary: 'Origin' });
    // What went wrong may be read as well.
    expect((await ask({ origin: APP, authorization: 'Bearer no' })).headers).toMatchObject({ [allow]: APP });
  });

  it.each(['null', 'https://evil.example', `${APP}.evil.example`, 'https://app.school.example:444', '*'])(
    'of %s may read nothing',
    async (origin) => {
      for (const { headers } of [await preflight(origin), await ask({ origin })])
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  );
});

describe('a socket', () => {
  /** The first answer over a socket that a page of this origin opens, or how that failed. */
  async function open(headers: Record<string, string>, connectionParams = {}): Promise<string> {
    class BrowserSocket extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers });
      }
    }
    const client = createClient({
      url: gateway.wsUrl,
      webSocketImpl: BrowserSocket,
      retryAttempts: 0,
      connectionParams,
    });
    const outcome = await client
      .iterate({ query: QUERY })
      .next()
      .then(
        () => 'answered',
        (error: Error) => error.message,
      );
    await client.dispose();
    return outcome;
  }

  it('may be opened by pages of the gateway’s own and allowed origins, and by no others', async () => {
    expect(await open({})).toBe('answered');
    for (const origin of [APP, gateway.url.replace('/graphql', '')])
      expect(await open({ origin })).toBe('answered');
    for (const origin of ['https://evil.example', 'null', `${APP}.evil.example`])
      expect(await open({ origin })).toContain('403');
  });

  it('never takes its token from a cookie', async () => {
    await open({ origin: APP, cookie: cookie() });
    expect(shop.accounts.calls.at(-1)!.headers).not.toHaveProperty('x-gateway-identity');
    await open({ origin: APP }, { authorization: `Bearer ${issuer.token()}` });
    expect(shop.accounts.calls.at(-1)!.headers).toHaveProperty('x-gateway-identity');
  });
});

it.each(['*', 'app.school.example', 'https://app.school.example/', 'null'])(
  'an allowed origin of %s is a mistake of the operator',
  (origin) => expect(() => shop.startGateway({ ALLOWED_ORIGINS: origin })).toThrow('ALLOWED_ORIGINS'),
);
