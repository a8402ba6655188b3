import {
  Kind,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** A type with fields. */
export type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** The types of a supergraph's document, as far as field sets lead through them. */
export interface SupergraphTypes {
  withFields: readonly FieldsNode[];
  field(typeName: string, fieldName: string): FieldDefinitionNode | undefined;
  /** The named type of a field; of no use where there is none. */
  typeOfField(typeName: string, fieldName: string): string;
  /** Whether an object can be of both types. */
  overlap(one: string, other: string): boolean;
  /** The types on which a field of this name is or may be the same field: those related by interfaces that have it. */
  sharing(typeName: string, fieldName: string): readonly string[];
}

/** Reads the types of a supergraph. */
export function readTypes({ definitions }: DocumentNode): SupergraphTypes {
  const withFields = definitions.filter(hasFields);
  const fields = new Map(withFields.map((type) => [type.name.value, fieldsOf(type)]));
  const objects = possibleTypes(definitions, withFields);
  const neighbours = relatives(withFields);

  const field: SupergraphTypes['field'] = (typeName, fieldName) => fields.get(typeName)?.get(fieldName);
  return {
    withFields,
    field,
    typeOfField: (typeName, fieldName) => {
      const found = field(typeName, fieldName);
      return found ? namedType(found.type) : '';
    },
    overlap: (one, other) => {
      const others = objects.get(other);
      return [...(objects.get(one) ?? [])].some((name) => others?.has(name));
    },
    sharing: (typeName, fieldName) => {
      const found = new Set([typeName]);
      for (const name of found) {
        for (const next of neighbours.get(name) ?? []) if (field(next, fieldName)) found.add(next);
      }
      return [...found];
    },
  };
}

function hasFields(definition: DocumentNode['definitions'][number]): definition is FieldsNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  );
}

function fieldsOf({ fields = [] }: FieldsNode): ReadonlyMap<string, FieldDefinitionNode> {
  return new Map(fields.map((field) => [field.name.value, field]));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** The types of objects that something of each type can have. */
function possibleTypes(
  definitions: DocumentNode['definitions'],
  withFields: readonly FieldsNode[],
): Map<string, Set<string>> {
  const possible = new Map<string, Set<string>>();
  const add = (name: string, object: string) =>
    possible.set(name, (possible.get(name) ?? new Set()).add(object));
  for (const { kind, name, interfaces = [] } of withFields) {
    if (kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const each of [name, ...interfaces.map((type) => type.name)]) add(each.value, name.value);
  }
  for (const definition of definitions) {
    if (definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    for (const member of definition.types ?? []) add(definition.name.value, member.name.value);
  }
  return possible;
}

/** The interfaces of each type, and the types of each interface. */
function relatives(withFields: readonly FieldsNode[]): Map<string, Set<string>> {
  const related = new Map<string, Set<string>>();
  const add = (one: string, other: string) => related.set(one, (related.get(one) ?? new Set()).add(other));
  for (const { name, interfaces = [] } of withFields) {
    for (const each of interfaces) {
      add(name.value, each.name.value);
      add(each.name.value, name.value);
    }
  }
  return related;
}
