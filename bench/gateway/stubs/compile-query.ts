import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Entity, Representation, SubgraphData } from './entities';

export type Variables = Readonly<Record<string, unknown>>;

/** Answers one operation as JSON text. `onRepresentations` is told how many entities were asked for. */
export type CompiledQuery = (variables: Variables, onRepresentations: (count: number) => void) => string;

/** Writes a value as JSON. */
type Write = (value: unknown) => string;

interface Scope {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * Compiles the operation of a document. Only what planners send is known: fields, aliases, arguments of root fields,
 * and fragments. What was written of an entity once is remembered, so that the stubs cost next to nothing.
 * @throws Error where the document asks for what the schema does not have
 */
export function compileQuery(schema: GraphQLSchema, data: SubgraphData, text: string): CompiledQuery {
  const { definitions } = parse(text, { noLocation: true });
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== 'query') throw new Error('the stubs answer queries alone');
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const scope = { schema, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) };

  const query = schema.getQueryType()!;
  const roots = fieldsOf(scope, query, operation.selectionSet).map((node) => {
    const write = root(scope, query, data, node);
    return (...given: Parameters<CompiledQuery>) => `${keyOf(node)}${write(...given)}`;
  });
  return (...given) => `{"data":{${roots.map((write) => write(...given)).join()}}}`;
}

const keyOf = ({ alias, name }: FieldNode) => `${JSON.stringify((alias ?? name).value)}:`;

/** Root fields are the ones with arguments, so they alone are resolved at every request. */
function root(scope: Scope, query: GraphQLObjectType, data: SubgraphData, node: FieldNode): CompiledQuery {
  const name = node.name.value;
  if (name === '__typename') return () => JSON.stringify(query.name);
  const definition = fieldOf(query, name);
  const write = writer(scope, definition.type, node);
  const argumentsIn = (variables: Variables) => getArgumentValues(definition, node, variables);
  if (name === '_entities') {
    return (variables, onRepresentations) => {
      const representations = argumentsIn(variables).representations as Representation[];
      onRepresentations(representations.length);
      return write(representations.map((representation) => data.resolve(representation)));
    };
  }
  const value = data.query[name];
  return (variables) =>
    write(
      typeof value === 'function' ? (value as (args: unknown) => unknown)(argumentsIn(variables)) : value,
    );
}

function fieldOf(type: GraphQLObjectType, name: string) {
  const field = type.getFields()[name];
  if (!field) throw new Error(`${type.name} has no field ${name}`);
  return field;
}

function writer(scope: Scope, type: GraphQLOutputType, node: FieldNode): Write {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = writer(scope, nullable.ofType, node);
    return (value) => `[${(value as unknown[]).map(item).join()}]`;
  }
  if (isCompositeType(getNamedType(type)) && node.selectionSet) return entityWriter(scope, node.selectionSet);
  return (value) => JSON.stringify(value ?? null);
}

function entityWriter(scope: Scope, selections: SelectionSetNode): Write {
  const byType = new Map<string, (entity: Entity) => string>();
  const written = new WeakMap<Entity, string>();
  const writeAs = (typename: string) => {
    const known = byType.get(typename) ?? objectWriter(scope, typename, selections);
    byType.set(typename, known);
    return known;
  };
  return (value) => {
    if (!value) return 'null';
    const entity = value as Entity;
    const text = written.get(entity) ?? writeAs(entity.__typename)(entity);
    written.set(entity, text);
    return text;
  };
}

function objectWriter(scope: Scope, typename: string, selections: SelectionSetNode) {
  const type = scope.schema.getType(typename);
  if (!isObjectType(type)) throw new Error(`there is no type ${typename}`);
  const fields = fieldsOf(scope, type, selections).map((node) => {
    const name = node.name.value;
    const write: Write =
      name === '__typename' ? JSON.stringify : writer(scope, fieldOf(type, name).type, node);
    return (entity: Entity) => `${keyOf(node)}${write(entity[name])}`;
  });
  return (entity: Entity) => `{${fields.map((write) => write(entity)).join()}}`;
}

/** The fields of a selection set for one type. Planners ask for each response name once, so nothing is merged. */
function fieldsOf(scope: Scope, type: GraphQLObjectType, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.directives?.length) throw new Error('the stubs know no directives');
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments.get(selection.name.value);
    if (!fragment) throw new Error('there is no such fragment');
    const condition = fragment.typeCondition?.name.value ?? type.name;
    return condition === type.name ? fieldsOf(scope, type, fragment.selectionSet) : [];
  });
}
