import { serveFederation, type Federation } from '../federation/serve-federation';

const ACCOUNTS = [
  { __typename: 'Admin', id: 'a1', name: 'Ada' },
  { __typename: 'Member', id: 'm1', name: 'Ben' },
];

interface Reference {
  id: string;
}

const accountOf = ({ id }: Reference) => ACCOUNTS.find((account) => account.id === id);

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    accounts: {
      sdl: `
        type Query { accounts: [Account!]! }
        interface Account @key(fields: "id") { id: ID! name: String }
        type Admin implements Account @key(fields: "id") @requiresScopes(scopes: [["admin"]]) { id: ID! name: String }
        type Member implements Account @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: { accounts: () => ACCOUNTS },
        Account: {
          __resolveReference: accountOf,
          __resolveType: ({ __typename }: { __typename: string }) => __typename,
        },
        Admin: { __resolveReference: accountOf },
        Member: { __resolveReference: accountOf },
      },
    },
    posts: {
      sdl: `
        type Query { latest: [Account!]! }
        type Account @key(fields: "id") @interfaceObject {
          id: ID!
          name: String @external
          signature: String @requires(fields: "name")
          friends: [Account!]!
        }`,
      resolvers: {
        Query: { latest: () => [{ id: 'a1' }, { id: 'm1' }] },
        Account: {
          __resolveReference: (account: object) => account,
          signature: ({ name }: { name: string }) => `Yours, ${name}`,
          friends: () => [{ id: 'm1' }, { id: 'a1' }],
        },
      },
    },
  });
});
afterAll(() => federation.stop());

/** The ids of all accounts about which a subgraph was asked for a field. */
const askedAbout = (subgraph: string, field: RegExp) =>
  federation
    .asked(subgraph)
    .filter(({ query }) => field.test(query))
    .flatMap(({ variables }) => (variables.representations as Reference[] | undefined) ?? [])
    .map(({ id }) => id);

describe('a subgraph that knows an interface as an object', () => {
  it('is asked of those objects alone that the caller may see', async () => {
    const { data } = await federation.ask('{ latest { __typename signature } }');
    expect(data).toEqual({
      latest: [
        { __typename: 'Admin', signature: null },
        { __typename: 'Member', signature: 'Yours, Ben' },
      ],
    });
    expect(askedAbout('posts', /signature/)).toEqual(['m1']);
  });

  it('does not have what it needs asked of the others', async () => {
    await federation.ask('{ latest { friends { signature } } }');
    const texts = federation.asked('accounts').map(({ query }) => query);
    expect(texts.join('\n')).toMatch(/\.\.\.on Member\s*\{\s*name\b/);
    expect(texts.join('\n')).not.toMatch(/on (Account|Admin)\s*\{[^{}]*\bname\b/);
  });

  it('has its objects refused by what they really are, however deep', async () => {
    const { errors } = await federation.ask('{ accounts { id name friends { id } } }');
    expect(errors?.map(({ path }) => path)).toEqual([
      ['accounts', 0, 'id'],
      ['accounts', 0, 'name'],
      ['accounts', 0, 'friends'],
      ['accounts', 1, 'friends', 1, 'id'],
    ]);
    expect(askedAbout('posts', /friends/)).toEqual(['m1']);
  });
});
