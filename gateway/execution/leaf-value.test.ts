import { assert, property, string } from 'fast-check';
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { leafWriter } from './leaf-value';

const kind = new GraphQLEnumType({ name: 'Kind', values: { PLAIN: {} } });

describe('leaf values', () => {
  it.each([
    [GraphQLInt, [1, -1, 0, 2 ** 31 - 1], [1.5, 2 ** 31, '1', true, NaN, []]],
    [GraphQLFloat, [1.5, 2 ** 40], ['1', Infinity, true, {}]],
    [GraphQLString, ['', 'x'], [1, true, ['x']]],
    [GraphQLBoolean, [true, false], [0, 'true']],
    [kind, ['PLAIN'], ['HIDDEN', 1, 'constructor', ['PLAIN']]],
  ])('of %s are passed on only where they are of it', (type, good, bad) => {
    const write = leafWriter(type);
    for (const value of good) expect(write(value, false)).toBe(JSON.stringify(value));
    for (const value of bad) expect(write(value, false)).toBeUndefined();
  });

  it('are text where they are ids', () => {
    const write = leafWriter(GraphQLID);
    expect([7, 'a', 1.5, true].map((value) => write(value, false))).toEqual([
      '"7"',
      '"a"',
      undefined,
      undefined,
    ]);
  });

  it('of custom scalars are as the subgraph sent them', () => {
    const value = { any: ['thing'] };
    expect(leafWriter(new GraphQLScalarType({ name: 'JSON' }))(value, false)).toBe('{"any":["thing"]}');
  });

  it('of text are JSON, whatever is in them', () => {
    assert(
      property(string({ unit: 'binary' }), (value) => {
        expect(leafWriter(GraphQLString)(value, false)).toBe(JSON.stringify(value));
      }),
    );
    expect(leafWriter(GraphQLString)('\ud800 \u0000 "\\', false)).toBe(JSON.stringify('\ud800 \u0000 "\\'));
  });
});
