import type { GraphQLResolveInfo } from 'graphql';
import { smallGraph } from './small-graph';

/** Each of these was a difference that generated operations found, and is one of Apollo's still. */
describe('the gateway, where Apollo’s plan or executor answers wrongly', () => {
  const fails = () => {
    throw new Error('planted');
  };
  const me = () => ({ id: '1' });
  const sold = () => ({ sku: '1' });
  const withId = (told: object) => ({ ...told, id: '1' });

  describe('an entity of which a required input failed', () => {
    const graph = smallGraph([
      [
        'type Query { e: E } type E @key(fields: "id") { id: ID! a: Int b: Int }',
        { Query: { e: me }, E: { a: fails, b: () => 2 } },
      ],
      [
        `type E @key(fields: "id") { id: ID! a: Int @external b: Int @external
          needsA: Int @requires(fields: "a") needsB: Int @requires(fields: "b") free: Int }`,
        { E: { needsA: () => 1, needsB: ({ b }: { b: number }) => b + 1, free: () => 3 } },
      ],
    ]);

    it('has the fields that do not need it, and the error where it is needed', async () => {
      const { data, errors } = await graph.ask('{ e { needsA needsB free } }');
      expect(data).toEqual({ e: { needsA: null, needsB: 3, free: 3 } });
      expect(errors).toMatchObject([{ message: 'planted', path: ['e', 'needsA'] }]);
    });

    it('has them where the client’s fragments are the fetch’s', async () => {
      const query =
        'query ($on: Boolean!) { e { ...F free ...F @include(if: $on) } } fragment F on E { x: needsA y: needsA }';
      const { data } = await graph.ask(query, { on: true });
      expect(data).toEqual({ e: { x: null, y: null, free: 3 } });
    });

    it('has the fields that do not need it where a condition excludes those that do', async () => {
      const query = 'query ($on: Boolean!) { e { needsB @include(if: $on) free } }';
      expect(await graph.ask(query, { on: false })).toEqual({ data: { e: { free: 3 } } });
      expect((await graph.askStock(query, { on: false })).data).toEqual({ e: { free: null } });
    });
  });

  it('tells null to whoever requires a field of an entity that there is not', async () => {
    const graph = smallGraph([
      ['type Query { e: E } type E @key(fields: "id") { id: ID! }', { Query: { e: me } }],
      ['type E @key(fields: "id") { id: ID! a: Int }', { E: { __resolveReference: () => null } }],
      [
        'type E @key(fields: "id") { id: ID! a: Int @external b: String @requires(fields: "a") }',
        { E: { b: ({ a }: { a: unknown }) => `from ${String(a)}` } },
      ],
    ]);
    expect(await graph.ask('{ e { b } }')).toEqual({ data: { e: { b: 'from null' } } });
  });

  it('keeps the type of an entity that another subgraph knows as an interface object', async () => {
    const graph = smallGraph([
      [
        'type Query { e: E } interface I @key(fields: "id") { id: ID! } type E implements I @key(fields: "id") { id: ID! }',
        { Query: { e: me } },
      ],
      ['type I @key(fields: "id") @interfaceObject { id: ID! more: Int }', { I: { more: () => 1 } }],
    ]);
    expect(await graph.ask('{ e { more __typename } }')).toEqual({
      data: { e: { more: 1, __typename: 'E' } },
    });
  });

  it('keeps apart what is asked of two types that a subgraph knows as one', async () => {
    const graph = smallGraph([
      [
        `type Query { all: [I] } interface I @key(fields: "id") { id: ID! }
          type E implements I @key(fields: "id") { id: ID! } type F implements I @key(fields: "id") { id: ID! }`,
        { Query: { all: () => ['E', 'F'].map((__typename) => ({ __typename, id: '1' })) } },
      ],
      [
        'type I @key(fields: "id") @interfaceObject { id: ID! n(n: Int): Int }',
        { I: { n: (_source: unknown, { n }: { n: number }) => n } },
      ],
    ]);
    const query = '{ all { ... on E { n(n: 1) } ... on F { n(n: 2) } } }';
    expect(await graph.ask(query)).toEqual({ data: { all: [{ n: 1 }, { n: 2 }] } });
    expect((await graph.askStock(query)).data).toEqual({ all: [{ n: 1 }, { n: 1 }] });
  });

  it('has null and the error where it cannot find out the type of an object that is selected by type', async () => {
    const graph = smallGraph([
      [
        'interface I @key(fields: "id") { id: ID! } type E implements I @key(fields: "id") { id: ID! own: Int! }',
        { I: { __resolveReference: me, __resolveType: () => 'E' }, E: { own: fails } },
      ],
      [
        'type Query { all: [I] } type I @key(fields: "id") @interfaceObject { id: ID! }',
        { Query: { all: () => [{ id: '1' }] } },
      ],
    ]);
    const { data, errors } = await graph.ask('{ all { ... on E { own } } }');
    expect(data).toEqual({ all: [null] });
    expect(errors).toMatchObject([{ message: 'planted', path: ['all', 0] }]);
    expect(await graph.ask('{ all { id } }')).toEqual({ data: { all: [{ id: '1' }] } });
  });

  it.each([
    ['in a subgraph that was asked before', '', 'b'],
    ['beside its own requirement', 'a: Int @external', 'a b'],
  ])('meets a requirement that has requirements %s', async (_where, external, requires) => {
    const graph = smallGraph([
      [
        'type Query { e: E } type E @key(fields: "id") { id: ID! a: Int @external b: Int @requires(fields: "a") }',
        { Query: { e: me }, E: { b: ({ a = 0 }: { a?: number }) => a + 10 } },
      ],
      ['type E @key(fields: "id") { id: ID! a: Int }', { E: { a: () => 1 } }],
      [
        `type E @key(fields: "id") { id: ID! ${external} b: Int @external c: Int @requires(fields: "${requires}") }`,
        { E: { c: ({ b }: { b: number }) => b + 100 } },
      ],
    ]);
    expect(await graph.ask('{ e { c } }')).toEqual({ data: { e: { c: 111 } } });
    expect(await graph.askStock('{ e { c } }')).toEqual({ data: { e: { c: 110 } } });
  });

  describe('a requirement that has requirements and is asked for under a condition as well', () => {
    const graph = smallGraph([
      [
        'type Query { e: E } type E @key(fields: "sku") { sku: ID! a: Int }',
        { Query: { e: sold }, E: { a: () => 1 } },
      ],
      [
        `type E @key(fields: "sku") @key(fields: "id") { sku: ID! id: ID! a: Int @external
          b: Int @requires(fields: "a") }`,
        { E: { __resolveReference: withId, b: ({ a }: { a: number }) => a + 10 } },
      ],
      [
        'type E @key(fields: "id") { id: ID! b: Int @external c: Int @requires(fields: "b") }',
        { E: { c: ({ b }: { b: number }) => b + 100 } },
      ],
    ]);

    it.each(['... @include(if: $on) { x: b }', 'x: b @include(if: $on)'])(
      'is met without it: %s',
      async (under) => {
        const query = `query ($on: Boolean!) { e { c ${under} } }`;
        expect(await graph.ask(query, { on: false })).toEqual({ data: { e: { c: 111 } } });
        expect((await graph.askStock(query, { on: false })).data).toEqual({ e: { c: null } });
        expect(await graph.ask(query, { on: true })).toEqual({ data: { e: { c: 111, x: 11 } } });
      },
    );
  });

  it('plans an operation of which the planner fails to weigh one of the ways', async () => {
    const graph = smallGraph([
      [
        `type Query { z: Int } type E @key(fields: "id") { id: ID! a: Int @shareable b: Int @external
          c: Int @requires(fields: "b") }`,
        { E: { a: () => 1, c: ({ b }: { b: number }) => b + 100 } },
      ],
      ['type Query { e: E @shareable } type E @key(fields: "id") { id: ID! }', { Query: { e: me } }],
      [
        `type Query { e: E @shareable } type E @key(fields: "id") { id: ID! a: Int @external
          b: Int @requires(fields: "a") }`,
        { Query: { e: me }, E: { b: ({ a }: { a: number }) => a + 10 } },
      ],
    ]);
    const query = '{ e { x: c c b } }';
    expect(await graph.ask(query)).toEqual({ data: { e: { x: 111, c: 111, b: 11 } } });
    await expect(graph.askStock(query)).rejects.toThrow('would create a cycle');
  });

  it('answers an object that is there with {} where nothing is wanted of it', async () => {
    const graph = smallGraph([['type Query { e: E } type E { id: ID! }', { Query: { e: me } }]]);
    const query = 'query ($on: Boolean!, $off: Boolean!) { e @include(if: $on) { id @include(if: $off) } }';
    expect(await graph.ask(query, { on: true, off: false })).toEqual({ data: { e: {} } });
    expect((await graph.askStock(query, { on: true, off: false })).data).toEqual({ e: null });
  });

  it.each([
    ['mutation { a: next { n } ...F } fragment F on Mutation { b: next { n } }', 'ab', 'ba'],
    [
      'mutation ($on: Boolean = true) { a: next { n } b: other a: next @include(if: $on) { n } }',
      'ab',
      'aba',
    ],
    [
      'mutation ($on: Boolean = true) { a: next @skip(if: $on) { n } b: other a: next @include(if: $on) { n } }',
      'ba',
      'ba',
    ],
  ])('runs the fields of a mutation in their order, each once: %s', async (query, expected, stock) => {
    let ran = '';
    const note = (_source: unknown, _args: unknown, _context: unknown, { path }: GraphQLResolveInfo) => {
      ran += path.key;
      return { n: ran.length };
    };
    const graph = smallGraph([
      [
        'type Query { q: Int } type Mutation { next: Count } type Count { n: Int }',
        { Mutation: { next: note } },
      ],
      ['type Mutation { other: Int }', { Mutation: { other: (...given) => note(...given).n } }],
    ]);
    await graph.ask(query);
    expect(ran).toBe(expected);
    ran = '';
    await graph.askStock(query);
    expect(ran).toBe(stock);
  });

  it('finds an entity whose first key is null by another', async () => {
    const graph = smallGraph([
      [
        `type Query { e: E } type E @key(fields: "sku") @key(fields: "id") { id: ID! sku: String a: Int @external
          b: Int @requires(fields: "a") }`,
        {
          Query: { e: () => ({ id: '1', sku: null }) },
          E: {
            __resolveReference: ({ id, a }: { id?: string; a: number }) => (id ? { id, a } : null),
            b: ({ a }: { a: number }) => a + 1,
          },
        },
      ],
      ['type E @key(fields: "id") { id: ID! a: Int }', { E: { a: () => 1 } }],
    ]);
    expect(await graph.ask('{ e { b } }')).toEqual({ data: { e: { b: 2 } } });
    expect((await graph.askStock('{ e { b } }')).data).toEqual({ e: { b: null } });
  });
});
