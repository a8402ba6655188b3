import { request as httpRequest } from 'node:http';
import { apolloReply } from '../../kernel/http/apollo-route';
import { startHttpServer, type HttpServer } from '../../kernel/http/http-server';
import { createLogger } from '../../kernel/telemetry/logger';
import { startShop, type Shop } from '../../tests/support/shop';
import { SchoolgraphGateway } from '../gateway';
import { createAnswerGraphql, type AnswerGraphql } from './answer-graphql';
import { createApolloServer } from './apollo-server';

const logger = createLogger('gateway', 'silent');
let shop: Shop;
/** Two servers over one gateway: one as the product has it, one that asks Apollo Server every time. */
let product: HttpServer;
let reference: HttpServer;
let asked = 0;

beforeAll(async () => {
  shop = await startShop();
  const gateway = new SchoolgraphGateway({ supergraphSdl: shop.supergraphSdl, logger });
  const apollo = createApolloServer({ gateway, introspection: true, logger });
  await apollo.start();
  const original = apollo.executeHTTPGraphQLRequest.bind(apollo);
  apollo.executeHTTPGraphQLRequest = (request) => {
    asked += 1;
    return original(request);
  };
  product = await serve(createAnswerGraphql({ gateway, apollo }));
  reference = await serve((request, context) => apolloReply(apollo, request, () => Promise.resolve(context)));
});
afterAll(async () => {
  await Promise.all([product.close(), reference.close()]);
  await shop.stop();
});

