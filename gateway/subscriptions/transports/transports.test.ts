import { parse, print } from 'graphql';
import { openFollower, TRANSPORTS, type Follower, type Heard } from '../../../tests/support/followers';
import { startShop, until, type Shop } from '../../../tests/support/shop';
import { CANARY } from '../../../tests/support/shop-subgraphs';

/** As Apollo Client sends it, whatever it was written like: streams are shared by those who send the same text. */
const CHANGED = print(
  parse('subscription { changed: productChanged { __typename upc reviews { id author { name } } } }'),
);
const changed = (upc: string) => ({
  data: {
    changed: { __typename: 'Product', upc, reviews: [{ id: `r-${upc}`, author: { name: 'User u7' } }] },
  },
});
/** The errors of what was heard, whichever way its transport tells them. */
const errorsOf = (heard: Heard) =>
  heard === 'complete' ? [] : 'failed' in heard ? heard.failed : (heard.errors ?? []);

jest.setTimeout(10_000);

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe.each(TRANSPORTS)('over %s', (transport) => {
  let client: Follower;

  beforeEach(() => (client = openFollower(transport, shop.gateway)));
  afterEach(async () => {
    client.close();
    await until(() => shop.openSources() === 0);
    expect(shop.gateway.gateway.live.statistics).toEqual({ streams: 0, subscribers: 0 });
  });

  it('gives each event in order, with names and fields as asked, and ends as the source does', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    for (const upc of ['p1', 'p2', 'p1']) source.push(upc);
    source.end();
    expect(await following.next()).toEqual(changed('p1'));
    expect(await following.next()).toEqual(changed('p2'));
    expect(await following.next()).toEqual(changed('p1'));
    expect(await following.next()).toBe('complete');
  });

  it('asks other subgraphs anew for each event, and for all entities of it at once', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    source.push('p1');
    source.push('p1');
    await following.next();
    await following.next();
    expect(shop.reviews.calls).toHaveLength(2);
    following.leave();
  });

  it('gives what a field of another subgraph requires, through chains', async () => {
    const following = client.follow(
      'subscription { productChanged { shipping reviews { author { name } } } }',
    );
    (await shop.nextSource()).push('p2');
    expect(await following.next()).toEqual({
      data: { productChanged: { shipping: 900, reviews: [{ author: { name: 'User u7' } }] } },
    });
    following.leave();
  });

  it('leaves out below the root what variables say', async () => {
    const query = 'subscription ($names: Boolean!) { productChanged { upc name @include(if: $names) } }';
    const [named, bare] = [client.follow(query, { names: true }), client.follow(query, { names: false })];
    const sources = [await shop.nextSource(), await shop.nextSource()];
    sources.forEach((source) => source.push('p1'));
    expect(await named.next()).toEqual({ data: { productChanged: { upc: 'p1', name: 'Chalk' } } });
    expect(await bare.next()).toEqual({ data: { productChanged: { upc: 'p1' } } });
    named.leave();
    bare.leave();
  });

  it('gives null where an event has nothing for the root field', async () => {
    const following = client.follow(CHANGED);
    (await shop.nextSource()).push('nothing');
    expect(await following.next()).toEqual({ data: { changed: null } });
    following.leave();
  });

  it('goes on after an event that other subgraphs could not complete', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    shop.reviews.answerWith((_request, response) => response.writeHead(500).end(CANARY));
    source.push('p1');
    const partial = await following.next();
    expect(partial).toMatchObject({
      data: { changed: { upc: 'p1', reviews: null } },
      errors: [{ path: ['changed', 'reviews'], extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }],
    });
    expect(JSON.stringify(partial)).not.toContain(CANARY);
    shop.reviews.answerWith(null);
    source.push('p2');
    expect(await following.next()).toEqual(changed('p2'));
    following.leave();
  });

  it.each([
    ['a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', 'subscription { productChanged { upc } other }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a condition on the root field',
      'subscription { productChanged @skip(if: false) { upc } }',
      'BAD_REQUEST',
    ],
    ['nothing to follow', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED|BAD_REQUEST'],
  ])('refuses %s before anything is asked of a subgraph', async (_what, query, code) => {
    // Apollo Client parses for itself.
    if (transport === 'multipart' && query === 'subscription {') return;
    const before = shop.products.followed.length;
    const [error] = errorsOf(await client.follow(query).next());
    expect(error?.extensions?.code).toMatch(new RegExp(`^(${code})$`));
    expect(shop.products.followed).toHaveLength(before);
  });

  it('ends with an error when its source fails, with nothing in it of how', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    source.push('p1');
    await following.next();
    source.fail(`${CANARY} at 10.0.0.1`);
    const heard = await following.next();
    expect(errorsOf(heard)).toHaveLength(1);
    expect(JSON.stringify(heard)).not.toMatch(/canary|10\.0\.0\.1|node_modules/);
  });

  it('says so once when the owner of a subscription is down', async () => {
    const gateway = await shop.startGateway({ SUBGRAPH_URL_PRODUCTS: 'http://127.0.0.1:1/graphql' });
    const lost = openFollower(transport, gateway);
    const heard = await lost.follow(CHANGED).next();
    expect(errorsOf(heard)).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(JSON.stringify(heard)).not.toContain('127.0.0.1');
    lost.close();
    await gateway.stop();
  });

  it('ends its stream at the subgraph as soon as the client leaves, also while an event is on its way', async () => {
    const following = client.follow(CHANGED);
    const source = await shop.nextSource();
    let answer = () => undefined as unknown;
    shop.reviews.answerWith((_request, response) => (answer = () => response.writeHead(500).end()));
    source.push('p1');
    await until(() => shop.reviews.calls.length > 0);
    following.leave();
    await until(() => shop.openSources() === 0);
    answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(following.heard.filter((each) => each !== 'complete')).toEqual([]);
  });

  it('ends it before the subgraph has heard of it, too', async () => {
    for (const _round of [1, 2, 3]) client.follow(CHANGED).leave();
    // What was asked may arrive there yet.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await until(() => shop.gateway.gateway.live.statistics.streams === 0);
  });

  it('is told that the gateway stops', async () => {
    const gateway = await shop.startGateway();
    const other = openFollower(transport, gateway);
    const following = other.follow(CHANGED);
    await shop.nextSource();
    await gateway.stop();
    expect(JSON.stringify(await following.next())).toMatch(/1001|SERVICE_UNAVAILABLE/);
    other.close();
  });

  it('shares its stream with whoever subscribes to the same in another way', async () => {
    const others = TRANSPORTS.map((each) => openFollower(each, shop.gateway));
    const followings = others.map((each) => each.follow(CHANGED));
    const source = await shop.nextSource();
    await until(() => shop.gateway.gateway.live.statistics.subscribers === TRANSPORTS.length);
    source.push('p2');
    for (const following of followings) expect(await following.next()).toEqual(changed('p2'));
    expect(shop.gateway.gateway.live.statistics.streams).toBe(1);
    others.forEach((other) => other.close());
  });

  it('has a bounded number of subscriptions', async () => {
    const gateway = await shop.startGateway({ SUBSCRIPTIONS_PER_USER: '2' });
    const greedy = openFollower(transport, gateway);
    const held = [greedy.follow(CHANGED), greedy.follow(CHANGED)];
    await until(() => gateway.gateway.live.statistics.subscribers === 2);
    const [error] = errorsOf(await greedy.follow(CHANGED).next());
    expect(error?.extensions?.code).toBe('TOO_MANY_SUBSCRIPTIONS');
    held[0]!.leave();
    await until(() => gateway.gateway.live.statistics.subscribers === 1);
    const again = greedy.follow(CHANGED);
    await until(() => gateway.gateway.live.statistics.subscribers === 2);
    again.leave();
    greedy.close();
    await gateway.stop();
  });
});

