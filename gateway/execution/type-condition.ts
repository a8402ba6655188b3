import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** Whether something of type `typename` is of type `condition`. */
export function isOfType(schema: GraphQLSchema, typename: string, condition: string): boolean {
  if (typename === condition) return true;
  const type = schema.getType(typename);
  const conditionType = schema.getType(condition);
  if (!type || !conditionType || !isAbstractType(conditionType)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
}

/** Whether something of which only an interface may be known is, or may be, of type `condition`. */
export function mayBeOfType(schema: GraphQLSchema, typename: string, condition: string): boolean {
  return isOfType(schema, typename, condition) || isOfType(schema, condition, typename);
}

/** The type an object of subgraph data says it has. */
export function typenameOf(object: object): string | undefined {
  const { __typename: typename } = object as { __typename?: unknown };
  return typeof typename === 'string' ? typename : undefined;
}
