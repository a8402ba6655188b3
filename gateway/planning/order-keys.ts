import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** Fields of the types of a supergraph by their names. */
type Types = ReadonlyMap<string, ReadonlyMap<string, TypeNode>>;

/**
 * Puts the keys of a subgraph's type that it can resolve before those it only states, and those that are never null
 * before those that may be. The planner enters a subgraph again with the first key there is, even with one that is
 * `resolvable: false`, or null where another would have led to the entity.
 * @param supergraph the document of a supergraph
 */
export function bestKeysFirst(supergraph: DocumentNode): DocumentNode {
  const types = typesOf(supergraph);
  const order = {
    enter<T extends { name: { value: string }; directives?: readonly ConstDirectiveNode[] }>(type: T) {
      const { directives = [] } = type;
      if (directives.filter(({ name }) => name.value === 'join__type').length < 2) return undefined;
      const rank = (directive: ConstDirectiveNode) => rankOf(types, type.name.value, directive);
      return { ...type, directives: [...directives].sort((a, b) => rank(a) - rank(b)) };
    },
  };
  return visit(supergraph, { ObjectTypeDefinition: order, InterfaceTypeDefinition: order });
}

function typesOf({ definitions }: DocumentNode): Types {
  const types = new Map<string, Map<string, TypeNode>>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const fields: readonly FieldDefinitionNode[] = definition.fields ?? [];
    types.set(definition.name.value, new Map(fields.map(({ name, type }) => [name.value, type])));
  }
  return types;
}

/** Sorting is stable: what has the same rank keeps its order. */
function rankOf(types: Types, type: string, { name, arguments: given = [] }: ConstDirectiveNode): number {
  if (name.value !== 'join__type') return 0;
  const valueOf = (argument: string) => given.find((each) => each.name.value === argument)?.value;
  const resolvable = valueOf('resolvable');
  if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) return 2;
  const key = valueOf('key');
  return key?.kind === Kind.STRING && mayBeNull(types, type, selectionOf(key.value)) ? 1 : 0;
}

function selectionOf(fieldSet: string): SelectionSetNode | undefined {
  const [operation] = parse(`{ ${fieldSet} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
}

function mayBeNull(types: Types, type: string, set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).some((selection) => {
    if (selection.kind !== Kind.FIELD) return false;
    const fieldType = types.get(type)?.get(selection.name.value);
    if (fieldType?.kind !== Kind.NON_NULL_TYPE) return true;
    return mayBeNull(types, nameOf(fieldType), selection.selectionSet);
  });
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
