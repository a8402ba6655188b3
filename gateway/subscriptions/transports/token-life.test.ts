import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { openFollower, TRANSPORTS } from '../../../tests/support/followers';
import { seconds, startIssuer, type Issuer } from '../../../tests/support/issuer';
import { until } from '../../../tests/support/shop';
import { startTicker, type Ticker } from '../../../tests/support/ticker';

const LEEWAY = 30;
const MINE = 'subscription { mine { n } }';

let folder: string;
let issuer: Issuer;
let ticker: Ticker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticker-'));
  issuer = await startIssuer();
  ticker = await startTicker(folder, {
    ...issuer.env,
    REVOCATIONS_URL: issuer.revocationsUrl,
    REVOCATIONS_POLL_MS: '200',
  });
});
afterAll(async () => {
  await ticker.stop();
  await issuer.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => until(() => ticker.listeners() === 0, 10));

/** A token that is taken for so long. */
const tokenFor = (howLong: number, claims: object = {}) =>
  issuer.token({ claims: { iat: seconds() - 60, exp: seconds() + howLong - LEEWAY, ...claims } });

describe.each(TRANSPORTS)('over %s', (transport) => {
  it('a stream ends within a second of its token, with no event after that', async () => {
    const expiry = (seconds() + 2) * 1_000;
    const client = openFollower(transport, ticker.gateway, tokenFor(2));
    const following = client.follow(MINE);
    await until(() => ticker.listeners() === 1);
    ticker.tick();
    await until(() => following.heard.length === 1);
    await until(() => Date.now() > expiry, 5);
    ticker.tick();
    await until(() => following.heard.length >= 2);
    expect(JSON.stringify(following.heard[1])).toMatch(transport === 'WebSocket' ? /4403/ : /TOKEN_EXPIRED/);
    expect(Date.now() - expiry).toBeLessThan(1_000);
    client.close();
  });

  it('a stream ends when its session does', async () => {
    const client = openFollower(transport, ticker.gateway, tokenFor(100, { sid: `ses_${transport}` }));
    const following = client.follow(MINE);
    await until(() => ticker.listeners() === 1);
    issuer.revoke({ sid: `ses_${transport}` });
    await until(() => following.heard.length > 0);
    expect(JSON.stringify(following.heard[0])).toMatch(transport === 'WebSocket' ? /4403/ : /TOKEN_REVOKED/);
    client.close();
  });
});

/** A client of graphql-ws, with the socket that it speaks over. */
async function connect(token: string) {
  let socket: WebSocket | undefined;
  const pongs: unknown[] = [];
  const client = createClient({
    url: ticker.gateway.wsUrl,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    on: {
      opened: (opened) => (socket = opened as WebSocket),
      pong: (_isReceived, payload) => void pongs.push(payload),
    },
  });
  const numbers: number[] = [];
  const ends: unknown[] = [];
  client.subscribe<{ mine: { n: number } }>(
    { query: MINE },
    {
      next: ({ data }) => void numbers.push(data!.mine.n),
      error: (error) => ends.push(error),
      complete: () => ends.push('complete'),
    },
  );
  await until(() => ticker.listeners() > 0);
  return {
    client,
    numbers,
    ends,
    renew: async (next: string) => {
      socket!.send(JSON.stringify({ type: 'ping', payload: { authorization: `Bearer ${next}` } }));
      const before = pongs.length;
      await until(() => pongs.length > before);
      return pongs.at(-1);
    },
  };
}

it('a token is renewed over the open socket without an event lost, in the name of new rights too', async () => {
  const first = ticker.count + 1;
  const { client, numbers, ends, renew } = await connect(tokenFor(2, { scope: 'a' }));
  const ticking = setInterval(() => ticker.tick(), 5);
  await until(() => numbers.length > 10);
  expect(await renew(tokenFor(100, { scope: 'b', sid: 'ses_new' }))).toMatchObject({ renewed: true });
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  clearInterval(ticking);
  await until(() => numbers.at(-1) === ticker.count);
  expect(numbers).toEqual(Array.from({ length: ticker.count - first + 1 }, (_each, index) => first + index));
  expect(ends).toEqual([]);
  await client.dispose();
});

it('a token of somebody else, or a bad one, changes nothing', async () => {
  const { client, numbers, renew } = await connect(tokenFor(100));
  expect(await renew(tokenFor(100, { sub: 'u2' }))).toEqual({ renewed: false, code: 'UNAUTHENTICATED' });
  expect(await renew(tokenFor(-1))).toEqual({ renewed: false, code: 'TOKEN_EXPIRED' });
  ticker.tick();
  await until(() => numbers.length === 1);
  await client.dispose();
});
