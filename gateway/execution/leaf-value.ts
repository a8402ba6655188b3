import { isEnumType, specifiedScalarTypes, type GraphQLLeafType } from 'graphql';

const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));

/** Gives a leaf value as the client gets it, undefined where the value is none of the type. */
export type LeafReader = (value: unknown) => unknown;

/**
 * How values of a leaf type are read. Subgraphs know the form of custom scalars; the gateway passes them on. Where
 * graphql-js serializes leniently, a boolean as the number 1, the gateway does not: what a subgraph sent is already
 * serialized.
 */
export function leafReader(type: GraphQLLeafType): LeafReader {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (names.has(value as string) ? value : undefined);
  }
  if (!BUILT_IN.has(type.name)) return (value) => value;
  switch (type.name) {
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'String':
      return (value) => (typeof value === 'string' ? value : undefined);
    case 'ID':
      return readId;
    case 'Int':
      return (value) => (isInt32(value) ? value : undefined);
    default:
      return (value) => (Number.isFinite(value) ? value : undefined);
  }
}

function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : undefined;
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}
