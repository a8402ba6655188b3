import { parse } from 'graphql';
import { composeStubs } from '../../../tests/support/federation';
import { localSupergraph } from '../../../tests/support/local-supergraph';
import { buildGeneration, buildPlanner } from '../../supergraph/generation';
import { separateRequirements } from './planning-supergraph';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@shareable", "@interfaceObject"])`;

function compose(...sdl: string[]): string {
  return composeStubs(
    sdl.map((text, index) => ({ name: `s-${index}`, url: `http://s${index}`, typeDefs: parse(LINK + text) })),
  );
}

const OWNER = `type Query { t: T } type T @key(fields: "id") { id: ID! n(x: Int, o: In): Int r0_n: Int }
  input In { a: Int b: [Int] }`;
const needing = (...sets: string[]) => `type T @key(fields: "id") { id: ID! n(x: Int, o: In): Int @external
  ${sets.map((set, index) => `f${index}: Int @requires(fields: "${set}")`).join(' ')} } input In { a: Int b: [Int] }`;

type Known = Record<string, unknown>;
const echo = (_: unknown, args: Known) => JSON.stringify(args);
const told = (name: string) => (known: Known) => JSON.stringify(known[name]);

describe('a supergraph', () => {
  it.each([
    ['n(x: 1)', 'n(x: 1)'],
    ['n(o: { a: 1, b: [2] }, x: 1)', 'n(x: 1, o: { b: [2], a: 1 })'],
    ['n', 'n'],
  ])('is planned on as it is where its fields require %s and %s', (one, other) => {
    expect(separateRequirements(parse(compose(OWNER, needing(one, other))))).toBeNull();
  });

  it.each([
    ['n(x: 1)', 'n(x: 2)', 'r1_n r2_n'],
    ['n(x: 1)', 'n', 'r1_n'],
    ['n(o: { b: [1, 2] })', 'n(o: { b: [2, 1] })', 'r1_n r2_n'],
  ])('has new fields for %s and %s when it is planned on, whose names are nobody’s', (one, other, names) => {
    const separated = separateRequirements(parse(compose(OWNER, needing(one, other))));
    expect([...separated!.variants.byName.keys()].join(' ')).toBe(names);
  });

  it('is refused where a field requires another with different arguments at once', () => {
    const sdl = compose(OWNER, needing('n(x: 1) n(x: 2)'));
    const message =
      'The supergraph cannot be served: T.f0 of the subgraph s-1 requires n with different arguments at once';
    expect(() => buildGeneration(sdl)).toThrow(message);
    expect(() => buildPlanner(sdl)).toThrow(message);
  });

  it('is planned on alike by a thread of its own', () => {
    const sdl = compose(OWNER, needing('n(x: 1)', 'n(x: 2)'));
    const document = parse('{ t { f0 f1 } }');
    expect(buildPlanner(sdl).plan(document)).toEqual(buildGeneration(sdl).planner.plan(document));
  });
});

