import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { composeStubs, startStubSubgraph, type StubSubgraph } from '../../tests/support/federation';
import type { Cache, CacheStore } from '../../kernel/cache/cache';
import { createCache } from '../../kernel/cache/layered-cache';
import { createMemoryStore } from '../../kernel/cache/memory-store';
import { createLogger } from '../../kernel/telemetry/logger';
import { SchoolgraphGateway } from '../gateway';
import type { RequestContext } from '../request-context';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag", "@shareable"])`;

/** What the subgraphs know; changed by tests behind their backs. */
let titles: Record<string, string>;
let books: StubSubgraph;
let shelves: StubSubgraph;
let gateways: SchoolgraphGateway[] = [];
let caches: Cache[] = [];
let store: CacheStore;
let elapsed = 0;

beforeEach(async () => {
  titles = { b1: 'One', b2: 'Two', b3: 'Three' };
  elapsed = 0;
  store = createMemoryStore();
  shelves = await startStubSubgraph(
    'shelves',
    `${LINK}
     type Query { shelf(ids: [ID!]!): [Book!]! }
     type Mutation { tidy: Boolean }
     type Book @key(fields: "isbn") { isbn: ID! }`,
    {
      Query: { shelf: (_root: unknown, { ids }: { ids: string[] }) => ids.map((isbn) => ({ isbn })) },
      Mutation: { tidy: () => true },
    },
  );
  books = await startStubSubgraph(
    'books',
    `${LINK}
     type Query { title(isbn: ID!): String @cacheTag(format: "title-{$args.isbn}") mine: String }
     type Mutation { retitle(isbn: ID!, title: String!): Book }
     type Book @key(fields: "isbn") @cacheTag(format: "book {$key.isbn}") { isbn: ID! title: String broken: String! by(name: String): String }`,
    {
      Query: {
        title: (_root: unknown, { isbn }: { isbn: string }) => titles[isbn] ?? null,
        mine: () => 'mine',
      },
      Mutation: {
        retitle: (_root: unknown, { isbn, title }: { isbn: string; title: string }) => {
          titles[isbn] = title;
          return { isbn, title };
        },
      },
      Book: {
        __resolveReference: ({ isbn }: { isbn: string }) =>
          titles[isbn] === undefined ? null : { isbn, title: titles[isbn] },
        broken: () => {
          throw new Error('Broken.');
        },
        by: ({ isbn }: { isbn: string }, { name }: { name?: string }) => `${isbn} by ${name}`,
      },
    },
  );
  books.replyHeaders = { 'cache-control': 'max-age=60, public' };
});
afterEach(async () => {
  for (const gateway of gateways) await gateway.stop();
  for (const cache of caches) await cache.close();
  [gateways, caches] = [[], []];
  await Promise.all([books.stop(), shelves.stop()]);
});

type Ask = (
  query: string,
  context?: Partial<RequestContext> & { variables?: Record<string, unknown> },
) => Promise<unknown>;

/** A gateway over both subgraphs, with a cache of its own over the store that all have in common. */
async function aGateway(): Promise<Ask> {
  const cache = createCache({ store, now: () => Date.now() + elapsed });
  const gateway = new SchoolgraphGateway({
    supergraphSdl: composeStubs([books, shelves]),
    logger: createLogger('gateway', 'silent'),
    propagateHeaders: ['x-language'],
    planProgram: null,
    // Of a busy machine nothing is to be learned here.
    subgraphTimeoutMs: 50_000,
    requestTimeoutMs: 50_000,
    cache,
  });
  await gateway.load();
  gateways.push(gateway);
  caches.push(cache);
  return async (query, { variables, ...context } = {}) => {
    const { data, errors } = await gateway.execute(
      { document: parse(query), hash: query, variables },
      { identity: null, requestId: 'r', signal: new AbortController().signal, ...context },
    );
    return errors ? { data, errors: errors.map(({ message }) => message) } : data;
  };
}

interface Body {
  query: string;
  variables: { representations?: { isbn: string }[] };
}

