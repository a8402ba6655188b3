import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningGateway } from '../start-gateway';
import { codes, expectNoInternals, startShop, until, type Shop } from '../../tests/support/shop';
import { CANARY } from '../../tests/support/shop-subgraphs';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const say =
  (status: number, body: string, type = 'application/json'): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': type, 'x-secret': CANARY }).end(body);

let shop: Shop;
let gateway: RunningGateway;
const QUERY = '{ me { name } reviewCount }';
const ask = (query = QUERY) => shop.ask(query, { url: gateway.url });

beforeAll(async () => {
  shop = await startShop();
  // The address itself is a secret, too.
  gateway = await shop.startGateway({
    SUBGRAPH_URL_REVIEWS: `${shop.reviews.url}?token=${CANARY}`,
    SUBGRAPH_TIMEOUT_MS: '2000',
  });
});
afterAll(async () => {
  await gateway.stop();
  await shop.stop();
});
afterEach(() => shop.reset());

describe('a client never learns from a subgraph’s failure where or how it runs', () => {
  const rest = `${CANARY} at http://10.0.0.1:4003 password=hunter2`;
  it.each<[string, string, Answer]>([
    [
      'an HTML page with status 500',
      'SUBGRAPH_INVALID_RESPONSE',
      say(500, `<html>${rest}</html>`, 'text/html'),
    ],
    ['an HTML page with status 502', 'SUBGRAPH_UNAVAILABLE', say(502, `<html>${rest}</html>`, 'text/html')],
    ['a page with status 200', 'SUBGRAPH_INVALID_RESPONSE', say(200, rest, 'text/plain')],
    [
      'a redirect',
      'SUBGRAPH_INVALID_RESPONSE',
      (_request, response) => response.writeHead(302, { location: `http://${CANARY}/` }).end(),
    ],
    ['{"data":null} with no errors', 'SUBGRAPH_INVALID_RESPONSE', say(200, '{"data":null}')],
    ['truncated JSON', 'SUBGRAPH_INVALID_RESPONSE', say(200, `{"data":{"reviewCount":"${CANARY}`)],
    ['a reset connection', 'SUBGRAPH_UNAVAILABLE', (request) => request.socket.destroy()],
    [
      'an answer that stops in the middle',
      'SUBGRAPH_UNAVAILABLE',
      (request, response) => {
        response
          .writeHead(200, { 'content-length': '999' })
          .write(`{"data":"${CANARY}`, () => request.socket.destroy());
      },
    ],
    [
      'an answer that never ends',
      'SUBGRAPH_TIMEOUT',
      (_request, response) => void response.write(`{"data":"${CANARY}`),
    ],
    [
      'ten megabytes',
      'SUBGRAPH_INVALID_RESPONSE',
      say(200, JSON.stringify({ data: { reviewCount: 1 }, rest: CANARY.repeat(900_000) })),
    ],
    [
      'a value of another type',
      'SUBGRAPH_INVALID_RESPONSE',
      say(200, JSON.stringify({ data: { reviewCount: rest } })),
    ],
    [
      'an error with a stack',
      'INTERNAL',
      say(
        200,
        JSON.stringify({
          data: { reviewCount: null },
          errors: [
            {
              message: 'Went wrong.',
              path: ['reviewCount'],
              extensions: {
                code: 'INTERNAL',
                stacktrace: [rest],
                exception: { rest },
                response: { url: rest },
              },
            },
          ],
        }),
      ),
    ],
  ])('when it answers with %s', async (_what, code, answer) => {
    shop.reviews.answerWith(answer);
    const reply = await ask();
    expect(reply.data).toEqual({ me: { name: 'Ada' }, reviewCount: null });
    expect(codes(reply)).toEqual([code]);
    expectNoInternals(reply);
    expect(reply.text).not.toContain('hunter2');
  });
});

it('a mutation is sent once, whatever becomes of it', async () => {
  shop.products.answerWith((request) => request.socket.destroy());
  const reply = await ask('mutation { rename(upc: "p1", name: "x") { upc } }');
  expect(codes(reply)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  expect(shop.products.calls).toHaveLength(1);
});

it('clients who ask the same at the same time in the same name cost a subgraph one call', async () => {
  const held: ServerResponse[] = [];
  shop.reviews.answerWith((_request, response) => void held.push(response));
  const asked = [1, 2, 3].map(() => ask('{ reviewCount }'));
  await until(() => gateway.gateway.subgraphHealth.some(({ shared }) => shared >= 2));
  for (const response of held) response.end('{"data":{"reviewCount":2}}');
  for (const reply of await Promise.all(asked)) expect(reply.data).toEqual({ reviewCount: 2 });
  expect(shop.reviews.calls).toHaveLength(1);
});

it('all calls of a request together take no longer than the request may', async () => {
  const quick = await shop.startGateway({ REQUEST_TIMEOUT_MS: '700', SUBGRAPH_TIMEOUT_MS: '600' });
  shop.products.answerWith((_request, response) => {
    setTimeout(() => response.end('{"data":{"topProducts":[{"__typename":"Product","upc":"p1"}]}}'), 500);
  });
  shop.reviews.answerWith(() => {});
  const began = performance.now();
  const reply = await shop.ask('{ topProducts { upc reviews { id } } }', { url: quick.url });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(reply.data).toEqual({ topProducts: [{ upc: 'p1', reviews: null }] });
  expect(codes(reply)).toEqual(['SUBGRAPH_TIMEOUT']);
  await quick.stop();
});

it('a call ends as its client leaves, over HTTP', async () => {
  let isClosed = false;
  shop.reviews.answerWith((_request, response) => response.on('close', () => (isClosed = true)));
  const leaving = new AbortController();
  const reply = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ reviewCount }' }),
    signal: leaving.signal,
  }).catch(() => 'left');
  await until(() => shop.reviews.calls.length === 1);
  leaving.abort();
  expect(await reply).toBe('left');
  await until(() => isClosed);
});