const serve = (answer: AnswerGraphql) =>
  startHttpServer(
    {
      '/graphql': (request) => answer(request, { identity: null, requestId: 'r', signal: request.signal }),
    },
    { host: '127.0.0.1', port: 0, logger },
  );

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Status, headers in their order, and body, as they came. */
function send(server: HttpServer, { method = 'POST', path = '', headers = {}, body = '' }: Sent) {
  return new Promise<unknown>((resolve, reject) => {
    const options = { method, agent: false, headers: { 'content-type': 'application/json', ...headers } };
    const sent = httpRequest(`${server.url}/graphql${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const raw = response.rawHeaders.filter((_, index, all) => !/^date$/i.test(all[index - (index % 2)]!));
        resolve({ status: response.statusCode, raw, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = (value: unknown, headers: Record<string, string> = {}): Sent => ({
  body: JSON.stringify(value),
  headers,
});
const BY_UPC = 'query ($upc: ID!) { product(upc: $upc) { name } }';
const TWO = 'query A { me { name } } query B { reviewCount }';
const MODERN = { accept: 'application/graphql-response+json' };
const MIXED = { accept: 'application/graphql-response+json,application/json;q=0.9' };

/** In an order in which what was learned from one may be wrong for the next. */
const CORPUS: [string, Sent][] = [
  ['a query', json({ query: '{ me { name } }' })],
  ['a query that prefers the modern type', json({ query: '{ me { name } }' }, MODERN)],
  ['a query that prefers one of two', json({ query: '{ me { name } }' }, MIXED)],
  ['a query that accepts anything', json({ query: '{ me { name } }' }, { accept: '*/*' })],
  ['a query that accepts nothing we have', json({ query: '{ me { name } }' }, { accept: 'image/png' })],
  [
    'another charset',
    json({ query: '{ me { name } }' }, { 'content-type': 'application/json; charset=utf-8' }),
  ],
  ['text as JSON', json({ query: '{ me { name } }' }, { 'content-type': 'text/plain' })],
  [
    'a type that only begins like JSON',
    json({ query: '{ me { name } }' }, { 'content-type': 'application/jsonp' }),
  ],
  ['variables', json({ query: BY_UPC, variables: { upc: 'p1' } })],
  ['other variables', json({ query: BY_UPC, variables: { upc: 'p2' } })],
  ['no such object', json({ query: BY_UPC, variables: { upc: 'p3' } })],
  ['missing variables', json({ query: BY_UPC })],
  ['variables of the wrong type', json({ query: BY_UPC, variables: { upc: {} } })],
  ['variables that are a list', json({ query: BY_UPC, variables: ['p1'] })],
  ['variables that are text', json({ query: BY_UPC, variables: '{"upc":"p1"}' })],
  ['null for variables', json({ query: '{ me { name } }', variables: null, operationName: null })],
  ['the first of two operations', json({ query: TWO, operationName: 'A' })],
  ['the second of two operations', json({ query: TWO, operationName: 'B' })],
  ['none of two operations', json({ query: TWO })],
  ['an unknown operation', json({ query: TWO, operationName: 'C' })],
  ['an empty operation name', json({ query: TWO, operationName: '' })],
  ['an operation name with a line break', json({ query: TWO, operationName: 'A\n' })],
  ['a number as operation name', json({ query: TWO, operationName: 1 })],
  ['a mutation', json({ query: 'mutation { rename(upc: "p1", name: "Pen") { name } }' })],
  ['a subscription', json({ query: 'subscription { productChanged { upc } }' })],
  ['fields that fail', json({ query: '{ topProducts { reviews { author { email } } } }' })],
  ['null where there may be none', json({ query: '{ nobody { name } }' })],
  ['introspection', json({ query: '{ __schema { types { name } } }' })],
  ['dangerous names', json({ query: '{ __proto__: me { constructor: name } }' })],
  ['a syntax error', json({ query: '{' })],
  ['an unknown field', json({ query: '{ nope }' })],
  ['an empty query', json({ query: '' })],
  ['a query that is a list', json({ query: ['{ me { name } }'] })],
  ['no query', json({ variables: {} })],
  ['a batch', json([{ query: '{ me { name } }' }])],
  ['null', json(null)],
  ['broken JSON', { body: '{"query":' }],
  ['no body', {}],
  ['extensions', json({ query: '{ me { name } }', extensions: { a: 1 } })],
  ['extensions that are null', json({ query: '{ me { name } }', extensions: null })],
  [
    'a persisted query that nobody knows',
    json({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
  ],
  ['a member that nobody knows', json({ query: '{ me { name } }', id: 7 })],
  ['GET', { method: 'GET', path: `?query=${encodeURIComponent('{ me { name } }')}` }],
  [
    'a mutation by GET',
    {
      method: 'GET',
      path: `?query=${encodeURIComponent('mutation { rename(upc: "p1", name: "x") { upc } }')}`,
    },
  ],
  ['PUT', { method: 'PUT', ...json({ query: '{ me { name } }' }) }],
  ['a body of three megabytes', json({ query: '{ me { name } }', variables: { x: 'x'.repeat(3_000_000) } })],
];

describe('an answer', () => {
  it.each(CORPUS)(
    'to %s is that of Apollo Server to the byte, also when asked again',
    async (_what, sent) => {
      const expected = await send(reference, sent);
      for (let i = 0; i < 3; i += 1) expect(await send(product, sent)).toEqual(expected);
    },
  );

  it('costs no pass through Apollo Server once it is known', async () => {
    const sent = json({ query: 'query Known { me { name } }' });
    await send(product, sent);
    const before = asked;
    const reply = await send(product, sent);
    expect(asked).toBe(before);
    expect(reply).toMatchObject({ status: 200, text: '{"data":{"me":{"name":"Ada"}}}\n' });
  });

  it('with an error is not asked of the subgraphs twice', async () => {
    const sent = json({ query: 'query Once { reviewCount }' });
    await send(product, sent);
    shop.reset();
    shop.reviews.answerWith((_request, response) => response.end('{"data":{"reviewCount":"no number"}}'));
    const reply = await send(product, sent);
    expect(shop.reviews.calls).toHaveLength(1);
    expect(reply).toMatchObject({ text: expect.stringContaining('SUBGRAPH_INVALID_RESPONSE') as string });
    shop.reset();
  });
});
