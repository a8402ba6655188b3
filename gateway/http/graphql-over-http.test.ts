import { serverAudits } from 'graphql-http';
import { startShop, type Shop } from '../../tests/support/shop';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

/** What the specification leaves open and we refuse: a GET without a header that only a script can set (CSRF). */
const REFUSED = new Set(['5A70', 'D6D5', '6A70']);

describe('GraphQL over HTTP', () => {
  it('is spoken as the audits of the specification have it', async () => {
    const failed: string[] = [];
    // https://github.com/graphql/graphql-http#audits
    for (const { id, name, fn } of serverAudits({ url: () => shop.gateway.url })) {
      const { status } = await fn();
      if (status !== (REFUSED.has(id) ? 'notice' : 'ok')) failed.push(`${status} ${id} ${name}`);
    }
    expect(failed).toEqual([]);
  });

  const LEGACY = 'application/json';
  const MODERN = 'application/graphql-response+json';
  const UNTYPED = '*/*';
  const syntax = { query: '{' };
  const validation = { query: '{ nope }' };
  const coercion = { query: 'query ($upc: ID!) { product(upc: $upc) { name } }', variables: { upc: {} } };
  const noQuery = { variables: {} };
  const subscription = { query: 'subscription { productChanged { upc } }' };

  it.each([
    ['a syntax error', LEGACY, syntax, 200],
    ['a syntax error', MODERN, syntax, 400],
    ['a syntax error', `${MODERN}, ${LEGACY};q=0.9`, syntax, 400],
    ['a syntax error', UNTYPED, syntax, 400],
    ['an unknown field', LEGACY, validation, 200],
    ['an unknown field', MODERN, validation, 400],
    ['a variable of the wrong type', LEGACY, coercion, 200],
    ['a variable of the wrong type', MODERN, coercion, 400],
    ['a request without a query', LEGACY, noQuery, 400],
    ['a subscription by POST', LEGACY, subscription, 400],
  ])('answers %s, accepting %s', async (_what, accept, body, status) => {
    const response = await fetch(shop.gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
    });
    const { errors } = (await response.json()) as { errors: unknown[] };
    expect(errors.length).toBeGreaterThan(0);
    expect(response.status).toBe(status);
  });

  it.each([LEGACY, MODERN, UNTYPED])('answers a defect of its own with 500, accepting %s', async (accept) => {
    const gateway = await shop.startGateway();
    gateway.gateway['generations'].enter = () => {
      throw new Error('a defect');
    };
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: '{ me { name } }' }),
    });
    await gateway.stop();
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
    expect(response.status).toBe(500);
  });
});
