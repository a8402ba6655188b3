import fc from 'fast-check';
import { buildSchema } from 'graphql';
import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileRepresentation } from './compile-representation';
import { Failure, failureOf } from './failure';
import { representationOf } from './representation';
import { typenameOf } from './type-condition';

const schema = buildSchema(`
  type Query { i: Item }
  interface Item { id: ID }
  type Book implements Item { id: ID tags: [String] by: Author }
  type Author { id: ID }
`);
const field = (name: string, selections?: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'Field',
  name,
  ...(selections && { selections }),
});
const on = (typeCondition: string, ...selections: QueryPlanSelectionNode[]): QueryPlanSelectionNode => ({
  kind: 'InlineFragment',
  typeCondition,
  selections,
});
const compile = (requires: QueryPlanSelectionNode[], rest: Partial<FetchNode> = {}) => {
  const represent = compileRepresentation(schema, { requires, ...rest } as FetchNode);
  return (entity: Data) => represent(typenameOf(entity)).write(entity);
};

const WHOLE = [on('Book', field('__typename'), field('id'), field('tags'), field('by', [field('id')]))];

describe('what a subgraph is told of an entity', () => {
  it('is the same, written at once or by way of an object', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean());
    const author = fc.oneof(fc.record({ id: leaf, other: leaf }), fc.constant(null), fc.constant({}));
    const entity = fc.record(
      { __typename: fc.constant('Book'), id: leaf, tags: fc.array(leaf), by: author },
      { requiredKeys: ['__typename'] },
    );
    const write = compile(WHOLE);
    fc.assert(
      fc.property(entity, (book) => {
        const expected = representationOf(schema, book, WHOLE) as Data;
        const text = write(book);
        expect(text && JSON.parse(text as string)).toEqual('id' in expected ? expected : null);
      }),
    );
  });

  it('is nothing where the entity lacks a part or is of another type', () => {
    const write = compile(WHOLE);
    expect(write({ __typename: 'Book', id: '1' })).toBeNull();
    expect(write({ __typename: 'Author', id: '1' })).toBeNull();
    expect(write({ id: '1' })).toBeNull();
  });

  it('is a failure where a part of it failed, however deep', () => {
    const write = compile(WHOLE);
    const failure = failureOf({ message: 'No.' });
    const book = { __typename: 'Book', id: '1', tags: [], by: { id: '2' } };
    expect(write({ ...book, id: failure })).toBe(failure);
    expect(write({ ...book, tags: ['a', failure] })).toBe(failure);
    expect(write({ ...book, by: { id: failure } })).toBeInstanceOf(Failure);
  });

  it('joins what several conditions ask of the same entity', () => {
    const write = compile([on('Item', field('__typename'), field('id')), on('Book', field('tags'))]);
    expect(write({ __typename: 'Book', id: '1', tags: ['x'] })).toBe(
      '{"__typename":"Book","id":"1","tags":["x"]}',
    );
  });

  it('has under a field’s own name what stands in the data under an alias, a null, too', () => {
    const aliased = { ...field('by', [field('id')]), alias: 'r0_by' } as QueryPlanSelectionNode;
    const requires = [on('Book', field('__typename'), aliased)];
    const book = { __typename: 'Book', by: { id: 'not this' }, r0_by: { id: '2' } };
    const text = '{"__typename":"Book","by":{"id":"2"}}';
    expect(compile(requires)(book)).toBe(text);
    expect(compile(requires)({ ...book, r0_by: null })).toBe('{"__typename":"Book","by":null}');
    expect(JSON.stringify(representationOf(schema, book, requires))).toBe(text);
  });

  it('is rewritten as the plan says', () => {
    const inputRewrites: FetchNode['inputRewrites'] = [
      { kind: 'ValueSetter', path: ['... on Book', '__typename'], setValueTo: 'Item' },
    ];
    const write = compile([on('Book', field('__typename'), field('id'))], { inputRewrites });
    expect(write({ __typename: 'Book', id: '1' })).toBe('{"__typename":"Item","id":"1"}');
  });
});
