import { GraphQLScalarType } from 'graphql';
import { serveFederation, type Federation } from './serve-federation';

const Json = new GraphQLScalarType({ name: 'Json' });
const echo = (_root: unknown, given: unknown) => JSON.stringify(given);

let federation: Federation;

beforeAll(async () => {
  federation = await serveFederation({
    left: {
      sdl: `
        scalar Json
        type Query {
          shared: String @shareable
          left: String
          money: Money
          json(value: Json): Json
          level: Level
          search(filter: Filter, level: InLevel = LOW): String
        }
        type Money @shareable { amount: Int! currency: String! }
        enum Level { LOW MIDDLE }
        enum InLevel { LOW MIDDLE }
        input Filter { name: String, onlyLeft: Int, nested: Filter, tags: [String!] = ["all"] }`,
      resolvers: {
        Json: Json as never,
        Query: {
          shared: () => 'from left',
          left: () => 'left',
          money: () => ({ amount: 1, currency: 'CHF' }),
          json: (_root: unknown, { value }: { value: unknown }) => value,
          level: () => 'MIDDLE',
          search: echo,
        },
      },
    },
    right: {
      sdl: `
        scalar Json
        type Query {
          shared: String @shareable
          right: String
          price: Money
          high: Level
          find(filter: Filter, level: InLevel): String
          blob: Json
        }
        type Money @shareable { amount: Int! currency: String! }
        enum Level { LOW HIGH }
        enum InLevel { LOW HIGH }
        input Filter { name: String, nested: Filter, tags: [String!] = ["all"] }`,
      resolvers: {
        Json: Json as never,
        Query: {
          shared: () => 'from right',
          right: () => 'right',
          price: () => ({ amount: 2, currency: 'EUR' }),
          high: () => 'HIGH',
          find: echo,
          blob: () => ({ deep: [1, { x: null }] }),
        },
      },
    },
  });
});
afterAll(() => federation.stop());

describe('types that several subgraphs have', () => {
  it('shared root fields come from one subgraph, and none is asked without need', async () => {
    expect((await federation.ask('{ shared right }')).data).toEqual({ shared: 'from right', right: 'right' });
    expect(federation.asked('left')).toEqual([]);
    expect((await federation.ask('{ shared left }')).data).toEqual({ shared: 'from left', left: 'left' });
    expect(federation.asked('right')).toEqual([]);
  });

  it('value types are resolved where they come from', async () => {
    const { data } = await federation.ask('{ money { amount currency } price { amount currency } }');
    expect(data).toEqual({ money: { amount: 1, currency: 'CHF' }, price: { amount: 2, currency: 'EUR' } });
    expect(federation.asked('left')).toHaveLength(1);
    expect(federation.asked('right')).toHaveLength(1);
  });

  it('enums have the values of all where they are answers', async () => {
    expect((await federation.ask('{ level high }')).data).toEqual({ level: 'MIDDLE', high: 'HIGH' });
  });

  it('enums and inputs have what all know where they are asked with', async () => {
    const { data } = await federation.ask(
      'query ($filter: Filter) { search(filter: $filter, level: LOW) find(filter: { name: "x", tags: [] }) }',
      { filter: { name: 'a', nested: { name: 'b' } } },
    );
    expect(data).toEqual({
      search: JSON.stringify({
        filter: { name: 'a', nested: { name: 'b', tags: ['all'] }, tags: ['all'] },
        level: 'LOW',
      }),
      find: '{"filter":{"name":"x","tags":[]}}',
    });
    for (const refused of ['search(level: MIDDLE)', 'search(filter: { onlyLeft: 1 })']) {
      const { errors } = await federation.ask(`{ ${refused} }`);
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
  });

  it('defaults of arguments are the subgraph’s to fill in', async () => {
    expect((await federation.ask('{ search }')).data).toEqual({ search: '{"level":"LOW"}' });
  });

  it('custom scalars pass as they are, in both directions', async () => {
    const value = { list: [1, 'two', null, { __proto: true }], number: 1.5, text: 'ü' };
    const { data } = await federation.ask(
      'query ($value: Json) { json(value: $value) inline: json(value: {a: [1]}) blob }',
      {
        value,
      },
    );
    expect(data).toEqual({ json: value, inline: { a: [1] }, blob: { deep: [1, { x: null }] } });
  });
});
