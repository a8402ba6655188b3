import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { RunningGateway } from '../start-gateway';
import { startShop, type Shop } from '../../tests/support/shop';

/**
 * Apollo's own executor is the oracle for data. Its error paths and its reports of nulls are not the specification's,
 * so they are not compared.
 */
describe('the executor, compared with Apollo’s', () => {
  let shop: Shop;
  let oracle: ApolloServer;
  let gateway: RunningGateway;

  beforeAll(async () => {
    shop = await startShop();
    // What is compared is what is answered, not how fast.
    gateway = await shop.startGateway({ SUBGRAPH_TIMEOUT_MS: '10000' });
    oracle = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: shop.supergraphSdl }) });
    await oracle.start();
  });

  afterAll(async () => {
    await oracle.stop();
    await gateway.stop();
    await shop.stop();
  });

  it.each([
    '{ me { id name reviews { id } } reviewCount }',
    '{ a: topProducts { n: name } b: topProducts { name shipping } }',
    '{ topProducts { reviews { author { id name email } } } }',
    '{ things { __typename ... on Product { upc shipping reviews { body } } ... on Note { text } } }',
    '{ named { name ... on Product { price shipping } ... on Note { n: name } ... on Named { kind: __typename } } }',
    'fragment P on Product { upc ...Q } fragment Q on Product { shipping reviews { id } } { product(upc: "p2") { ...P } }',
    '{ product(upc: "none") { name shipping } missing: product(upc: "p1") { name @skip(if: true) upc } }',
    'query ($on: Boolean = false) { me { name @include(if: $on) id } topProducts @include(if: $on) { upc shipping } }',
    '{ nobody { name } }',
    '{ nobody { secretName } me { name } }',
    '{ me { secretName } }',
    '{ topProducts { kind shipping } }',
    '{ __typename __schema { queryType { name } } __type(name: "Named") { possibleTypes { name } } }',
    'mutation { one: rename(upc: "p1", name: "x") { name shipping } two: rename(upc: "p2", name: "y") { upc } }',
  ])('gives the same data for %s', async (query) => {
    const { body } = await oracle.executeOperation({ query });
    const expected = body.kind === 'single' ? body.singleResult.data : undefined;
    const { data } = await shop.ask(query, { url: gateway.url });
    expect(data).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  it('gives the same data for whatever a client thinks of', async () => {
    const { apiSchema } = gateway.gateway.generation;
    await fc.assert(
      fc.asyncProperty(choices(), fc.boolean(), async (picks, on) => {
        const query = operationFrom(apiSchema, picks);
        const { body } = await oracle.executeOperation({ query, variables: { on } });
        const expected = body.kind === 'single' ? body.singleResult.data : undefined;
        const { data } = await shop.ask(query, { url: gateway.url, variables: { on } });
        expect(data).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
      { numRuns: 40 },
    );
  });
});

/** What a random operation is made from. */
const choices = () => fc.array(fc.nat({ max: 999 }), { minLength: 25, maxLength: 80 });

/** An operation over the schema as the choices have it; it ends once they do. */
function operationFrom(schema: GraphQLSchema, picks: readonly number[]): string {
  const rest = [...picks];
  let fields = 0;
  const next = (): number => rest.shift() ?? 0;

  function selectionOf(type: GraphQLCompositeType, depth: number): string {
    const parts = ['t: __typename'];
    if (isAbstractType(type) && depth > 0) {
      const concrete = schema.getPossibleTypes(type);
      parts.push(
        ...concrete.map((each) => `... on ${each.name}${condition()} ${selectionOf(each, depth - 1)}`),
      );
    }
    const known = isUnionType(type) ? [] : Object.values(type.getFields());
    for (let count = 1 + (next() % 4); count > 0 && known.length > 0; count -= 1) {
      const part = fieldOf(known[next() % known.length]!, depth);
      if (part) parts.push(part);
    }
    return `{ ${parts.join(' ')} }`;
  }

  function fieldOf(field: GraphQLField<unknown, unknown>, depth: number): string | null {
    const type = getNamedType(field.type);
    const given = field.args.map(
      ({ name }) => `${name}: ${JSON.stringify(['p1', 'p2', 'none'][next() % 3])}`,
    );
    const head = `f${(fields += 1)}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${condition()}`;
    if (!isCompositeType(type)) return head;
    return depth > 0 ? `${head} ${selectionOf(type, depth - 1)}` : null;
  }

  function condition(): string {
    return ['', '', '', ' @skip(if: $on)', ' @include(if: $on)'][next() % 5]!;
  }

  const isMutation = next() % 8 === 7;
  const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!;
  return `${isMutation ? 'mutation' : 'query'} ($on: Boolean = true) { v: __typename @skip(if: $on) ${selectionOf(root, 5).slice(1)}`;
}
