import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import type { Refusals } from './refusals';
import { withoutRefused } from './without-refused';

const MEMBERS = Array.from({ length: 12 }, (_, index) => `M${index}`);
const SCHEMA = buildSchema(`
  type Query { node: Node open: Int secret: Int }
  interface Node { id: ID next: Node }
  ${MEMBERS.map((name) => `type ${name} implements Node { id: ID next: Node }`).join('\n')}`);

const REFUSED = new Set(['Query.secret', 'M0.id', 'M0.next']);
const refusals: Refusals = {
  isRefused: (type, field) => REFUSED.has(`${type}.${field}`),
  refusesOperations: false,
};

const allowed = (query: string) =>
  stripIgnoredCharacters(print(withoutRefused(parse(query), SCHEMA, refusals)));

describe('a document without what is refused', () => {
  it('is left with the type where nothing else may be asked', () => {
    expect(allowed('{ secret }')).toBe('{__typename}');
    expect(allowed('{ node { ... on M0 { id } } }')).toBe('{node{__typename}}');
    expect(allowed('{ node { ... on M1 { ... on Node { id } } } }')).toContain('{node{__typename ...on M1{');
  });

  it('has no fragments of which nothing is left', () => {
    expect(allowed('{ open ...A } fragment A on Query { secret ...B } fragment B on Query { secret }')).toBe(
      '{open}',
    );
  });

  it('is found in time, however fragments name each other', () => {
    const chain = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Node { ...F${index + 1} ...F${index + 1} }`,
    );
    const last = 'fragment F60 on Node { ... on M1 { id @include(if: true) } }';
    expect(allowed(`{ node { ...F0 } secret } ${chain.join('\n')} ${last}`)).toContain(
      '{node{__typename ...F0}}',
    );
  });

  it('does not grow without measure where a part of an interface is refused at every step', () => {
    const nested = (depth: number): string => (depth === 0 ? '{ id }' : `{ next ${nested(depth - 1)} }`);
    expect(allowed(`{ node ${nested(2)} }`).length).toBeLessThan(20_000);
    expect(() => allowed(`{ node ${nested(8)} }`)).toThrow(/No way was found/);
  });
});
