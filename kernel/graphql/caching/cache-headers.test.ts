import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginCacheControl } from '@apollo/server/plugin/cacheControl';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { SubgraphContext } from '../subgraph';
import { cacheHeaders } from './cache-headers';
import type { CacheRules } from './cache-rules';

const schema = buildSubgraphSchema({
  typeDefs: parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
    directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
    directive @cacheClaims(names: [String!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
    type Query {
      book(id: ID!): Book
      many(count: Int!): [Book!]!
      clock: Int
      motto: String @cacheControl(maxAge: 5) @cacheClaims(names: [])
      open: String @cacheControl(maxAge: 5)
    }
    type Mutation { burn(id: ID!): Boolean lend(id: ID!): Boolean }
    type Book @key(fields: "id") @cacheControl(maxAge: 60) @cacheClaims(names: ["tenant"]) {
      id: ID! title: String sequel: Book torn: String
    }
  `),
  resolvers: {
    Query: {
      book: (_root: unknown, { id }: { id: string }) => ({ id }),
      many: (_root: unknown, { count }: { count: number }) =>
        Array.from({ length: count }, (_, i) => ({ id: `m${i}` })),
      motto: () => 'Ask',
      open: () => 'always',
    },
    Mutation: { burn: () => true, lend: () => true },
    Book: {
      __resolveReference: (given: { id: string }) => given,
      title: ({ id }: { id: string }) => `Title of ${id}`,
      sequel: ({ id }: { id: string }) => ({ id: `${id}+` }),
      torn: () => {
        throw new Error('torn');
      },
    },
  },
});

const cacheRules: CacheRules = { mutations: { lend: ({ id }: { id: string }) => [`Book:${id}`] } };

let voided: string[][] = [];
const invalidate = (tags: readonly string[]) => Promise.resolve(void voided.push([...tags]));
const server = new ApolloServer<SubgraphContext>({
  schema,
  plugins: [
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginCacheControl({ calculateHttpHeaders: false }),
    cacheHeaders({ name: 'books', schema, cacheRules, invalidate }),
  ],
});
beforeEach(() => (voided = []));
afterAll(() => server.stop());

/** The headers of an answer that concern caches; the caller is of a tenant, or nobody. */
async function headersOf(query: string, tenantId: string | null = 'org_1'): Promise<Record<string, string>> {
  const contextValue = { viewer: tenantId && { tenantId } } as unknown as SubgraphContext;
  const { http } = await server.executeOperation({ query }, { contextValue });
  const entries = [...http.headers].filter(([name]) => name.startsWith('cache-'));
  return Object.fromEntries(entries);
}

const NO_STORE = { 'cache-control': 'no-store' };

describe('the headers of an answer', () => {
  it('say how long it may be kept, for whom, and what it tells of', async () => {
    expect(await headersOf('{ book(id: "b,1") { title sequel { title } } }')).toEqual({
      'cache-control': 'max-age=60, private',
      'cache-claims': 'tenant',
      'cache-tag': 'books%40org_1,Book%3Ab%2C1,Book%3Ab%2C1%2B',
    });
  });

  it('give the shortest time of what is in it', async () => {
    const headers = await headersOf('{ motto book(id: "b1") { title } }');
    expect(headers['cache-control']).toBe('max-age=5, private');
  });

  it('say that it is for all where it depends on no claim, and nothing of claims where none are named', async () => {
    expect(await headersOf('{ motto }', null)).toEqual({
      'cache-control': 'max-age=5, public',
      'cache-claims': '',
      'cache-tag': 'books%40',
    });
    expect(await headersOf('{ open }')).toEqual({
      'cache-control': 'max-age=5, private',
      'cache-tag': 'books%40org_1',
    });
  });

  it('tell of each entity what it was not asked with', async () => {
    const of = (id: string) => `{ __typename: "Book", id: "${id}" }`;
    const headers = await headersOf(
      `{ _entities(representations: [${of('b1')}, ${of('b2')}]) { ... on Book { title sequel { title } } } }`,
    );
    expect(headers).toMatchObject({
      'cache-tag': 'books%40org_1',
      'cache-entity-tags': 'Book%3Ab1%2B;Book%3Ab2%2B',
    });
  });

  it.each([
    ['something of it may not be kept', '{ motto clock }'],
    ['something of it failed', '{ book(id: "b1") { title torn } }'],
    ['it could not be understood', '{ nothing }'],
    ['it tells of more than headers can hold', '{ many(count: 101) { title } }'],
  ])('forbid to keep it where %s', async (_why, query) => {
    expect(await headersOf(query)).toEqual(NO_STORE);
  });

  it('allow to keep as many tags as headers can hold', async () => {
    const headers = await headersOf('{ many(count: 100) { title } }');
    expect(headers['cache-tag']!.split(',')).toHaveLength(101);
  });
});

describe('a change', () => {
  it('tells what it has voided, and has voided it before it is answered', async () => {
    expect(await headersOf('mutation { lend(id: "b1") }')).toEqual({
      'cache-control': 'no-store',
      'cache-invalidate': 'Book%3Ab1',
    });
    expect(voided).toEqual([['Book:b1']]);
  });

  it('voids all of the tenant where nothing is said of it, and of everybody where nobody has signed in', async () => {
    await headersOf('mutation { burn(id: "b1") a: lend(id: "b2") b: lend(id: "b2") }');
    await headersOf('mutation { burn(id: "b1") }', null);
    expect(voided).toEqual([['books@org_1', 'Book:b2'], ['subgraph:books']]);
  });
});
