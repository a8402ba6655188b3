import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { RunningGateway } from '../start-gateway';
import { startShop, type Shop } from '../../tests/support/shop';

/**
 * Apollo's own executor is the oracle for data. Its error paths and its reports of nulls are not the specification's,
 * so they are not compared. Generated operations are compared in tests/differential, where Apollo is not always right.
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
});
