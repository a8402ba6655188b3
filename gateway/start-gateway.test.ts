import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { verifyIdentity } from '../kernel/auth/signed-identity';
import { createLogger } from '../kernel/telemetry/logger';
import { codes, expectNoInternals, SECRET, startShop, type Shop } from '../tests/support/shop';
import { SchoolgraphGateway } from './gateway';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe('settings', () => {
  it('starts while subgraphs are down and answers for those that are up', async () => {
    const url = shop.reviews.url;
    const gateway = await shop.startGateway({ SUBGRAPH_URL_REVIEWS: 'http://127.0.0.1:1/graphql' });
    const reply = await shop.ask('{ me { name } reviewCount }', { url: gateway.url });
    await gateway.stop();
    expect(shop.reviews.url).toBe(url);
    expect(reply.data).toEqual({ me: { name: 'Ada' }, reviewCount: null });
    expect(codes(reply)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expectNoInternals(reply);
  });

  it('tells nothing of the schema when introspection is off', async () => {
    const gateway = await shop.startGateway({ INTROSPECTION: 'false' });
    const introspection = await shop.ask('{ __schema { types { name } } }', { url: gateway.url });
    const typo = await shop.ask('{ topProduct { upc } }', { url: gateway.url });
    await gateway.stop();
    expect(introspection.data).toBeUndefined();
    expect(codes(introspection)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(typo.text).not.toContain('Did you mean');
  });

  it('signs the identity for the body that is sent and forwards no gateway header of the client', async () => {
    const gateway = await shop.startGateway({ GATEWAY_SECRET: SECRET });
    await shop.ask('{ me { name } }', {
      url: gateway.url,
      headers: {
        'x-gateway-identity': 'forged',
        'x-request-id': 'req-1',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    });
    await gateway.stop();
    const { headers, body } = shop.accounts.calls[0]!;
    const read = (name: string) => headers[name]?.toString();
    expect(verifyIdentity(SECRET, { method: 'POST', path: '/graphql', body }, read, Date.now())).toBeNull();
    expect(headers).toMatchObject({
      'x-request-id': 'req-1',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    });
    expect(headers).not.toHaveProperty('x-gateway-identity');
  });

  it('is ready until it is told to stop', async () => {
    const gateway = await shop.startGateway();
    const base = gateway.url.replace('/graphql', '');
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    await gateway.stop();
    await expect(fetch(`${base}/readyz`)).rejects.toThrow();
  });

  it('lets an open request end when it stops', async () => {
    const gateway = await shop.startGateway({ SUBGRAPH_TIMEOUT_MS: '2000' });
    shop.accounts.answerWith(
      (_request, response) => void setTimeout(() => response.end('{"data":{"me":{"name":"Late"}}}'), 200),
    );
    const reply = shop.ask('{ me { name } }', { url: gateway.url });
    await sleep(100);
    await gateway.stop();
    expect((await reply).data).toEqual({ me: { name: 'Late' } });
  });

  it('is a drop-in for ApolloGateway', async () => {
    const gateway = new SchoolgraphGateway({
      supergraphSdl: shop.supergraphSdl,
      logger: createLogger('gateway', 'silent'),
    });
    const apollo = new ApolloServer({ gateway });
    const { body } = await apollo.executeOperation({ query: '{ me { name } }' });
    await apollo.stop();
    expect(body).toMatchObject({ singleResult: { data: { me: { name: 'Ada' } } } });
  });
});