/** The books that the subgraph was asked for, call by call, since the last look. */
function asked(): (string[] | string)[] {
  const bodies = books.calls.splice(0).map(({ body }) => JSON.parse(body) as Body);
  return bodies.map(
    ({ query, variables }) => variables.representations?.map(({ isbn }) => isbn) ?? query.split(/\W/)[0]!,
  );
}

const shelf = (...ids: string[]) => `{ shelf(ids: ${JSON.stringify(ids)}) { title } }`;
const ADA = { identity: { sub: 'ada', tenant: 't1', roles: ['reader'] } };
const BOB = { identity: { sub: 'bob', tenant: 't1', roles: ['reader'] } };
const EVE = { identity: { sub: 'eve', tenant: 't2', roles: ['reader'] } };

describe('entities', () => {
  it('are asked for once, whatever else is asked for with them', async () => {
    const ask = await aGateway();
    await ask(shelf('b1', 'b2'));
    expect(await ask(shelf('b1', 'b2'))).toEqual({ shelf: [{ title: 'One' }, { title: 'Two' }] });
    expect(await ask(shelf('b3', 'b2', 'b1'))).toEqual({
      shelf: [{ title: 'Three' }, { title: 'Two' }, { title: 'One' }],
    });
    expect(asked()).toEqual([['b1', 'b2'], ['b3']]);
  });

  it('are found by another gateway that has the store in common', async () => {
    const [one, other] = [await aGateway(), await aGateway()];
    await one(shelf('b1'));
    await one(shelf('b2'));
    // For whom the answers hold it has yet to learn, by one call.
    await other(shelf('b3'));
    asked();
    expect(await other(shelf('b1', 'b2'))).toEqual({ shelf: [{ title: 'One' }, { title: 'Two' }] });
    expect(asked()).toEqual([]);
  });

  it('are told apart by what is asked of them', async () => {
    const ask = await aGateway();
    const query = 'query ($by: String) { shelf(ids: ["b1"]) { by(name: $by) } }';
    expect(await ask(query, { variables: { by: 'A' } })).toEqual({ shelf: [{ by: 'b1 by A' }] });
    expect(await ask(query, { variables: { by: 'B' } })).toEqual({ shelf: [{ by: 'b1 by B' }] });
    expect(await ask(query)).toEqual({ shelf: [{ by: 'b1 by undefined' }] });
    expect(await ask(query, { variables: { by: 'A' } })).toEqual({ shelf: [{ by: 'b1 by A' }] });
    expect(asked()).toHaveLength(3);
  });

  it('that two places add to do not become one another', async () => {
    const ask = await aGateway();
    const query = '{ one: shelf(ids: ["b1"]) { title } two: shelf(ids: ["b1", "b1"]) { isbn title } }';
    const first = await ask(query);
    expect(await ask(query)).toEqual(first);
    expect(await ask(query)).toEqual(first);
  });

  it('that are missing are asked for again soon', async () => {
    const ask = await aGateway();
    await ask(shelf('b1'));
    const missing = { shelf: [{ title: null }] };
    expect([await ask(shelf('b9')), await ask(shelf('b9'))]).toEqual([missing, missing]);
    expect(asked()).toEqual([['b1'], ['b9']]);
    titles.b9 = 'Nine';
    elapsed = 5_001;
    expect(await ask(shelf('b9', 'b1'))).toEqual({ shelf: [{ title: 'Nine' }, { title: 'One' }] });
    expect(asked()).toEqual([['b9']]);
  });

  it.each([
    ['that nothing is said of', {}],
    ['with no-store', { 'cache-control': 'max-age=60, no-store' }],
    ['of no age', { 'cache-control': 'max-age=0, public' }],
    ['with a cookie', { 'cache-control': 'max-age=60, public', 'set-cookie': 'a=b' }],
    ['that vary by anything', { 'cache-control': 'max-age=60, public', vary: '*' }],
    ['as old as they may become', { 'cache-control': 'max-age=60, public', age: '60' }],
  ])('%s are not kept', async (_name, headers: Record<string, string>) => {
    books.replyHeaders = headers;
    const ask = await aGateway();
    for (let i = 0; i < 3; i += 1) await ask(shelf('b1'));
    expect(asked()).toHaveLength(3);
  });

  it('with errors are not kept, nor is what came with them', async () => {
    const ask = await aGateway();
    const query = '{ shelf(ids: ["b1", "b9"]) { title broken } }';
    for (let i = 0; i < 3; i += 1) expect(await ask(query)).toHaveProperty('errors');
    expect(asked()).toHaveLength(3);
  });

  it('end with their time', async () => {
    const ask = await aGateway();
    await ask(shelf('b1'));
    titles.b1 = 'Uno';
    elapsed = 61_000;
    expect(await ask(shelf('b1'))).toEqual({ shelf: [{ title: 'Uno' }] });
  });
});

