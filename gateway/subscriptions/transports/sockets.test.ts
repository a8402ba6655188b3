import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startShop, until, type Shop } from '../../../tests/support/shop';
import { CANARY } from '../../../tests/support/shop-subgraphs';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

function connect({ url = shop.gateway.wsUrl, connectionParams = {} } = {}): Client {
  return createClient({
    url,
    connectionParams,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 200,
  });
}

describe('over a socket', () => {
  const CHANGED = 'subscription { changed: productChanged { upc reviews { id author { name } } } }';
  const changed = (upc: string) => ({
    data: { changed: { upc, reviews: [{ id: `r-${upc}`, author: { name: 'User u7' } }] } },
  });
  let client: Client;

  beforeEach(() => {
    client = connect();
  });
  afterEach(async () => {
    await client.dispose();
    await until(() => shop.openSources() === 0);
  });

  it('resolves the fields of other subgraphs anew for each event, in order, until the source completes', async () => {
    const events = client.iterate({ query: CHANGED });
    const first = events.next();
    const source = await shop.nextSource();
    for (const upc of ['p1', 'p2', 'p1']) source.push(upc);
    source.end();
    expect((await first).value).toEqual(changed('p1'));
    expect((await events.next()).value).toEqual(changed('p2'));
    expect((await events.next()).value).toEqual(changed('p1'));
    expect((await events.next()).done).toBe(true);
    expect(shop.reviews.calls).toHaveLength(3);
  });

  it('loses only the failed fields of one event when a subgraph fails', async () => {
    const events = client.iterate({ query: CHANGED });
    const first = events.next();
    const source = await shop.nextSource();
    shop.reviews.answerWith((_request, response) => response.writeHead(500).end(CANARY));
    source.push('p1');
    const result = (await first).value as FormattedExecutionResult;
    expect(result.data).toEqual({ changed: { upc: 'p1', reviews: null } });
    expect(result.errors).toMatchObject([
      { path: ['changed', 'reviews'], extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } },
    ]);
    expect(JSON.stringify(result)).not.toContain(CANARY);
    shop.reviews.answerWith(null);
    source.push('p2');
    expect((await events.next()).value).toEqual(changed('p2'));
    await events.return?.();
  });

  it('ends the upstream subscription as soon as the client leaves', async () => {
    const first = client.iterate({ query: CHANGED });
    const second = client.iterate({ query: 'subscription { productChanged { upc } }' });
    const pending = [first.next(), second.next()];
    const sources = [await shop.nextSource(), await shop.nextSource()];
    expect(shop.openSources()).toBe(2);
    sources[0]!.push('p1');
    await pending[0];
    await first.return?.();
    await until(() => shop.openSources() === 1);
    const cut = expect(pending[1]).rejects.toBeDefined();
    client.terminate();
    await until(() => shop.openSources() === 0);
    await cut;
  });

  it('answers queries and mutations', async () => {
    const results = [];
    for await (const result of client.iterate({ query: '{ me { name } topProducts { shipping } }' }))
      results.push(result);
    for await (const result of client.iterate({
      query: 'mutation { rename(upc: "p1", name: "Pen") { name } }',
    })) {
      results.push(result);
    }
    expect(results).toEqual([
      { data: { me: { name: 'Ada' }, topProducts: [{ shipping: 20 }, { shipping: 900 }] } },
      { data: { rename: { name: 'Pen' } } },
    ]);
  });

  it.each([
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { productChanged { upc } other }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a conditional root field', 'subscription { productChanged @skip(if: false) { upc } }', 'BAD_REQUEST'],
  ])('refuses %s without closing the socket', async (_what, query, code) => {
    const refused = client
      .iterate({ query })
      .next()
      .then(
        ({ value }) => (value as FormattedExecutionResult).errors,
        (errors: unknown) => errors,
      );
    expect(await refused).toMatchObject([{ extensions: { code } }]);
    const alive = await client.iterate({ query: '{ me { name } }' }).next();
    expect(alive.value).toEqual({ data: { me: { name: 'Ada' } } });
  });

  it('tells an upstream failure without its internals, and goes on', async () => {
    const events = client.iterate({ query: CHANGED });
    const first = events.next();
    (await shop.nextSource()).fail(`connect ECONNREFUSED ${CANARY}`);
    const errors = await first.then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(errors)).not.toContain(CANARY);
    const alive = await client.iterate({ query: '{ me { name } }' }).next();
    expect(alive.value).toEqual({ data: { me: { name: 'Ada' } } });
  });

  it('says so when the owner of a subscription is down', async () => {
    const gateway = await shop.startGateway({ SUBGRAPH_URL_PRODUCTS: 'http://127.0.0.1:1/graphql' });
    const lost = connect({ url: gateway.wsUrl });
    const errors = await lost
      .iterate({ query: CHANGED })
      .next()
      .catch((cause: unknown) => cause);
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1');
    await lost.dispose();
    await gateway.stop();
  });

  it('is closed with 1001 and ended upstream when the gateway stops', async () => {
    const gateway = await shop.startGateway();
    const leaving = connect({ url: gateway.wsUrl });
    const pending = leaving
      .iterate({ query: CHANGED })
      .next()
      .catch((event: { code: number }) => event.code);
    await shop.nextSource();
    await gateway.stop();
    expect(await pending).toBe(1001);
    await until(() => shop.openSources() === 0);
  });
});
