import fc from 'fast-check';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import type { World } from '../differential/world';

/** The choices that restrict something in a supergraph; numbers are taken modulo what there is to choose from. */
export interface Restriction {
  pick: number;
  isOfType: boolean;
  scope: string;
}

export const SCOPES = ['a', 'b', 'c'];

export const restrictions: fc.Arbitrary<Restriction[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 199 }),
    isOfType: fc.nat({ max: 4 }).map((number) => number === 1),
    scope: fc.constantFrom(...SCOPES),
  }),
  { minLength: 1, maxLength: 8, size: 'max' },
);

/** Which scopes stand on what, `Type` or `Type.field`. */
export type Restricted = ReadonlyMap<string, ReadonlySet<string>>;

/** What the gateway may ask for in anybody's name, to get from one subgraph to another. */
export const KEYS = /^(E\d|Node)\.(id|sku|code|org)$/;
const DEFINITIONS = `
scalar requiresScopes__Scope
directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM`;

/** What some choices restrict: types and fields that clients see, but no keys. */
export function restrictedBy(supergraphSdl: string, chosen: readonly Restriction[]): Restricted {
  const types: string[] = [];
  const fields: string[] = [];
  for (const definition of parse(supergraphSdl).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const type = definition.name.value;
    if (type === 'Org') continue;
    if (type !== 'Query' && type !== 'Mutation') types.push(type);
    fields.push(...(definition.fields ?? []).map(({ name }) => `${type}.${name.value}`));
  }
  const restricted = new Map<string, Set<string>>();
  for (const { pick, isOfType, scope } of chosen) {
    const candidates = isOfType ? types : fields.filter((field) => !KEYS.test(field));
    const coordinate = candidates[pick % candidates.length]!;
    restricted.set(coordinate, (restricted.get(coordinate) ?? new Set()).add(scope));
  }
  return restricted;
}

/** The supergraph with the restrictions written into it. */
export function withRestrictions(supergraphSdl: string, restricted: Restricted): string {
  const restrict = <T extends { directives?: readonly unknown[] }>(node: T, coordinate: string): T => {
    const scopes = [...(restricted.get(coordinate) ?? [])];
    if (scopes.length === 0) return node;
    const text = `type T @requiresScopes(scopes: ${JSON.stringify([scopes])})`;
    const [definition] = parse(text).definitions;
    const added = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.directives ?? []) : [];
    return { ...node, directives: [...(node.directives ?? []), ...added] };
  };
  const whole = (node: Parameters<typeof fieldsOf>[0]) => ({
    ...restrict(node, node.name.value),
    fields: fieldsOf(node).map((field) => restrict(field, `${node.name.value}.${field.name.value}`)),
  });
  const document = visit(parse(supergraphSdl), {
    ObjectTypeDefinition: whole as never,
    InterfaceTypeDefinition: whole as never,
  });
  const link = '@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", for: SECURITY)';
  return print(document).replace(/^schema /, `schema ${link} `) + DEFINITIONS;
}

interface Fields {
  name: { value: string };
  directives?: readonly unknown[];
  fields?: readonly { name: { value: string }; directives?: readonly unknown[] }[];
}

const fieldsOf = ({ fields = [] }: Fields) => fields;

/** The scopes that a field of an object needs: the truth, worked out from the model that the subgraphs were made from. */
export function scopesNeeded({ model, generation }: World, restricted: Restricted) {
  const { supergraphSchema: schema } = generation;
  const on = (coordinate: string) => [...(restricted.get(coordinate) ?? [])];

  /** What an interface demands that none of its objects does. */
  function ofInterface({ name }: GraphQLInterfaceType, field = ''): string[] {
    const objects = schema.getPossibleTypes(schema.getType(name) as GraphQLInterfaceType);
    const theirs = objects.flatMap((object) => on(object.name + field));
    const all = on(name + field);
    return all.every((scope) => theirs.includes(scope)) ? [] : all;
  }

  function ofType(type: GraphQLNamedType): string[] {
    if (isInterfaceType(type)) return ofInterface(type);
    return [
      ...on(type.name),
      ...(isObjectType(type) ? type.getInterfaces().flatMap((one) => ofInterface(one)) : []),
    ];
  }

  return function needed(typeName: string, field: string): string[] {
    const type = schema.getType(typeName) as GraphQLObjectType;
    const definition = type.getFields()[field];
    if (!definition) return [];
    const stated = model.entities
      .find(({ name }) => name === typeName)
      ?.fields.find(({ name }) => name === field);
    return [
      ...on(`${typeName}.${field}`),
      ...ofType(type),
      ...ofType(getNamedType(definition.type)),
      ...type.getInterfaces().flatMap((one) => ofInterface(one, `.${field}`)),
      ...(stated?.requires ?? []).flatMap(({ field: { name, kind } }) => [
        ...needed(typeName, name),
        ...(kind === 'size' ? [...needed('Size', 'w'), ...needed('Size', 'h')] : []),
      ]),
    ];
  };
}