describe('over server-sent events', () => {
  it('answers queries and mutations as well, but no mutation over GET', async () => {
    const client = openFollower('server-sent events', shop.gateway);
    expect(await client.follow('{ me { name } }').next()).toEqual({ data: { me: { name: 'Ada' } } });
    const rename = 'mutation { rename(upc: "p1", name: "Pen") { name } }';
    expect(await client.follow(rename).next()).toEqual({ data: { rename: { name: 'Pen' } } });
    client.close();
    const headers = { accept: 'text/event-stream' };
    const over = (query: string) =>
      fetch(`${shop.gateway.url}?query=${encodeURIComponent(query)}`, { headers });
    expect(await (await over('{ me { name } }')).text()).toContain('"name":"Ada"');
    expect(await (await over(rename)).text()).toContain('Mutations are sent with POST.');
  });

  it('says that it is connected before anything has happened', async () => {
    const aborted = new AbortController();
    const response = await fetch(`${shop.gateway.url}?query=${encodeURIComponent(CHANGED)}`, {
      headers: { accept: 'text/event-stream' },
      signal: aborted.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    aborted.abort();
    await until(() => shop.openSources() === 0);
  });
});

it('a subscription over a plain POST is told how it is done', async () => {
  const reply = await shop.ask(CHANGED);
  expect(reply.status).toBe(400);
  expect(reply.errors[0]?.message).toMatch(/WebSocket.*server-sent events.*multipart/);
});