describe('what a private answer depends on', () => {
  const see = async (ask: Ask, ...callers: Partial<RequestContext>[]) => {
    await ask(shelf('b2'), callers[0]);
    asked();
    for (const caller of callers) await ask(shelf('b1'), caller);
    return asked().length;
  };

  it('is the whole person where nothing is said', async () => {
    books.replyHeaders = { 'cache-control': 'max-age=60, private' };
    expect(await see(await aGateway(), ADA, BOB, EVE, ADA, BOB, {})).toBe(4);
  });

  it('is the whole person where neither public nor private is said', async () => {
    books.replyHeaders = { 'cache-control': 'max-age=60' };
    expect(await see(await aGateway(), ADA, BOB, ADA)).toBe(2);
  });

  it('is what the subgraph says', async () => {
    books.replyHeaders = { 'cache-control': 'max-age=60, private', 'cache-claims': 'tenant, roles' };
    expect(await see(await aGateway(), ADA, BOB, EVE, BOB, {})).toBe(3);
  });

  it('is a claim that is not there as little as one that is null', async () => {
    books.replyHeaders = { 'cache-control': 'max-age=60, private', 'cache-claims': 'student' };
    const withNull = { identity: { sub: 'x', student: null } };
    expect(await see(await aGateway(), ADA, withNull, {}, BOB)).toBe(3);
  });

  it('is a header of the client that the subgraph is told, public or not', async () => {
    const german = { headers: { 'x-language': 'de' } };
    const french = { headers: { 'x-language': 'fr' } };
    expect(await see(await aGateway(), german, french, german)).toBe(2);
  });

  it('is looked at anew when the subgraph says something else', async () => {
    const ask = await aGateway();
    await ask(shelf('b1'), ADA);
    await ask(shelf('b1'), BOB);
    books.replyHeaders = { 'cache-control': 'max-age=60, private' };
    await ask(shelf('b2'), ADA);
    asked();
    for (const caller of [ADA, BOB, ADA, BOB]) await ask(shelf('b2'), caller);
    expect(asked()).toEqual([['b2']]);
  });

  it('is not given to whoever waited for what everybody might see', async () => {
    const ask = await aGateway();
    await ask(shelf('b1'), ADA);
    books.replyHeaders = { 'cache-control': 'max-age=60, private' };
    asked();
    await Promise.all([ADA, BOB, EVE].map((caller) => ask(shelf('b2'), caller)));
    expect(asked()).toHaveLength(3);
  });
});

describe('root fields', () => {
  it('are kept as they are asked for', async () => {
    const ask = await aGateway();
    for (const isbn of ['b1', 'b2', 'b1']) {
      expect(await ask(`{ title(isbn: "${isbn}") }`)).toEqual({ title: titles[isbn] });
    }
    const query = 'query ($isbn: ID!) { title(isbn: $isbn) }';
    for (const isbn of ['b1', 'b2', 'b1']) {
      expect(await ask(query, { variables: { isbn } })).toEqual({ title: titles[isbn] });
    }
    expect(asked()).toHaveLength(4);
  });

  it('have the tags of the directive', async () => {
    const ask = await aGateway();
    const query = 'query ($isbn: ID!) { title(isbn: $isbn) }';
    const askBoth = async () => {
      for (const isbn of ['b1', 'b2']) await ask(query, { variables: { isbn } });
    };
    await askBoth();
    await askBoth();
    asked();
    await store.invalidate(['title-b1']);
    await askBoth();
    expect(asked()).toHaveLength(1);
  });
});