describe('requirements with different arguments', () => {
  it('may be of several subgraphs, and of what itself has requirements', async () => {
    const { ask } = localSupergraph({
      a: {
        sdl: 'type Query { t: T } type T @key(fields: "id") { id: ID! base(k: Int): String }',
        resolvers: { Query: { t: () => ({ id: '1' }) }, T: { base: echo } },
      },
      b: {
        sdl: `type T @key(fields: "id") { id: ID! base(k: Int): String @external
          net(x: Int): String @requires(fields: "base(k: 1)") gross: String @requires(fields: "base(k: 2)") }`,
        resolvers: {
          T: { net: ({ base }: Known, { x }: Known) => `${String(base)} ${String(x)}`, gross: told('base') },
        },
      },
      c: {
        sdl: `type T @key(fields: "id") { id: ID! net(x: Int): String @external base(k: Int): String @external
          gross: String @external one: String @requires(fields: "net(x: 1) gross")
          two: String @requires(fields: "net(x: 2) base(k: 3)") }`,
        resolvers: {
          T: {
            one: ({ net, gross }: Known) => JSON.stringify([net, gross]),
            two: ({ net, base }: Known) => JSON.stringify([net, base]),
          },
        },
      },
    });
    const { data, errors } = await ask('{ t { one two net(x: 3) gross base } }');
    expect(errors).toBeUndefined();
    expect(data!.t).toEqual({
      one: JSON.stringify(['{"k":1} 1', JSON.stringify('{"k":2}')]),
      two: JSON.stringify(['{"k":1} 2', '{"k":3}']),
      net: '{"k":1} 3',
      gross: JSON.stringify('{"k":2}'),
      base: '{}',
    });
  });

  it('may be of interfaces, of different fields of one of their types, and lead to entities', async () => {
    const { ask } = localSupergraph({
      a: {
        sdl: `type Query { t: T } type T @key(fields: "id") { id: ID! main: Item list: [Item] }
          interface Item { id: ID! }
          type Book implements Item @key(fields: "id") { id: ID! } type Film implements Item @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { t: () => ({ id: '1' }) },
          T: {
            main: () => ({ __typename: 'Book', id: 'b' }),
            list: () => ['Film', 'Book'].map((__typename) => ({ __typename, id: __typename })),
          },
        },
      },
      b: {
        sdl: `type Book @key(fields: "id") { id: ID! label(n: Int): String }
          type Film @key(fields: "id") { id: ID! label(n: Int): String }`,
        resolvers: { Book: { label: echo }, Film: { label: echo } },
      },
      c: {
        sdl: `type T @key(fields: "id") { id: ID! main: Item @external list: [Item] @external
            x: String @requires(fields: "main { label(n: 1) }")
            y: String @requires(fields: "main { ... on Book { label(n: 2) } ... on Film { label(n: 3) } }")
            z: String @requires(fields: "list { ... on Book { label(n: 4) } ... on Film { label(n: 5) } }") }
          interface Item { id: ID! label(n: Int): String }
          type Book implements Item @key(fields: "id") { id: ID! @external label(n: Int): String @external }
          type Film implements Item @key(fields: "id") { id: ID! @external label(n: Int): String @external }`,
        resolvers: { T: { x: told('main'), y: told('main'), z: told('list') } },
      },
    });
    const { data, errors } = await ask('{ t { x y z main { id ... on Book { label(n: 9) } } } }');
    expect(errors).toBeUndefined();
    const { x, y, z, main } = (data as { t: Record<string, string> }).t;
    expect(main).toEqual({ id: 'b', label: '{"n":9}' });
    expect(JSON.parse(x!)).toMatchObject({ label: '{"n":1}' });
    expect(JSON.parse(y!)).toMatchObject({ label: '{"n":2}' });
    expect(JSON.parse(z!)).toMatchObject([{ label: '{"n":5}' }, { label: '{"n":4}' }]);
  });

  it('may be of an interface that a subgraph knows as an object', async () => {
    const { ask } = localSupergraph({
      a: {
        sdl: `type Query { nodes: [Node] } interface Node @key(fields: "id") { id: ID! label(n: Int): String }
          type X implements Node @key(fields: "id") { id: ID! label(n: Int): String }
          type Y implements Node @key(fields: "id") { id: ID! label(n: Int): String }`,
        resolvers: {
          Query: { nodes: () => ['X', 'Y'].map((__typename) => ({ __typename, id: __typename })) },
          X: { label: echo },
          Y: { label: echo },
        },
      },
      b: {
        sdl: `type Node @key(fields: "id") @interfaceObject { id: ID! label(n: Int): String @external
          one: String @requires(fields: "label(n: 1)") two: String @requires(fields: "label(n: 2)") }`,
        resolvers: { Node: { one: told('label'), two: told('label') } },
      },
    });
    const { data, errors } = await ask('{ nodes { one two label ... on Y { again: two } } }');
    expect(errors).toBeUndefined();
    const node = { one: JSON.stringify('{"n":1}'), two: JSON.stringify('{"n":2}'), label: '{}' };
    expect(data!.nodes).toEqual([node, { ...node, again: node.two }]);
  });
});
