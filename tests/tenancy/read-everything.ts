import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { ID_PREFIXES, type NodeType } from '../../schema/id-prefixes';

const DEPTH = 4;

/** What the operations ask for: ids by prefix, and a day on which something is stored. */
export interface Targets {
  ids: ReadonlyMap<string, readonly string[]>;
  day: string;
}

/**
 * Operations that together read every field of a subgraph, with the targets' ids wherever an id is asked for. Ids are
 * not selected: a reference that the caller made up answers with its own.
 */
export function readEverything(schema: GraphQLSchema, targets: Targets): string[] {
  const fields = Object.values(schema.getQueryType()!.getFields());
  const queries = fields
    .filter(({ name }) => !name.startsWith('_'))
    .map((field) => `{ ${selectField(schema, targets, field, DEPTH)} }`);
  const entities = schema.getType('_Entity');
  const types = isAbstractType(entities) ? schema.getPossibleTypes(entities) : [];
  const lookUps = types.flatMap((type) => {
    const ids = idsOf(targets, type.name);
    if (ids.length === 0) return [];
    const keys = ids.map((id) => `{ __typename: "${type.name}", id: "${id}" }`).join(' ');
    const selection = selectionOf(schema, targets, type, DEPTH);
    return selection
      ? `{ _entities(representations: [${keys}]) { ... on ${type.name} { ${selection} } } }`
      : [];
  });
  return [...queries, ...lookUps];
}

function selectField(
  schema: GraphQLSchema,
  targets: Targets,
  { name, type, args }: GraphQLField<unknown, unknown>,
  depth: number,
): string {
  const target = getNamedType(type);
  const given = args
    .filter(isRequiredArgument)
    .map((arg) => `${arg.name}: ${literal(targets, arg.type, typeOfId(arg.name, target.name))}`);
  const call = given.length > 0 ? `${name}(${given.join(' ')})` : name;
  if (!isCompositeType(target)) return call;
  const selection = depth > 0 ? selectionOf(schema, targets, target, depth - 1) : '';
  return selection && `${call} { ${selection} }`;
}

function selectionOf(schema: GraphQLSchema, targets: Targets, type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type).map((each) => {
      const selection = selectionOf(schema, targets, each, depth);
      return selection && `... on ${each.name} { ${selection} }`;
    });
    return possible.filter(Boolean).join(' ');
  }
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  return (fields as GraphQLField<unknown, unknown>[])
    .filter(({ name }) => name !== 'id')
    .map((field) => {
      const selection = selectField(schema, targets, field, depth);
      // Two types of a union may have fields of one name and different types.
      return selection && `${type.name}_${field.name}: ${selection}`;
    })
    .filter(Boolean)
    .join(' ');
}

/** `schoolId` is a school's, `id` that of what the field answers with. */
function typeOfId(argument: string, answers: string): string {
  const [, named] = /^(\w+?)Ids?$/.exec(argument) ?? [];
  if (!named) return answers;
  const type = named.charAt(0).toUpperCase() + named.slice(1);
  return type in ID_PREFIXES ? type : `Class${type}`;
}

function idsOf({ ids }: Targets, type: string): readonly string[] {
  if (!(type in ID_PREFIXES)) return [...ids.values()].flat();
  return ids.get(ID_PREFIXES[type as NodeType]) ?? [];
}

/** Some value of an input type, as it is written in a document. */
function literal(targets: Targets, type: GraphQLInputType, idType: string): string {
  const bare = getNullableType(type);
  const named = getNamedType(bare);
  if (named.name === 'ID') {
    const ids = idsOf(targets, idType).map((id) => `"${id}"`);
    return isListType(bare) ? `[${ids.join(' ')}]` : (ids[0] ?? '"none"');
  }
  if (isListType(bare)) return `[${literal(targets, bare.ofType, idType)}]`;
  if (isEnumType(named)) return named.getValues()[0]!.name;
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literal(targets, field.type, typeOfId(field.name, idType))}`).join(' ')} }`;
  }
  const samples: Record<string, string> = {
    Int: '10',
    Float: '1',
    Boolean: 'true',
    DateTime: `"${targets.day}T10:00:00Z"`,
  };
  return samples[named.name] ?? `"${targets.day}"`;
}

/** The values in an answer that say something: everything but nothing, zero and no. */
export function valuesIn(data: unknown): unknown[] {
  if (Array.isArray(data)) return data.flatMap(valuesIn);
  if (typeof data === 'object' && data !== null) return Object.values(data).flatMap(valuesIn);
  return data ? [data] : [];
}
