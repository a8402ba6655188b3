import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { systemClock } from '../../kernel/clock';
import { createLogger } from '../../kernel/telemetry/logger';
import { startIssuer, type Issuer } from '../../tests/support/issuer';
import { codes, SECRET, startShop, until, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';
import { followRevocations } from './follow-revocations';
import { createRevokedTokens } from './revocations';

const POLL_MS = 200;
let shop: Shop;
let issuer: Issuer;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
beforeEach(async () => {
  issuer = await startIssuer();
  const env = { REVOCATIONS_URL: issuer.revocationsUrl, REVOCATIONS_POLL_MS: String(POLL_MS) };
  gateway = await shop.startGateway({ ...issuer.env, ...env });
});
afterEach(async () => {
  await gateway.stop();
  await issuer.stop();
  shop.reset();
});

const tokenOf = (sub: string, sid: string, epoch = 1) => issuer.token({ claims: { sub, sid, epoch } });
const ask = async (token: string | null, url = gateway.url) => {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const reply = await shop.ask('{ me { name } }', { url, headers });
  return [reply.status, ...codes(reply)].join(' ');
};
const down = () => issuer.answerWith((request) => request.socket.destroy());
const readiness = async (url = gateway.url) => {
  const reply = await fetch(url.replace('/graphql', '/readyz'));
  return ((await reply.json()) as { status: string }).status;
};
/** Waits until the gateway has asked for the feed once more. */
const nextPoll = async () => {
  const seen = issuer.polls.length;
  await until(() => issuer.polls.length > seen + 1);
};

type Closing = { code: number; reason: string };

interface Watcher {
  /** The data that came, in order. */
  received: unknown[];
  closed: Promise<[code: number, reason: string, at: number]>;
  stop(): void | Promise<void>;
}

/** Follows the products with this token, up to the first event. */
async function follow(token: string): Promise<Watcher & { push(upc: string): void }> {
  const client = createClient({
    url: gateway.wsUrl,
    connectionParams: { authorization: `Bearer ${token}` },
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const received: unknown[] = [];
  const closed: Watcher['closed'] = new Promise((resolve) =>
    client.on('closed', (event) => {
      const { code, reason } = event as Closing;
      resolve([code, reason, performance.now()]);
    }),
  );
  client.subscribe(
    { query: 'subscription { productChanged { upc } }' },
    { next: ({ data }) => void received.push(data), error: () => undefined, complete: () => undefined },
  );
  const source = await shop.nextSource();
  source.push('p1');
  await until(() => received.length === 1);
  return { received, closed, push: (upc) => source.push(upc), stop: () => client.dispose() };
}

it('a session that has ended is refused within the poll interval, and no other is', async () => {
  const [ended, other] = [tokenOf('u1', 'ses_1'), tokenOf('u1', 'ses_2')];
  expect([await ask(ended), await ask(other)]).toEqual(['200', '200']);
  issuer.revoke({ sid: 'ses_1' });
  const began = performance.now();
  let outcome = '200';
  while (outcome === '200' && performance.now() - began < 2_000) outcome = await ask(ended);
  expect(outcome).toBe('401 TOKEN_REVOKED');
  expect(performance.now() - began).toBeLessThan(POLL_MS + 500);
  expect(await ask(other)).toBe('200');
  expect(await ask(null)).toBe('200');
});

it('tokens that are older than somebody’s rights are refused, and newer ones are not', async () => {
  issuer.revoke({ sub: 'u1', epoch: 7 });
  await nextPoll();
  expect(await ask(tokenOf('u1', 'ses_1', 6))).toBe('401 TOKEN_REVOKED');
  expect(await ask(issuer.token({ claims: { sub: 'u1' } }))).toBe('401 TOKEN_REVOKED');
  expect(await ask(tokenOf('u1', 'ses_1', 7))).toBe('200');
  expect(await ask(tokenOf('u2', 'ses_2', 1))).toBe('200');
});

it('an open socket of a session that has ended is closed, and no event comes after that', async () => {
  const ended = await follow(tokenOf('u1', 'ses_1'));
  const other = await follow(tokenOf('u2', 'ses_2'));
  const began = performance.now();
  issuer.revoke({ sid: 'ses_1' });
  const [code, reason, at] = await ended.closed;
  expect([code, reason]).toEqual([4403, 'TOKEN_REVOKED']);
  expect(at - began).toBeLessThan(POLL_MS + 1_000);
  ended.push('p2');
  other.push('p2');
  await until(() => other.received.length === 2);
  expect(ended.received).toHaveLength(1);
  await until(() => shop.openSources() === 1);
  await Promise.all([ended.stop(), other.stop()]);
});

it('a client that does not say goodbye can neither hear nor ask anything more', async () => {
  const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws');
  const received: { type: string; id?: string }[] = [];
  socket.on('message', (text) => received.push(JSON.parse((text as Buffer).toString()) as { type: string }));
  await new Promise((resolve) => socket.once('open', resolve));
  const sendOver = (message: object) => socket.send(JSON.stringify(message));
  const authorization = `Bearer ${tokenOf('u1', 'ses_1')}`;
  sendOver({ type: 'connection_init', payload: { authorization } });
  await until(() => received.length === 1);
  // Reads nothing from now on, so that the close is not answered.
  socket.pause();
  issuer.revoke({ sid: 'ses_1' });
  await nextPoll();
  shop.reset();
  sendOver({
    id: 'a',
    type: 'subscribe',
    payload: { query: 'mutation { rename(upc: "p1", name: "x") { upc } }' },
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
  socket.resume();
  await closed;
  expect(shop.products.calls).toHaveLength(0);
  expect(received.map(({ type }) => type)).toEqual(['connection_ack']);
});

it('what is known holds while the issuer is out of reach, and the operator is told', async () => {
  expect(await ask(tokenOf('u1', 'ses_1'))).toBe('200');
  issuer.revoke({ sid: 'ses_1' });
  await nextPoll();
  down();
  await new Promise((resolve) => setTimeout(resolve, 3 * POLL_MS));
  expect(await ask(tokenOf('u1', 'ses_1'))).toBe('401 TOKEN_REVOKED');
  expect(await ask(tokenOf('u1', 'ses_2'))).toBe('200');
  issuer.answerWith(null);
  issuer.revoke({ sid: 'ses_2' });
  await nextPoll();
  expect(await ask(tokenOf('u1', 'ses_2'))).toBe('401 TOKEN_REVOKED');
  expect(await readiness()).toBe('ready');
});

it('nobody can tell who is asking before the issuer has ever told, and everybody can afterwards', async () => {
  down();
  const late = await shop.startGateway({
    ...issuer.env,
    REVOCATIONS_URL: issuer.revocationsUrl,
    REVOCATIONS_POLL_MS: '100',
  });
  const token = tokenOf('u1', 'ses_1');
  // The keys are known from here on; the feed is not.
  issuer.answerWith((request, response) => {
    if (request.url !== '/jwks') return request.socket.destroy();
    const { x } = issuer.key.publicKey.export({ format: 'jwk' });
    response.end(JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid: 'k1' }] }));
  });
  expect(await ask(token, late.url)).toBe('503 SERVICE_UNAVAILABLE');
  expect(await ask(null, late.url)).toBe('200');
  expect(await readiness(late.url)).toBe('degraded');
  issuer.answerWith(null);
  let outcome = '';
  for (let i = 0; i < 40 && outcome !== '200'; i += 1) {
    outcome = await ask(token, late.url);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect([outcome, await readiness(late.url)]).toEqual(['200', 'ready']);
  await late.stop();
});

describe('the feed', () => {
  const open = (over = {}) =>
    followRevocations({
      url: issuer.revocationsUrl,
      pollMs: 50,
      keepMs: 60_000,
      gatewaySecret: SECRET,
      clock: systemClock,
      logger: createLogger('gateway', 'silent'),
      ...over,
    });

  it('is asked for from the beginning, then from where it was left', async () => {
    await nextPoll();
    issuer.revoke({ sid: 'ses_1' });
    await nextPoll();
    expect(issuer.polls[0]).toBeNull();
    expect([...new Set(issuer.polls)]).toEqual([null, '0', '1']);
  });

  it('is read to its end before anything is said, however many parts it has', async () => {
    const parts = 50;
    issuer.answerWith((request, response) => {
      const after = Number(new URL(request.url!, 'http://issuer').searchParams.get('after') ?? 0);
      const next = Math.min(after + 1, parts);
      response.end(JSON.stringify({ cursor: String(next), revocations: [{ sid: `ses_${next}` }] }));
    });
    const revocations = open();
    await revocations.isAsked;
    expect(revocations.has({ sub: 'u', sid: `ses_${parts}` })).toBe(true);
    revocations.stop();
  });

  it.each([
    ['is no feed', '{"revocations":[]}'],
    ['revokes something unheard of', '{"cursor":"1","revocations":[{"device":"d1"}]}'],
    ['has no end', `{"cursor":"1","revocations":[],"x":"${'x'.repeat(5 * 1024 * 1024)}"}`],
  ])('is not believed where it %s', async (_what, body) => {
    issuer.answerWith((_request, response) => response.end(body));
    const revocations = open();
    await revocations.isAsked;
    expect(() => revocations.has({ sub: 'u' })).toThrow('cannot be verified');
    revocations.stop();
  });

  it('is missed by the operator when it has not been told for a while', async () => {
    const revocations = open({ staleMs: 300 });
    await revocations.isAsked;
    expect(revocations.problem()).toBeNull();
    down();
    await until(() => revocations.problem() !== null);
    expect(revocations.has({ sub: 'u', sid: 'ses_1' })).toBe(false);
    issuer.answerWith(null);
    await until(() => revocations.problem() === null);
    revocations.stop();
  });
});

describe('what is known of revoked tokens', () => {
  it('does not grow with time, nor with what is told again', () => {
    const revoked = createRevokedTokens(1_000);
    for (let now = 0; now < 100_000; now += 10) {
      revoked.add(
        [{ sid: `s${now}` }, { sid: `s${now}` }, { sub: 'u', epoch: now }, { sub: `u${now}`, epoch: 1 }],
        now,
      );
      expect(revoked.size).toBeLessThanOrEqual(201);
    }
    expect(revoked.has({ sub: 'x', sid: 's99990' })).toBe(true);
    expect(revoked.has({ sub: 'x', sid: 's99000' })).toBe(true);
    expect(revoked.has({ sub: 'x', sid: 's98990' })).toBe(false);
  });

  it('is the highest of somebody’s epochs', () => {
    const revoked = createRevokedTokens(1_000);
    expect(
      revoked.add(
        [
          { sub: 'u', epoch: 7 },
          { sub: 'u', epoch: 5 },
        ],
        0,
      ),
    ).toBe(1);
    expect(revoked.has({ sub: 'u', epoch: 6 })).toBe(true);
    expect(revoked.has({ sub: 'u', epoch: 7 })).toBe(false);
  });
});
