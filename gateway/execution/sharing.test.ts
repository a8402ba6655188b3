import { localSupergraph, type LocalSupergraph } from '../../tests/support/local-supergraph';

interface Ref {
  id: string;
}

const FRIENDS: Record<string, string> = { u1: 'u1', u2: 'u3', u3: 'u2' };

function aSupergraph(): LocalSupergraph {
  return localSupergraph({
    roots: {
      sdl: `type Query { me: User users: [User!]! user(id: ID!): User }
        type Mutation { touch(id: ID!): User }
        type User @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          me: () => ({ id: 'u1' }),
          users: () => ['u1', 'u2', 'u1', 'gone'].map((id) => ({ id })),
          user: (_root: unknown, { id }: Ref) => ({ id }),
        },
        Mutation: { touch: (_root: unknown, { id }: Ref) => ({ id }) },
      },
    },
    names: {
      sdl: `type Mutation { rename(id: ID!): User }
        type User @key(fields: "id") { id: ID! name: String address: Address secret: String! title(of: Int = 1): String }
        type Address { street: String }`,
      resolvers: {
        Mutation: { rename: (_root: unknown, { id }: Ref) => ({ id }) },
        User: {
          __resolveReference: ({ id }: Ref) => (id === 'gone' ? null : { id, name: `Name of ${id}` }),
          address: ({ id }: Ref) => ({ street: `Street of ${id}` }),
          title: ({ id }: Ref, { of }: { of: number }) => `Title ${of} of ${id}`,
          secret: () => {
            throw new Error('Secret.');
          },
        },
      },
    },
    friends: {
      sdl: 'type User @key(fields: "id") { id: ID! friend: User }',
      resolvers: { User: { friend: ({ id }: Ref) => ({ id: FRIENDS[id] }) } },
    },
  });
}

let graph: LocalSupergraph;

beforeEach(() => (graph = aSupergraph()));

const asked = (subgraph: string) =>
  graph.calls
    .filter((call) => call.subgraph === subgraph)
    .map(({ variables }) => (variables.representations as Ref[] | undefined)?.map(({ id }) => id));

describe('what is asked of subgraphs', () => {
  it('names an entity once, however often it is in a list', async () => {
    const { data } = await graph.ask('{ users { id name } }');
    expect(asked('names')).toEqual([['u1', 'u2', 'gone']]);
    expect(data!.users).toEqual([
      { id: 'u1', name: 'Name of u1' },
      { id: 'u2', name: 'Name of u2' },
      { id: 'u1', name: 'Name of u1' },
      { id: 'gone', name: null },
    ]);
  });

  it('is one request for the same fields of entities under several aliases', async () => {
    await graph.ask('query Q { a: user(id: "u1") { name } b: user(id: "u2") { name } c: me { name } }');
    expect(asked('names')).toEqual([['u1', 'u2']]);
  });

  it('is not asked again in a later stage', async () => {
    const { data } = await graph.ask('query Q { me { name friend { name } } }');
    expect(data).toEqual({ me: { name: 'Name of u1', friend: { name: 'Name of u1' } } });
    expect(asked('names')).toEqual([['u1']]);
  });

  it('is counted', async () => {
    await graph.ask('{ users { id name friend { id } } }');
    expect(graph.counters).toEqual({ fetches: 3, representations: 6 });
  });

  it('is nothing where there are no entities', async () => {
    expect((await graph.ask('{ user(id: "u9") { friend { name } } }')).errors).toBeDefined();
    expect(asked('names')).toEqual([]);
  });

  it('is asked anew between mutations, as data changes', async () => {
    const query =
      'mutation { a: touch(id: "u1") { name } r: rename(id: "u1") { id } b: touch(id: "u1") { name } }';
    const { data } = await graph.ask(query);
    expect(data).toMatchObject({ a: { name: 'Name of u1' }, r: { id: 'u1' }, b: { name: 'Name of u1' } });
    expect(asked('names').filter(Boolean)).toEqual([['u1'], ['u1']]);
    expect(asked('roots')).toHaveLength(2);
  });

  it('contains the variables that it uses and no others', async () => {
    await graph.ask('query ($id: ID!, $of: Int) { user(id: $id) { title(of: $of) } }', { id: 'u1', of: 7 });
    expect(graph.calls.map(({ variables }) => variables)).toEqual([
      { id: 'u1' },
      { of: 7, representations: [{ __typename: 'User', id: 'u1' }] },
    ]);
  });
});

describe('an answer that several places share', () => {
  it('keeps what only one of the places asked for to itself', async () => {
    const { data } = await graph.ask(
      '{ a: me { address { street } friend { n: title(of: 1) address { street } } } b: me { friend { n: title(of: 2) } } }',
    );
    expect(data).toEqual({
      a: {
        address: { street: 'Street of u1' },
        friend: { n: 'Title 1 of u1', address: { street: 'Street of u1' } },
      },
      b: { friend: { n: 'Title 2 of u1' } },
    });
  });

  it('reports an error at every place where the client misses a value', async () => {
    const { data, errors } = await graph.ask('{ users { id friend { secret } } }');
    expect(data!.users).toMatchObject([0, 1, 2, 3].map(() => ({ friend: null })));
    const places = errors!.filter(({ message }) => message === 'Secret.').map(({ path }) => path);
    expect(places).toEqual([0, 1, 2].map((index) => ['users', index, 'friend', 'secret']));
  });
});

describe('an interface that one subgraph treats as an object', () => {
  it('is asked for by the interface’s name and joined with what it really is', async () => {
    const { ask, calls } = localSupergraph({
      media: {
        sdl: `type Query { media: [Media!]! }
          interface Media @key(fields: "id") { id: ID! title: String }
          type Book implements Media @key(fields: "id") { id: ID! title: String }
          type Film implements Media @key(fields: "id") { id: ID! title: String }`,
        resolvers: {
          Query: {
            media: () => [
              { __typename: 'Book', id: '1', title: 'B' },
              { __typename: 'Film', id: '2', title: 'F' },
              { __typename: 'Book', id: '1', title: 'B' },
            ],
          },
        },
      },
      marks: {
        sdl: 'type Media @key(fields: "id") @interfaceObject { id: ID! mark: Int stars: Int }',
        resolvers: {
          Media: {
            __resolveReference: ({ id }: Ref) => ({ id }),
            mark: ({ id }: Ref) => Number(id) * 10,
            stars: () => 5,
          },
        },
      },
    });
    const { data, errors } = await ask('{ media { __typename mark title ... on Film { stars } } }');
    expect(errors).toBeUndefined();
    expect(data!.media).toEqual([
      { __typename: 'Book', mark: 10, title: 'B' },
      { __typename: 'Film', mark: 20, title: 'F', stars: 5 },
      { __typename: 'Book', mark: 10, title: 'B' },
    ]);
    for (const { variables } of calls.slice(1)) {
      expect(variables.representations).toContainEqual({ __typename: 'Media', id: '2' });
    }
  });
});
