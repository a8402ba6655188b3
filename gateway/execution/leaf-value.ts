import {
  getNullableType,
  isEnumType,
  isNonNullType,
  specifiedScalarTypes,
  type GraphQLLeafType,
  type GraphQLOutputType,
} from 'graphql';
import { Failure } from './failure';
import { compactText, stringText } from './json-text';
import type { UsualValue } from './write-object';

const BUILT_IN = new Set(specifiedScalarTypes.map(({ name }) => name));

/**
 * Writes a leaf value as JSON, undefined where there is none or it is none of the type.
 * @param isPlain whether strings are known to have nothing to escape
 */
export type LeafWriter = (value: unknown, isPlain: boolean) => string | undefined;

/**
 * How values of a leaf type are written. Subgraphs know the form of custom scalars; the gateway passes them on. Where
 * graphql-js serializes leniently, a boolean as the number 1, the gateway does not: what a subgraph sent is already
 * serialized.
 */
export function leafWriter(type: GraphQLLeafType): LeafWriter {
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(
      type.getValues().map(({ name }) => [name, compactText(`"${name}"`)]),
    );
    return (value) => texts.get(value);
  }
  if (!BUILT_IN.has(type.name)) return writeAny;
  switch (type.name) {
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : undefined);
    case 'String':
      return writeString;
    case 'ID':
      return (value, isPlain) =>
        Number.isInteger(value) ? `"${String(value)}"` : writeString(value, isPlain);
    case 'Int':
      return (value) => (isInt32(value) ? String(value) : undefined);
    default:
      return (value) => (Number.isFinite(value) ? String(value) : undefined);
  }
}

const USUAL_KINDS = new Map<string, UsualValue['kind']>([
  ['String', 'string'],
  ['ID', 'string'],
  ['Int', 'int'],
  ['Float', 'float'],
  ['Boolean', 'boolean'],
]);

/** How values of a built-in leaf type usually are; undefined for all other types. */
export function usualValue(type: GraphQLOutputType): UsualValue | undefined {
  const kind = USUAL_KINDS.get(String(getNullableType(type)));
  return kind && { kind, isNullable: !isNonNullType(type) };
}

function writeString(value: unknown, isPlain: boolean): string | undefined {
  if (typeof value !== 'string') return undefined;
  return isPlain ? `"${value}"` : stringText(value);
}

function writeAny(value: unknown): string | undefined {
  return value === undefined || value === null || value instanceof Failure
    ? undefined
    : JSON.stringify(value);
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}
