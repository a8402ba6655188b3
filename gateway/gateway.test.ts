import { codes, expectNoInternals, paths, startShop, type Shop } from '../tests/support/shop';
import { CANARY } from '../tests/support/shop-subgraphs';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe('answers over HTTP', () => {
  it('joins entities of three subgraphs', async () => {
    const { data, errors } = await shop.ask(
      '{ me { name reviews { id } } topProducts { title: name shipping reviews { author { name } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      me: { name: 'Ada', reviews: [] },
      topProducts: [
        { title: 'Chalk', shipping: 20, reviews: [{ author: { name: 'User u7' } }] },
        { title: 'Board', shipping: 900, reviews: [{ author: { name: 'User u7' } }] },
      ],
    });
  });

  it('passes variables, mutations and conditions', async () => {
    const query = `mutation ($upc: ID!, $reviews: Boolean!) {
      rename(upc: $upc, name: "Pen") { upc name reviews @include(if: $reviews) { id } }
    }`;
    const reply = await shop.ask(query, { variables: { upc: 'p1', reviews: false } });
    expect(reply.data).toEqual({ rename: { upc: 'p1', name: 'Pen' } });
    expect(shop.reviews.calls).toHaveLength(0);
  });

  it('answers __typename alone and introspection', async () => {
    const reply = await shop.ask(
      '{ __typename a: __typename __type(name: "User") { name } me { __typename t: __typename } }',
    );
    expect(reply.data).toEqual({
      __typename: 'Query',
      a: 'Query',
      __type: { name: 'User' },
      me: { __typename: 'User', t: 'User' },
    });
    expect((await shop.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('plans an operation once', async () => {
    const before = shop.gateway.gateway.planStatistics;
    const { hits, misses } = before;
    for (let i = 0; i < 3; i += 1) await shop.ask('query Once { me { id } }');
    expect(shop.gateway.gateway.planStatistics).toEqual({ hits: hits + 2, misses: misses + 1 });
  });

  it('refuses a subscription by POST with a clear message', async () => {
    const reply = await shop.ask('subscription { productChanged { upc } }');
    expect(reply.status).toBe(400);
    expect(reply.errors[0]!.message).toContain('WebSocket');
  });

  it('refuses bad variables and unknown fields as faults of the request', async () => {
    expect(codes(await shop.ask('query ($upc: ID!) { product(upc: $upc) { name } }'))).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(codes(await shop.ask('{ nope }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codes(await shop.ask('{'))).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('keeps response names that are dangerous in JavaScript', async () => {
    const { text } = await shop.ask(
      '{ __proto__: me { constructor: name } toString: topProducts { __proto__: name } }',
    );
    expect(text).toContain('"data":{"__proto__":{"constructor":"Ada"},"toString":[{"__proto__":"Chalk"},');
  });
});

describe('faults of a subgraph', () => {
  const JOIN = '{ me { name } topProducts { upc reviews { id } } }';

  it('costs only its own fields when a subgraph hangs up, with the paths of the client', async () => {
    shop.reviews.answerWith((request) => request.socket.destroy());
    const reply = await shop.ask(JOIN);
    expect(reply.data).toEqual({
      me: { name: 'Ada' },
      topProducts: [
        { upc: 'p1', reviews: null },
        { upc: 'p2', reviews: null },
      ],
    });
    expect(codes(reply)).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
    expect(paths(reply)).toEqual([
      ['topProducts', 0, 'reviews'],
      ['topProducts', 1, 'reviews'],
    ]);
    expectNoInternals(reply);
  });

  it('gives up on a subgraph that hangs', async () => {
    shop.reviews.answerWith(() => {});
    const reply = await shop.ask('{ me { name } reviewCount }');
    expect(reply.data).toEqual({ me: { name: 'Ada' }, reviewCount: null });
    expect(codes(reply)).toEqual(['SUBGRAPH_TIMEOUT']);
    expect(paths(reply)).toEqual([['reviewCount']]);
    expectNoInternals(reply);
  });

  it.each([
    ['an HTML page', 500, `<html>${CANARY} http://10.0.0.1</html>`],
    ['{"data":null} without errors', 200, '{"data":null}'],
    ['a JSON list', 200, '[]'],
    ['ten megabytes', 200, JSON.stringify({ data: { reviewCount: 1, rest: 'x'.repeat(10_000_000) } })],
  ])('calls %s an invalid response', async (_what, status, body) => {
    shop.reviews.answerWith((_request, response) => response.writeHead(status).end(body));
    const reply = await shop.ask('{ me { name } n: reviewCount }');
    expect(reply.data).toEqual({ me: { name: 'Ada' }, n: null });
    expect(codes(reply)).toEqual(['SUBGRAPH_INVALID_RESPONSE']);
    expect(paths(reply)).toEqual([['n']]);
    expectNoInternals(reply);
  });

  it('calls entities that are fewer than asked for an invalid response', async () => {
    shop.reviews.answerWith((_request, response) => response.end('{"data":{"_entities":[null]}}'));
    const reply = await shop.ask(JOIN);
    expect(codes(reply)).toEqual(['SUBGRAPH_INVALID_RESPONSE', 'SUBGRAPH_INVALID_RESPONSE']);
  });

  it('does not pass on that the gateway itself was refused', async () => {
    shop.reviews.answerWith((_request, response) =>
      response.writeHead(401).end(JSON.stringify({ errors: [{ message: `${CANARY} not signed` }] })),
    );
    const reply = await shop.ask('{ reviewCount }');
    expect(codes(reply)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expectNoInternals(reply);
  });

  it('passes on message, code and field of a subgraph’s own error and nothing else', async () => {
    const reply = await shop.ask('{ topProducts { reviews { author { name mail: email } } } }');
    expect(reply.errors).toEqual(
      [0, 1].map((index) => ({
        message: 'Not for you.',
        path: ['topProducts', index, 'reviews', 0, 'author', 'mail'],
        extensions: { code: 'FORBIDDEN', field: ['email'] },
      })),
    );
    expectNoInternals(reply);
  });

  it('tells once which field of an entity made it null', async () => {
    const reply = await shop.ask('{ product(upc: "p1") { name reviews { author { name secretName } } } }');
    expect(reply.data).toEqual({ product: { name: 'Chalk', reviews: [{ author: null }] } });
    expect(paths(reply)).toEqual([['product', 'reviews', 0, 'author', 'secretName']]);
    expect(codes(reply)).toEqual(['INTERNAL']);
    expect(reply.text).not.toContain('No name.');
  });

  it('is told in the subgraph’s words where it has a code for it, or where they are to be shown', async () => {
    const forbidden = await shop.ask('{ me { email } }');
    expect(forbidden.errors[0]).toMatchObject({ message: 'Not for you.', extensions: { code: 'FORBIDDEN' } });
    const talkative = await shop.startGateway({ EXPOSE_SUBGRAPH_ERRORS: 'true' });
    const query = '{ product(upc: "p1") { reviews { author { secretName } } } }';
    const reply = await shop.ask(query, { url: talkative.url });
    await talkative.stop();
    expect(reply.errors[0]!.message).toBe('No name.');
  });

  it('tells why a field is missing that depends on another subgraph’s', async () => {
    shop.products.answerWith((_request, response) =>
      response.end(
        JSON.stringify({
          data: { topProducts: [{ __typename: 'Product', upc: 'p1', price: null }] },
          errors: [
            { message: 'No price.', path: ['topProducts', 0, 'price'], extensions: { code: 'NOT_FOUND' } },
          ],
        }),
      ),
    );
    const reply = await shop.ask('{ topProducts { shipping } }');
    expect(reply.data).toEqual({ topProducts: [{ shipping: null }] });
    expect(paths(reply)).toEqual([['topProducts', 0, 'shipping']]);
    expect(codes(reply)).toEqual(['NOT_FOUND']);
  });

  it('reports a null that the schema does not allow as an error, not as an extension', async () => {
    shop.accounts.answerWith((_request, response) => response.end('{"data":{"me":{"name":null}}}'));
    const reply = await shop.ask('{ me { name } }');
    expect(reply).toMatchObject({
      data: { me: null },
      errors: [{ message: 'Cannot return null for non-nullable field User.name.', path: ['me', 'name'] }],
    });
    expect(reply.text).not.toContain('valueCompletion');
  });

  it('does not show a value that is hidden from clients', async () => {
    const reply = await shop.ask('{ product(upc: "p1") { kind } }');
    expect(reply.data).toEqual({ product: { kind: null } });
    expect(reply.text).not.toContain('HIDDEN');
    expect(codes(reply)).toEqual(['SUBGRAPH_INVALID_RESPONSE']);
  });
});
