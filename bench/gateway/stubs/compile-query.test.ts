import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { SDL, type SubgraphName } from '../data/sdl';
import { compileQuery } from './compile-query';
import { SUBGRAPH_DATA } from './entities';

const ENTITIES = 'query($representations: [_Any!]!) { _entities(representations: $representations)';

/** The answer of a stub, and the one that graphql-js gives over the same data. */
async function bothAnswers(name: SubgraphName, source: string, variableValues: Record<string, unknown> = {}) {
  const data = SUBGRAPH_DATA[name]();
  const typeDefs = parse(SDL[name]);
  const resolvers = {
    User: { __resolveReference: data.resolve },
    Product: { __resolveReference: data.resolve },
  };
  const stub = compileQuery(buildSubgraphSchema({ typeDefs }), data, source);
  let count = 0;
  const text = stub(variableValues, (asked) => (count += asked));
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  const expected = await graphql({ schema, source, rootValue: data.query, variableValues });
  return { text, expected: JSON.stringify(expected), count };
}

describe('a stub subgraph', () => {
  it.each([
    ['accounts', '{ me { id name } users { __typename handle: username } }'],
    [
      'products',
      'query($n: Int) { topProducts(first: $n) { ...P } all: topProducts { upc } } fragment P on Product { name }',
    ],
    ['products', '{ catalogue(skip: 3018) { upc name price } __typename }'],
  ] as const)('%s answers %s as graphql-js does', async (name, source) => {
    const { text, expected } = await bothAnswers(name, source, { n: 2 });
    expect(text).toBe(expected);
    expect(text).not.toContain('errors');
  });

  it('answers and counts representations, also of what it does not know', async () => {
    const representations = ['1', 'c3', 'nobody'].map((id) => ({ __typename: 'User', id }));
    const source = `${ENTITIES} { ... on User { name } __typename } }`;
    const { text, expected, count } = await bothAnswers('accounts', source, {
      representations: representations.slice(0, 2),
    });
    expect(text).toBe(expected);
    expect(count).toBe(2);
    const unknown = compileQuery(
      buildSubgraphSchema({ typeDefs: parse(SDL.accounts) }),
      SUBGRAPH_DATA.accounts(),
      source,
    );
    expect(unknown({ representations }, () => {})).toContain('},null]');
  });

  it('needs what @requires brings: without price and weight there is no estimate', async () => {
    const source = `${ENTITIES} { ... on Product { inStock shippingEstimate } } }`;
    const representations = [
      { __typename: 'Product', upc: '1', price: 10, weight: 9 },
      { __typename: 'Product', upc: '1' },
    ];
    const { text, expected } = await bothAnswers('inventory', source, { representations });
    expect(text).toBe(expected);
    expect(text).toContain('"shippingEstimate":4');
    expect(text).toContain('"shippingEstimate":null');
  });

  it('refuses what the schema does not have, so that no gateway is measured with a wrong query', () => {
    const schema = buildSubgraphSchema({ typeDefs: parse(SDL.accounts) });
    const compile = (text: string) => compileQuery(schema, SUBGRAPH_DATA.accounts(), text);
    expect(() => compile('{ nobody { id } }')).toThrow('Query has no field nobody');
    expect(() => compile('{ me @skip(if: true) { id } }')).toThrow('directives');
  });
});
