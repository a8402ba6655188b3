import { eventQueue } from '../../gateway/subgraph/event-queue';
import { startStubSubgraph } from './federation';

/** Stands where only internals are; no client may ever see it. */
export const CANARY = 'canary-7f3a';
const PRODUCTS = [
  { upc: 'p1', name: 'Chalk', price: 2 },
  { upc: 'p2', name: 'Board', price: 90 },
];

const THINGS = [
  { __typename: 'Product', ...PRODUCTS[0] },
  { __typename: 'Note', name: 'Memo', text: 'Buy chalk.' },
];

/** A subscription that reached the products subgraph, whose events the test hands out. */
export interface Source {
  push(upc: string): void;
  end(): void;
  fail(message: string): void;
}

/** The subscriptions of one shop. */
export interface Sources {
  /** Those that no test has taken yet. */
  arrived: Source[];
  /** Those that nobody has closed yet. */
  open: Set<Source>;
}

function productEvents({ arrived, open }: Sources) {
  return eventQueue<unknown>((sink) => {
    const source: Source = {
      push: (upc) => sink.next({ productChanged: PRODUCTS.find((product) => product.upc === upc) }),
      end: () => {
        open.delete(source);
        sink.complete();
      },
      fail: (message) => {
        open.delete(source);
        sink.error(new Error(message));
      },
    };
    arrived.push(source);
    open.add(source);
    return () => open.delete(source);
  });
}

/** Who buys: entities with fields that fail. */
export const startAccounts = () =>
  startStubSubgraph(
    'accounts',
    `type Query { me: User, broken: String, nobody: User! }
     type User @key(fields: "id") { id: ID! name: String! email: String secretName: String! }`,
    {
      Query: { me: () => ({ id: 'u1', name: 'Ada' }), nobody: () => null },
      User: {
        __resolveReference: ({ id }: { id: string }) => (id === 'gone' ? null : { id, name: `User ${id}` }),
        email: () => {
          throw Object.assign(new Error('Not for you.'), {
            extensions: { code: 'FORBIDDEN', field: ['email'], stacktrace: [CANARY] },
          });
        },
        secretName: () => {
          throw new Error('No name.');
        },
      },
    },
  );

/** What is sold: lists, abstract types, mutations and a subscription. */
export const startProducts = (sources: Sources) =>
  startStubSubgraph(
    'products',
    `type Query { topProducts: [Product!]! product(upc: ID!): Product things: [Thing!] named: [Named!] }
     union Thing = Product | Note
     interface Named { name: String }
     type Note implements Named { name: String text: String }
     type Mutation { rename(upc: ID!, name: String!): Product }
     type Subscription { productChanged: Product other: Int }
     type Product implements Named @key(fields: "upc") { upc: ID! name: String price: Int kind: Kind }
     enum Kind { PLAIN HIDDEN @inaccessible }`,
    {
      Query: {
        topProducts: () => PRODUCTS,
        things: () => THINGS,
        named: () => THINGS,
        product: (_root: unknown, { upc }: { upc: string }) =>
          PRODUCTS.find((product) => product.upc === upc),
      },
      Mutation: { rename: (_root: unknown, args: { upc: string; name: string }) => ({ ...args, price: 1 }) },
      Subscription: {
        productChanged: { subscribe: () => productEvents(sources) },
        other: { subscribe: () => productEvents(sources) },
      },
      Product: {
        __resolveReference: ({ upc }: { upc: string }) => PRODUCTS.find((product) => product.upc === upc),
        kind: () => 'HIDDEN',
      },
    },
  );

/** What is said about both, and a field that needs the price from products. */
export const startReviews = () =>
  startStubSubgraph(
    'reviews',
    `type Query { reviewCount: Int }
     type Review { id: ID! body: String author: User }
     type Product @key(fields: "upc") { upc: ID! price: Int @external reviews: [Review!] shipping: Int @requires(fields: "price") }
     type User @key(fields: "id") { id: ID! reviews: [Review!] }`,
    {
      Query: { reviewCount: () => 2 },
      Product: {
        reviews: ({ upc }: { upc: string }) => [
          { id: `r-${upc}`, body: `about ${upc}`, author: { id: 'u7' } },
        ],
        shipping: ({ price }: { price: number }) => price * 10,
      },
      User: { reviews: () => [] },
    },
  );
