import { CATALOGUE_SIZE, PAGE_SIZE } from './data/catalogue';

/** One kind of load. Every request of it is the same operation. */
export interface Workload {
  name: 'W1' | 'W2' | 'W3' | 'W4';
  what: string;
  query: string;
  /** Whether `skip` is a variable, which no two requests of any 3,000 in a row share. */
  isVaried: boolean;
}

const NESTED = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  fragment Author on Review { author { ...User reviews { ...Review product { ...Product } } } }
  query Nested {
    users { ...User reviews { ...Review product { ...Product reviews { ...Review ...Author } } } }
    topProducts(first: 5) { ...Product reviews { ...Review ...Author } }
  }`;

const page = (operation: string, skip: string) =>
  `query ${operation} { catalogue(skip: ${skip}, first: ${PAGE_SIZE}) { upc name reviews { id body author { name } } } }`;

/** What gateways are measured with. */
export const WORKLOADS: readonly Workload[] = [
  { name: 'W1', what: 'heavy nested query', query: NESTED, isVaried: false },
  { name: 'W2', what: 'one small query', query: '{ me { id name } }', isVaried: false },
  { name: 'W3', what: 'three hops, 20 products', query: page('Page', '0'), isVaried: false },
  {
    name: 'W4',
    what: 'W3, no two requests alike',
    query: page('PageAt($skip: Int!)', '$skip'),
    isVaried: true,
  },
];

/** How many different pages there are. */
export const SKIPS = CATALOGUE_SIZE - PAGE_SIZE + 1;
const STRIDE = 37;

/** The page of the nth request: neighbours in time share no product, and all pages come before one comes again. */
export const skipAt = (index: number) => (index * STRIDE) % SKIPS;

/** The body of a request. `skip` counts for varied workloads alone. */
export function bodyOf({ query, isVaried }: Workload, skip: number): string {
  return JSON.stringify(isVaried ? { query, variables: { skip } } : { query });
}
