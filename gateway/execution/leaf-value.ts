import { isEnumType, specifiedScalarTypes, type GraphQLLeafType } from 'graphql';

const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));

/**
 * A leaf value as the client gets it. Subgraphs know the form of custom scalars; the gateway passes them on.
 * @returns undefined where the value is none of this type
 */
export function leafValue(type: GraphQLLeafType, value: unknown): unknown {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) ? value : undefined;
  if (!BUILT_IN.has(type.name)) return value;
  try {
    return isStrict(type.name, value) ? type.serialize(value) : undefined;
  } catch {
    return undefined;
  }
}

/** graphql-js serializes leniently, a boolean as the number 1; what a subgraph sent is already serialized. */
function isStrict(typeName: string, value: unknown): boolean {
  switch (typeName) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return typeof value === 'number';
  }
}
