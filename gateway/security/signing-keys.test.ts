import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { newKey, startIssuer, type Issuer } from '../../tests/support/issuer';
import { keepAsking } from '../../tests/support/keep-asking';
import { codes, startShop, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

let shop: Shop;
let issuer: Issuer;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
beforeEach(async () => {
  issuer = await startIssuer();
  gateway = await shop.startGateway(issuer.env);
});
afterEach(async () => {
  await gateway.stop();
  await issuer.stop();
});

const ask = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  const reply = await shop.ask('{ me { name } }', { url: gateway.url, headers });
  return [reply.status, ...codes(reply)].join(' ');
};

it('keys that change under traffic fail no request, even while somebody makes up key ids', async () => {
  const second = newKey('k2');
  let signing = issuer.key;
  let count = 0;
  // Half of the tokens are new ones.
  const fresh = () => issuer.token({ key: signing, claims: { sub: `u${(count += 1) >> 1}` } });
  const honesty = keepAsking(() => ask(fresh()));
  const forgery = keepAsking(() => ask(issuer.token({ header: { kid: `k${Math.random()}` } })));
  await sleep(500);
  const old = issuer.token();
  issuer.published = [issuer.key, second];
  signing = second;
  await sleep(1_500);
  expect(await ask(old)).toBe('200');
  issuer.published = [second];
  await sleep(2_500);
  const looks = issuer.looks;
  const [honest, forged] = await Promise.all([honesty.stop(), forgery.stop()]);
  expect([...honest.keys()]).toEqual(['200']);
  expect(honest.get('200')).toBeGreaterThan(100);
  expect([...forged.keys()]).toEqual(['401 UNAUTHENTICATED']);
  // Once a second at most, however many ask for it.
  expect(looks).toBeLessThanOrEqual(6);
  expect(await ask(old)).toBe('401 UNAUTHENTICATED');
});

it('a key that is withdrawn takes its open sockets with it', async () => {
  const authorization = `Bearer ${issuer.token()}`;
  const options = { url: gateway.wsUrl, connectionParams: { authorization }, webSocketImpl: WebSocket };
  const client = createClient({ ...options, retryAttempts: 0 });
  const events = client.iterate({ query: 'subscription { productChanged { upc } }' });
  const ended = events.next().catch(({ code, reason }: { code: number; reason: string }) => [code, reason]);
  await shop.nextSource();
  issuer.published = [newKey('k2')];
  // Whoever comes with a key that is not known makes the gateway look.
  await ask(issuer.token({ header: { kid: 'k3' } }));
  expect(await ended).toEqual([4403, 'TOKEN_REVOKED']);
  await client.dispose();
});

it('a token costs one verification, and keys are asked for once', async () => {
  const token = issuer.token();
  await Promise.all(Array.from({ length: 20 }, () => ask(token)));
  for (let i = 0; i < 20; i += 1) expect(await ask(token)).toBe('200');
  expect(issuer.looks).toBe(1);
});

it('an issuer that cannot be reached is nobody’s fault: known keys hold, and others are asked to come back', async () => {
  issuer.answerWith((_request, response) => response.writeHead(500).end());
  expect(await ask(issuer.token())).toBe('503 SERVICE_UNAVAILABLE');
  issuer.answerWith(null);
  expect(await ask(issuer.token())).toBe('200');
  issuer.answerWith((request) => request.socket.destroy());
  expect(await ask(issuer.token({ claims: { sub: 'u2' } }))).toBe('200');
  expect(await ask(issuer.token({ key: newKey('k2') }))).toBe('503 SERVICE_UNAVAILABLE');
});

it.each([
  ['is no JSON', '<html>'],
  ['is no key set', '{"keys":{}}'],
  ['is endless', `{"keys":[],"x":"${'x'.repeat(100_000)}"}`],
])('what is published and %s is not believed', async (_what, body) => {
  issuer.answerWith((_request, response) => response.end(body));
  expect(await ask(issuer.token())).toBe('503 SERVICE_UNAVAILABLE');
});

it('of a key set, only Ed25519 keys for signing count', async () => {
  const { x } = issuer.key.publicKey.export({ format: 'jwk' });
  const ed = { kty: 'OKP', crv: 'Ed25519', x, kid: 'k1' };
  const others = [
    { ...ed, use: 'enc' },
    { ...ed, alg: 'ES256' },
    { kty: 'oct', k: x, kid: 'k1' },
  ];
  issuer.answerWith((_request, response) => response.end(JSON.stringify({ keys: others })));
  expect(await ask(issuer.token())).toBe('401 UNAUTHENTICATED');
  issuer.answerWith((_request, response) => response.end(JSON.stringify({ keys: [...others, ed] })));
  expect(await ask(issuer.token())).toBe('200');
});
