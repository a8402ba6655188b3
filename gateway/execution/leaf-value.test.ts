import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { leafReader } from './leaf-value';

const kind = new GraphQLEnumType({ name: 'Kind', values: { PLAIN: {} } });

describe('leaf values', () => {
  it.each([
    [GraphQLInt, [1, -1, 0, 2 ** 31 - 1], [1.5, 2 ** 31, '1', true, NaN, []]],
    [GraphQLFloat, [1.5, 2 ** 40], ['1', Infinity, true, {}]],
    [GraphQLString, ['', 'x'], [1, true, ['x']]],
    [GraphQLBoolean, [true, false], [0, 'true']],
    [kind, ['PLAIN'], ['HIDDEN', 1, 'constructor', ['PLAIN']]],
  ])('of %s are passed on only where they are of it', (type, good, bad) => {
    const read = leafReader(type);
    for (const value of good) expect(read(value)).toBe(value);
    for (const value of bad) expect(read(value)).toBeUndefined();
  });

  it('are text where they are ids', () => {
    expect([7, 'a', 1.5, true].map(leafReader(GraphQLID))).toEqual(['7', 'a', undefined, undefined]);
  });

  it('of custom scalars are as the subgraph sent them', () => {
    const value = { any: ['thing'] };
    expect(leafReader(new GraphQLScalarType({ name: 'JSON' }))(value)).toBe(value);
  });
});
