import { ConfigError } from '../../kernel/environment';
import { composeStubs } from '../../tests/support/federation';
import { parse } from 'graphql';
import { buildGeneration } from './generation';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@requiresScopes", "@policy", "@cost", "@inaccessible"])';
const aSupergraph = () =>
  composeStubs([
    {
      name: 'Things',
      url: 'http://things/graphql',
      typeDefs: parse(`${LINK} type Query {
        a: Int @authenticated @cost(weight: 3)
        b: Int @requiresScopes(scopes: [["x"]])
        c: Int @policy(policies: [["p"]])
        hidden: Int @inaccessible
      }`),
    },
  ]);

describe('a supergraph', () => {
  it('is served with its security directives, and without what is hidden from clients', () => {
    const { apiSchema, subgraphs } = buildGeneration(aSupergraph());
    expect(Object.keys(apiSchema.getQueryType()?.getFields() ?? {})).toEqual(['a', 'b', 'c']);
    expect(subgraphs).toEqual([{ name: 'Things', url: 'http://things/graphql' }]);
  });

  it('is the same generation wherever it is loaded', () => {
    expect(buildGeneration(aSupergraph()).id).toBe(buildGeneration(aSupergraph()).id);
  });

  it('is refused with a message for the operator when it is none', () => {
    expect(() => buildGeneration('type Query { a: Int }')).toThrow(ConfigError);
    expect(() => buildGeneration('type Query {')).toThrow(ConfigError);
  });
});
