import { serveFederation, type Federation } from './serve-federation';

interface Reference {
  __typename?: string;
  id: string;
}

const ACCOUNTS = [
  { __typename: 'Admin', id: 'a1', email: 'a@x', level: 3 },
  { __typename: 'Member', id: 'm1', email: 'm@x', since: 1999 },
];

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    accounts: {
      sdl: `
        type Query { accounts: [Account!]! account(id: ID!): Account media: [Media!]! pets: [Pet!]! }
        interface Account @key(fields: "id") { id: ID! email: String! }
        type Admin implements Account @key(fields: "id") { id: ID! email: String! level: Int! }
        type Member implements Account @key(fields: "id") { id: ID! email: String! since: Int! }
        union Media = Book | Song
        type Book @key(fields: "id") { id: ID! title: String! }
        type Song @key(fields: "id") { id: ID! }
        interface Pet { name: String! }
        type Dog implements Pet @key(fields: "name") { name: String! barks: Boolean! }`,
      resolvers: {
        Query: {
          accounts: () => ACCOUNTS,
          account: (_root: unknown, { id }: Reference) => ACCOUNTS.find((account) => account.id === id),
          media: () => [
            { __typename: 'Book', id: 'b', title: 'Emil' },
            { __typename: 'Song', id: 's' },
          ],
          pets: () => [{ __typename: 'Dog', name: 'Rex', barks: true }],
        },
        Account: {
          __resolveReference: ({ id }: Reference) => ACCOUNTS.find((account) => account.id === id),
          __resolveType: ({ __typename }: Reference) => __typename,
        },
        Admin: { __resolveReference: ({ id }: Reference) => ACCOUNTS.find((account) => account.id === id) },
        Member: { __resolveReference: ({ id }: Reference) => ACCOUNTS.find((account) => account.id === id) },
      },
    },
    posts: {
      sdl: `
        type Query { posts: [Post!]! latest: Account library: [Media!]! zoo: [Pet!]! }
        type Account @key(fields: "id") @interfaceObject { id: ID! posts: [Post!]! }
        type Post { id: ID! author: Account! }
        union Media = Song | Film
        type Song @key(fields: "id") { id: ID! seconds: Int! }
        type Film @key(fields: "id") { id: ID! minutes: Int! }
        interface Pet { name: String! }
        type Cat implements Pet @key(fields: "name") { name: String! lives: Int! }
        type Dog @key(fields: "name") { name: String! owner: String }`,
      resolvers: {
        Query: {
          posts: () => [
            { id: 'p1', author: { id: 'a1' } },
            { id: 'p2', author: { id: 'm1' } },
          ],
          latest: () => ({ id: 'm1' }),
          library: () => [
            { __typename: 'Song', id: 's', seconds: 90 },
            { __typename: 'Film', id: 'f', minutes: 153 },
          ],
          zoo: () => [{ __typename: 'Cat', name: 'Tom', lives: 9 }],
        },
        Account: {
          posts: ({ id }: Reference) => [{ id: `post of ${id}`, author: { id } }],
        },
        Song: { __resolveReference: ({ id }: Reference) => ({ id, seconds: 90 }) },
        Dog: { owner: ({ name }: { name: string }) => `owner of ${name}` },
      },
    },
  });
});
afterAll(() => federation.stop());

const dataOf = async (query: string) => {
  const { data, errors } = await federation.ask(query);
  expect(errors).toBeUndefined();
  return data;
};

describe('entity interfaces and @interfaceObject', () => {
  it('give a field of the object to every implementation', async () => {
    expect(await dataOf('{ accounts { __typename email posts { id } } }')).toEqual({
      accounts: [
        { __typename: 'Admin', email: 'a@x', posts: [{ id: 'post of a1' }] },
        { __typename: 'Member', email: 'm@x', posts: [{ id: 'post of m1' }] },
      ],
    });
    expect(federation.representations('posts')).toEqual([
      { __typename: 'Account', id: 'a1' },
      { __typename: 'Account', id: 'm1' },
    ]);
  });

  it('find out what an object really is where it matters', async () => {
    expect(
      await dataOf(
        '{ posts { id author { __typename id ... on Admin { level } ... on Member { since } } } }',
      ),
    ).toEqual({
      posts: [
        { id: 'p1', author: { __typename: 'Admin', id: 'a1', level: 3 } },
        { id: 'p2', author: { __typename: 'Member', id: 'm1', since: 1999 } },
      ],
    });
  });

  it('ask nobody else where the name of the type is not asked for', async () => {
    expect(await dataOf('{ posts { author { id posts { id } } } }')).toEqual({
      posts: [
        { author: { id: 'a1', posts: [{ id: 'post of a1' }] } },
        { author: { id: 'm1', posts: [{ id: 'post of m1' }] } },
      ],
    });
    expect(federation.asked('accounts')).toEqual([]);
  });

  it('take a field of the interface from its owner', async () => {
    expect(await dataOf('{ latest { email ... on Member { since } } }')).toEqual({
      latest: { email: 'm@x', since: 1999 },
    });
  });

  it('take a field of the object within a fragment on one implementation', async () => {
    expect(await dataOf('{ accounts { ... on Admin { posts { author { email } } } } }')).toEqual({
      accounts: [{ posts: [{ author: { email: 'a@x' } }] }, {}],
    });
  });
});

describe('unions and interfaces of several subgraphs', () => {
  it('have the members of all, each with its fields from wherever they are', async () => {
    const selection =
      '{ __typename ... on Book { title } ... on Song { id seconds } ... on Film { minutes } }';
    expect(await dataOf(`{ media ${selection} library ${selection} }`)).toEqual({
      media: [
        { __typename: 'Book', title: 'Emil' },
        { __typename: 'Song', id: 's', seconds: 90 },
      ],
      library: [
        { __typename: 'Song', id: 's', seconds: 90 },
        { __typename: 'Film', minutes: 153 },
      ],
    });
  });

  it('are implemented in one subgraph or the other', async () => {
    const selection = '{ __typename name ... on Dog { barks owner } ... on Cat { lives } }';
    expect(await dataOf(`{ pets ${selection} zoo ${selection} }`)).toEqual({
      pets: [{ __typename: 'Dog', name: 'Rex', barks: true, owner: 'owner of Rex' }],
      zoo: [{ __typename: 'Cat', name: 'Tom', lives: 9 }],
    });
  });

  it('take fragments on each other, named or not', async () => {
    expect(
      await dataOf(`
        { pets { ...Named ... on Pet { ... on Dog { barks } } } media { ...Sung } }
        fragment Named on Pet { title: name }
        fragment Sung on Media { ... on Song { seconds } }`),
    ).toEqual({ pets: [{ title: 'Rex', barks: true }], media: [{}, { seconds: 90 }] });
  });
});

describe('__typename', () => {
  it('is what clients know, at every place and under every name', async () => {
    expect(
      await dataOf(`{
        __typename again: __typename
        posts { __typename author { kind: __typename } }
        account(id: "a1") { __typename: id type: __typename posts { __typename } }
      }`),
    ).toEqual({
      __typename: 'Query',
      again: 'Query',
      posts: [
        { __typename: 'Post', author: { kind: 'Admin' } },
        { __typename: 'Post', author: { kind: 'Member' } },
      ],
      account: { __typename: 'a1', type: 'Admin', posts: [{ __typename: 'Post' }] },
    });
  });

  it('alone costs no call', async () => {
    expect(await dataOf('{ __typename }')).toEqual({ __typename: 'Query' });
    expect([...federation.asked('accounts'), ...federation.asked('posts')]).toEqual([]);
  });
});
