import type { IncomingMessage, ServerResponse } from 'node:http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { askSocket, expectSafe, INSIDE, QUERY } from '../../tests/support/canaries';
import { startShop, type Shop } from '../../tests/support/shop';
import { CANARY } from '../../tests/support/shop-subgraphs';
import type { RunningGateway } from '../start-gateway';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const SUBSCRIPTION = 'subscription { productChanged { upc reviews { id } } }';

const json =
  (value: unknown, status = 200): Answer =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'set-cookie': CANARY, server: CANARY })
      .end(JSON.stringify(value));
const failing = (extensions: object, message = INSIDE) =>
  json({ data: null, errors: [{ message, path: ['reviewCount'], extensions }] });

/** How a subgraph that can be reached may answer. */
const ANSWERS: [string, string, Answer][] = [
  ['words of a driver without a code', 'INTERNAL', failing({})],
  [
    'words of a driver as an internal error',
    'INTERNAL',
    failing({ code: 'INTERNAL_SERVER_ERROR', exception: { stacktrace: [INSIDE] } }),
  ],
  ['a complaint about the gateway’s query', 'INTERNAL', failing({ code: 'GRAPHQL_VALIDATION_FAILED' })],
  [
    'a stack beside words for clients',
    'NOT_FOUND',
    failing({ code: 'NOT_FOUND', stacktrace: [INSIDE], url: INSIDE }, 'Gone.'),
  ],
  ['a refusal of the gateway itself', 'SUBGRAPH_UNAVAILABLE', json({ errors: [{ message: INSIDE }] }, 401)],
  [
    'another type of content',
    'SUBGRAPH_INVALID_RESPONSE',
    (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<pre>${INSIDE}`),
  ],
  [
    'content that is packed',
    'SUBGRAPH_INVALID_RESPONSE',
    (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'x-of': CANARY }).end(INSIDE),
  ],
  [
    'a redirect to somewhere inside',
    'SUBGRAPH_INVALID_RESPONSE',
    (_request, response) => response.writeHead(308, { location: `http://${CANARY}.internal/` }).end(),
  ],
  [
    'JSON that is cut off',
    'SUBGRAPH_INVALID_RESPONSE',
    (_request, response) => response.end(`{"data":{"reviewCount":"${INSIDE}`),
  ],
  [
    'a reset in the middle of the body',
    'SUBGRAPH_UNAVAILABLE',
    (request, response) =>
      void response
        .writeHead(200, { 'content-length': '9999' })
        .write(INSIDE, () => request.socket.resetAndDestroy()),
  ],
  [
    'errors that are no list',
    'SUBGRAPH_INVALID_RESPONSE',
    json({ data: { reviewCount: 1 }, errors: INSIDE }),
  ],
  [
    'an error without a message',
    'SUBGRAPH_INVALID_RESPONSE',
    json({ data: { reviewCount: 1 }, errors: [{ reason: INSIDE }] }),
  ],
  ['a list', 'SUBGRAPH_INVALID_RESPONSE', json([INSIDE])],
  [
    'a value of another type',
    'SUBGRAPH_INVALID_RESPONSE',
    json({ data: { reviewCount: { inside: INSIDE } } }),
  ],
];

let shop: Shop;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
  gateway = await shop.startGateway({
    SUBGRAPH_URL_REVIEWS: `${shop.reviews.url}?token=${CANARY}`,
    SUBGRAPH_TIMEOUT_MS: '3000',
  });
});
afterAll(async () => {
  await gateway.stop();
  await shop.stop();
});
afterEach(() => shop.reset());

describe.each(ANSWERS)('a subgraph that answers with %s', (_what, code, answer) => {
  beforeEach(() => shop.reviews.answerWith(answer));

  it('tells nothing of its inside over HTTP', async () => {
    expectSafe(await shop.ask(QUERY, { url: gateway.url }), code);
  });

  it('nor over a socket', async () => {
    expectSafe(await askSocket(QUERY, gateway), code);
  });

  it('nor in an event of a subscription, which goes on', async () => {
    const client = createClient({ url: gateway.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const events = client.iterate({ query: SUBSCRIPTION });
    const first = events.next();
    const source = await shop.nextSource();
    source.push('p1');
    const text = JSON.stringify((await first).value);
    expect(text).toContain('"reviews":null');
    for (const word of [CANARY, 'hunter2', '10.0.0.1', '127.0.0.1']) expect(text).not.toContain(word);
    shop.reviews.answerWith(null);
    source.push('p2');
    expect(JSON.stringify((await events.next()).value)).toContain('r-p2');
    await client.dispose();
  });
});

it('no header of a subgraph reaches a client', async () => {
  shop.accounts.answerWith(json({ data: { me: { name: 'Ada' } } }));
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ me { name } }' }),
  });
  expect(response.status).toBe(200);
  expect(JSON.stringify([...response.headers])).not.toContain(CANARY);
});
