import {
  getArgumentValues,
  Kind,
  parse,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Graph } from './graphs';

/** What a field of a subgraph is made of, as its SDL says. */
export interface Requirement {
  subgraph: string;
  /** The type that states it, which where a subgraph knows an interface as an object is that interface. */
  typeName: string;
  fieldSet: SelectionSetNode;
}

/** The requirements of a graph by `Type.field`, read from its SDL without the gateway's help. */
export function requirementsIn({ subgraphs }: Graph): Map<string, Requirement> {
  const found = new Map<string, Requirement>();
  for (const [subgraph, sdl] of Object.entries(subgraphs)) {
    for (const type of parse(sdl).definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      for (const field of type.fields ?? []) {
        const requires = field.directives?.find(({ name }) => name.value === 'requires');
        const fields = requires?.arguments?.[0]?.value;
        if (fields?.kind !== Kind.STRING) continue;
        const typeName = type.name.value;
        const fieldSet = fieldSetOf(fields.value);
        found.set(`${typeName}.${field.name.value}`, { subgraph, typeName, fieldSet });
      }
    }
  }
  return found;
}

function fieldSetOf(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a field set: ${text}`);
  return definition.selectionSet;
}

/** Gives the value of a field of an object, with arguments as graphql-js coerces them. */
type Read<T> = (object: T, field: GraphQLField<unknown, unknown>, args: Record<string, unknown>) => unknown;

/** The values of a field set on an object, and on what it leads to. */
export function valuesOf<T extends { __typename: string }>(
  schema: GraphQLSchema,
  object: T,
  fieldSet: SelectionSetNode,
  read: Read<T>,
): Record<string, unknown> {
  const below = (value: unknown, node: FieldNode): unknown => {
    if (Array.isArray(value)) return value.map((element) => below(element, node));
    return node.selectionSet && value ? valuesOf(schema, value as T, node.selectionSet, read) : value;
  };
  const values = fieldSet.selections.map((node) => {
    const field = node.kind === Kind.FIELD && fieldOf(schema, object.__typename, node.name.value);
    if (!field) throw new Error(`the field sets of these graphs have fields alone`);
    return [field.name, below(read(object, field, getArgumentValues(field, node)), node)] as const;
  });
  return Object.fromEntries(values);
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string) {
  const type = schema.getType(typeName);
  return type && 'getFields' in type ? (type.getFields()[name] as GraphQLField<unknown, unknown>) : undefined;
}
