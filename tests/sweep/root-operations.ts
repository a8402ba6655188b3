import {
  astFromValue,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  print,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { Argument } from './argument-values';
import type { Operation } from './operations';

const KINDS = ['query', 'mutation', 'subscription'] as const;

/** Every operation of a schema by name, such as `Query.node as Student`, asking for what an object says of itself alone. */
export function rootOperations(schema: GraphQLSchema): Map<string, Operation> {
  const operations = KINDS.flatMap((kind) => {
    const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind]; // prettier-ignore
    return Object.values(root?.getFields() ?? {}).flatMap((field) => {
      const returns = getNamedType(field.type);
      const types = isAbstractType(returns) ? schema.getPossibleTypes(returns) : [returns];
      return types.map((type) => operationOf(kind, `${root!.name}.${field.name}`, field, type));
    });
  });
  return new Map(operations.map((operation) => [operation.name, operation]));
}

function operationOf(
  kind: Operation['kind'],
  place: string,
  field: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
): Operation {
  const isNarrowed = getNamedType(field.type) !== type;
  const args: Argument[] = field.args.map((argument) => {
    const { name, type: takes, defaultValue } = argument;
    return { variable: name, owner: place, name, type: takes, defaultValue, returns: type };
  });
  const variables = args.map(({ name, type: takes, defaultValue }) => {
    const value = defaultValue === undefined ? null : astFromValue(defaultValue, takes);
    return `$${name}: ${takes.toString()}${value ? ` = ${print(value)}` : ''}`;
  });
  const given = args.map(({ name }) => `${name}: $${name}`);
  const list = (parts: string[]) => (parts.length > 0 ? `(${parts.join(', ')})` : '');
  const selection = isNarrowed
    ? `{ __typename ... on ${type.name} ${selectionOf(type)} }`
    : selectionOf(type);
  return {
    kind,
    field: field.name,
    name: isNarrowed ? `${place} as ${type.name}` : place,
    document: `${kind} ${list(variables)} { ${field.name}${list(given)} ${selection} }`,
    arguments: args,
    filling: 'none',
    type: type.name,
  };
}

function selectionOf(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = type.getFields();
  if (fields['userErrors']) return '{ userErrors { code field } }';
  if (fields['nodes']) return '{ nodes { __typename } }';
  const own = Object.values(fields).filter(
    (field) => isLeafType(getNamedType(field.type)) && field.args.length === 0,
  );
  return `{ __typename ${own.map(({ name }) => name).join(' ')} }`;
}
