import {
  astFromValue,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
  print,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Argument, Filling } from './argument-values';

/** An operation of one root field, generated from the schema. */
export interface Operation {
  kind: 'query' | 'mutation' | 'subscription';
  /** The root field. */
  field: string;
  /** Such as `Query.node as Student, all arguments`. */
  name: string;
  document: string;
  arguments: Argument[];
  /** Which optional arguments it fills in. */
  filling: Filling;
  /** The type that a field of an interface is asked for. */
  type: string;
}

/** How many objects with an id lie one inside the other in a generated selection. */
const DEPTH = 2;

/** What operations of one kind exist, with all there is to select. */
export function operationsOf(schema: GraphQLSchema, kind: Operation['kind']): Operation[] {
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind];
  return Object.values(root?.getFields() ?? {}).flatMap((field) => {
    const returns = getNamedType(field.type);
    const types = isAbstractType(returns)
      ? [...schema.getPossibleTypes(returns)]
      : [returns as GraphQLObjectType];
    const fillings: Filling[] = types.length > 1 ? ['all'] : fillingsOf(kind, field);
    return types.flatMap((type) =>
      fillings.map((filling) => operation(schema, kind, root!, field, type, filling)),
    );
  });
}

/** Mutations and subscriptions say all they can; queries nothing, everything, and each optional part alone. */
function fillingsOf(kind: Operation['kind'], field: GraphQLField<unknown, unknown>): Filling[] {
  if (kind !== 'query') return ['all'];
  const alone = field.args.flatMap((arg) => optionalPaths(arg.name, arg)).map((only) => ({ only }));
  return ['none', 'all', ...(alone.length > 1 ? alone : [])];
}

function optionalPaths(
  path: string,
  { type, defaultValue }: { type: GraphQLInputType; defaultValue?: unknown },
): string[] {
  const named = getNamedType(type);
  const inner = isInputObjectType(named)
    ? Object.values(named.getFields()).flatMap((field) => optionalPaths(`${path}.${field.name}`, field))
    : [];
  const isOptional = !isNonNullType(type) || defaultValue !== undefined;
  return inner.length > 0 ? inner : isOptional ? [path] : [];
}

function operation(
  schema: GraphQLSchema,
  kind: Operation['kind'],
  root: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  type: GraphQLObjectType,
  filling: Filling,
): Operation {
  const args: Argument[] = [];
  const write = writer(schema, args, filling);
  const call = write.field(root, field, type);
  const isNarrowed = getNamedType(field.type) !== type;
  const selection = isCompositeType(getNamedType(field.type))
    ? isNarrowed
      ? ` { __typename ... on ${type.name} ${write.selection(type, DEPTH - 1)} }`
      : ` ${write.selection(type, kind === 'query' ? DEPTH : DEPTH - 1)}`
    : '';
  const variables = args.map(declaration);
  const what =
    typeof filling === 'string'
      ? { all: 'all arguments', none: 'no optional arguments' }[filling]
      : filling.only;
  return {
    kind,
    field: field.name,
    name: `${root.name}.${field.name}${isNarrowed ? ` as ${type.name}` : ''} with ${what}`,
    document: `${kind}${variables.length > 0 ? ` (${variables.join(', ')})` : ''} { ${call}${selection} }`,
    arguments: args,
    filling,
    type: type.name,
  };
}

/** All there is to select of an entity within one service. */
export function selectAll(schema: GraphQLSchema, type: GraphQLObjectType) {
  const args: Argument[] = [];
  const selection = writer(schema, args, 'none').selection(type, DEPTH - 1);
  return { selection, args, declarations: args.map(declaration) };
}

/** A variable that may be left out where its argument may. */
function declaration({ variable, type, defaultValue }: Argument): string {
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return `$${variable}: ${type.toString()}${value ? ` = ${print(value)}` : ''}`;
}

/** Writes selections, collecting the arguments of their fields as variables. */
function writer(schema: GraphQLSchema, args: Argument[], filling: Filling) {
  const argument = (
    owner: string,
    returns: GraphQLNamedType,
    { name, type, defaultValue }: GraphQLArgument,
  ) => {
    const variable = `${name}${args.length}`;
    args.push({ variable, owner, name, type, defaultValue, returns });
    return `${name}: $${variable}`;
  };
  const isRoot = (owner: GraphQLCompositeType) =>
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(
      owner as GraphQLObjectType,
    );

  const writeField = (
    owner: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    returns: GraphQLNamedType = getNamedType(field.type),
  ): string => {
    const asked = field.args.filter(
      (arg) =>
        isRoot(owner) || filling === 'all' || (isNonNullType(arg.type) && arg.defaultValue === undefined),
    );
    const list = asked.map((arg) => argument(`${owner.name}.${field.name}`, returns, arg));
    return list.length > 0 ? `${field.name}(${list.join(', ')})` : field.name;
  };

  const writeType = (type: GraphQLObjectType, depth: number, above: readonly string[]): string => {
    const parts = Object.values(type.getFields()).flatMap((field) => {
      const target = getNamedType(field.type);
      if (isLeafType(target)) return [writeField(type, field)];
      const inner = writeComposite(target as GraphQLCompositeType, isEdge(type) ? 0 : depth, [
        ...above,
        type.name,
      ]);
      return inner ? [`${writeField(type, field)} ${inner}`] : [];
    });
    return `{ __typename ${parts.join(' ')} }`;
  };

  const writeComposite = (
    type: GraphQLCompositeType,
    depth: number,
    above: readonly string[],
  ): string | null => {
    if (isAbstractType(type)) {
      const cases = schema
        .getPossibleTypes(type)
        .map((possible) => `... on ${possible.name} ${reference(possible)}`);
      return `{ __typename ${cases.join(' ')} }`;
    }
    const object = type as GraphQLObjectType;
    if (!object.getFields().id) return above.includes(object.name) ? null : writeType(object, depth, above);
    return depth > 0 ? writeType(object, depth - 1, above) : reference(object);
  };

  return {
    field: writeField,
    selection: (type: GraphQLObjectType, depth: number) => writeType(type, depth, []),
  };
}

/** The end of a path: enough to see who is there. */
const reference = (type: GraphQLObjectType) => (type.getFields().id ? '{ __typename id }' : '{ __typename }');

/** What an edge holds is selected in full through `nodes`. */
const isEdge = (type: GraphQLObjectType) => isObjectType(type) && /Edge$/.test(type.name);
