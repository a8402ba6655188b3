import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { SDL } from '../data/sdl';
import { compileQuery } from '../stubs/compile-query';
import { SUBGRAPH_DATA } from '../stubs/entities';
import { skipAt, SKIPS, WORKLOADS } from '../workloads';
import { checkOf } from './expectation';

const varied = WORKLOADS.find(({ isVaried }) => isVaried)!;

interface Reviewed {
  reviews: { id: string; body: string; author: { id: string; name?: string } }[];
}

/** A page as it should be: put together from what the subgraphs answer, not from the rows. */
function pageAt(skip: number): string {
  const ask = (name: 'products' | 'reviews' | 'accounts', query: string, variables: object = {}) => {
    const compiled = compileQuery(
      buildSubgraphSchema({ typeDefs: parse(SDL[name]) }),
      SUBGRAPH_DATA[name](),
      query,
    );
    return (
      JSON.parse(compiled(variables as Record<string, unknown>, () => {})) as {
        data: Record<string, unknown[]>;
      }
    ).data;
  };
  const entities = (type: string, selection: string) =>
    `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${selection} } } }`;
  const catalogue = ask('products', `{ catalogue(skip: ${skip}) { upc name } }`).catalogue as {
    upc: string;
  }[];
  const products = catalogue.map(({ upc }) => ({ __typename: 'Product', upc }));
  const reviewed = ask('reviews', entities('Product', 'reviews { id body author { id } }'), {
    representations: products,
  })._entities as Reviewed[];
  const authors = reviewed.flatMap(({ reviews }) => reviews.map(({ author }) => author));
  const named = ask('accounts', entities('User', 'name'), {
    representations: authors.map(({ id }) => ({ __typename: 'User', id })),
  })._entities as { name: string }[];
  const names = named.map(({ name }) => ({ name }));
  let at = 0;
  const page = catalogue.map((product, index) => ({
    ...product,
    reviews: reviewed[index]!.reviews.map(({ id, body }) => ({ id, body, author: names[at++] })),
  }));
  return JSON.stringify({ data: { catalogue: page } });
}

describe('the check of an answer whose page differs at every request', () => {
  const check = checkOf(varied, Buffer.alloc(0));
  const page = pageAt(1_000);

  it('accepts the page that was asked for, with or without a line feed', () => {
    expect(check(Buffer.from(page), 1_000)).toBe(true);
    expect(check(Buffer.from(`${page}\n`), 1_000)).toBe(true);
  });

  it('refuses another page, a truncated one, an altered one, and one with more behind it', () => {
    expect(check(Buffer.from(page), 1_001)).toBe(false);
    expect(check(Buffer.from(page.slice(0, -1)), 1_000)).toBe(false);
    expect(check(Buffer.from(page.replace('p1019-4', 'p1019-5')), 1_000)).toBe(false);
    expect(check(Buffer.from(`${page.slice(0, -1)},"errors":[]}`), 1_000)).toBe(false);
  });
});

it('asks for every page before it asks for one again', () => {
  expect(new Set(Array.from({ length: SKIPS }, (_, index) => skipAt(index))).size).toBe(SKIPS);
});
