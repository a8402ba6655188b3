import { Kind, parse, print, visit, type FieldNode } from 'graphql';
import { composeStubs } from '../../tests/support/federation';
import { buildGeneration } from '../supergraph/generation';
import { protectNames } from './protect-names';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external"])';
const supergraph = composeStubs([
  {
    name: 'a',
    url: 'http://a',
    typeDefs: parse(`${LINK} type Query { t(x: Int): T u: [U] } union U = T | Memo type Memo { id: String }
      type T @key(fields: "id") { id: ID! name: String price(in: String, at: At): Int } input At { d: Int m: Int }`),
  },
  {
    name: 'b',
    url: 'http://b',
    typeDefs:
      parse(`${LINK} input At { d: Int m: Int } type T @key(fields: "id") { id: ID! price(in: String, at: At): Int @external
      tax: Int @requires(fields: "price(in: \\"EUR\\")") }`),
  },
]);
const generation = buildGeneration(supergraph);

function protect(query: string) {
  const document = parse(query);
  const result = protectNames(document, generation.apiSchema, generation.reservedNames);
  return { before: document, text: print(result.document), ...result };
}

describe('response names', () => {
  it.each([
    '{ t { id name tax } }',
    '{ t { n: name ...F } } fragment F on T { cost: price(in: "USD") key: id }',
    '{ id: t { kind: __typename __typename } price: u { __typename } }',
  ])('stay as they are where nothing can collide: %s', (query) => {
    const { document, before, sourceNames } = protect(query);
    expect(document).toBe(before);
    expect(sourceNames).toBeUndefined();
  });

  it.each([
    ['a key', '{ t { id: name } }', '{ t { p0_name: name } }'],
    ['a required field', '{ t { price: id } }', '{ t { p0_id: id } }'],
    ['the type’s name', '{ t { __typename: name } }', '{ t { p0_name: name } }'],
    ['a required field, with other arguments', '{ t { price } }', '{ t { p0_price: price } }'],
    ['a key of another shape', '{ u { ... on Memo { id } } }', '{ u { ... on Memo { p0_id: id } } }'],
    ['a name the planner makes', '{ t { x__alias_0: name } }', '{ t { p0_name: name } }'],
    ['a protected name', '{ t { id: name p0_name: tax } }', '{ t { p1_name: name p0_name: tax } }'],
  ])('are replaced where the client takes %s', (_what, query, expected) => {
    expect(protect(query).text).toBe(print(parse(expected)));
  });

  it('are the same for fields that are to be merged, whatever the order of their arguments', () => {
    const { text } = protect(
      `{ t { ...F price(at: { m: 1, d: 2 }, in: "x") } } fragment F on T { price(in: "x", at: { d: 2, m: 1 }) }`,
    );
    expect(text.match(/p0_price: price/g)).toHaveLength(2);
    expect(text).not.toContain('p1_');
  });

  it('differ for one alias of different fields of different types', () => {
    const { text } = protect('{ u { ... on T { price: name } ... on Memo { price: id } } }');
    expect(text).toContain('p0_name: name');
    expect(text).toContain('p1_id: id');
  });

  it('are told by the fields of the client’s own document', () => {
    const { before, sourceNames } = protect('{ t { id: name ...F } } fragment F on T { id: name }');
    const own: FieldNode[] = [];
    visit(before, { Field: (field) => void own.push(field) });
    expect([...sourceNames!.keys()].every((field) => own.includes(field))).toBe(true);
    expect([...sourceNames!.values()]).toEqual(['p0_name', 'p0_name']);
    expect(before.definitions[0]!.kind).toBe(Kind.OPERATION_DEFINITION);
  });
});