describe('a change', () => {
  const retitle = 'mutation { retitle(isbn: "b1", title: "Uno") { title } }';

  it('that the subgraph says nothing more of voids all that is kept of it', async () => {
    const ask = await aGateway();
    await ask(shelf('b1', 'b2'));
    expect(await ask(retitle)).toEqual({ retitle: { title: 'Uno' } });
    asked();
    expect(await ask(shelf('b1', 'b2'))).toEqual({ shelf: [{ title: 'Uno' }, { title: 'Two' }] });
    expect(asked()).toEqual([['b1', 'b2']]);
  });

  it('of another subgraph leaves it alone', async () => {
    const ask = await aGateway();
    await ask(shelf('b1'));
    await ask('mutation { tidy }');
    asked();
    await ask(shelf('b1'));
    expect(asked()).toEqual([]);
  });

  it.each(['Book:b1', 'book%20b1'])('that names a tag voids what has it: %s', async (tag) => {
    const [ask, other] = [await aGateway(), await aGateway()];
    for (const each of [ask, other]) await each(shelf('b1', 'b2'));
    await other(shelf('b1', 'b2'));
    books.replyHeaders = { ...books.replyHeaders, 'cache-invalidate': tag };
    await ask(retitle);
    asked();
    const now = { shelf: [{ title: 'Uno' }, { title: 'Two' }] };
    expect(await ask(shelf('b1', 'b2'))).toEqual(now);
    expect(await other(shelf('b1', 'b2'))).toEqual(now);
    expect(asked()).toEqual([['b1']]);
  });

  it('voids what the subgraph tagged itself, entity by entity', async () => {
    const ask = await aGateway();
    books.replyHeaders = {
      ...books.replyHeaders,
      'cache-tag': 'library',
      'cache-entity-tags': 'red;green,new',
    };
    await ask(shelf('b1', 'b2'));
    await ask(shelf('b1', 'b2'));
    asked();
    await store.invalidate(['new']);
    await ask(shelf('b1', 'b2'));
    expect(asked()).toEqual([['b2']]);
    await store.invalidate(['library']);
    await ask(shelf('b1', 'b2'));
    expect(asked()).toEqual([['b1', 'b2']]);
  });

  it('is seen by whoever asks after it, though somebody is still reading what was before', async () => {
    const ask = await aGateway();
    await ask(shelf('b2'));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    books.answerWith((_request, response) => {
      void held.then(() => {
        response.setHeaders(new Map(Object.entries(books.replyHeaders)));
        response.end('{"data":{"_entities":[{"__typename":"Book","title":"One"}]}}');
      });
    });
    const early = ask(shelf('b1'));
    while (books.calls.length < 2) await sleep(5);
    books.answerWith(null);
    await ask(retitle);
    expect(await ask(shelf('b1'))).toEqual({ shelf: [{ title: 'Uno' }] });
    release();
    expect(await early).toEqual({ shelf: [{ title: 'One' }] });
    expect(await ask(shelf('b1'))).toEqual({ shelf: [{ title: 'Uno' }] });
  });
});

describe('a thousand who want the same at once', () => {
  it('ask for it once, where it holds for all of them', async () => {
    books.replyHeaders = { 'cache-control': 'max-age=60, private', 'cache-claims': 'tenant' };
    const ask = await aGateway();
    await ask(shelf('b2'), ADA);
    asked();
    const callers = Array.from({ length: 1_000 }, (_, i) => ({ identity: { sub: `p${i}`, tenant: 't1' } }));
    const answers = await Promise.all(callers.map((caller) => ask(shelf('b1'), caller)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"shelf":[{"title":"One"}]}']),
    );
    expect(asked()).toEqual([['b1']]);
  });
});
