import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** The fields of a type; with selections below wanted, the composite ones are there twice. */
export function selectable(type: GraphQLCompositeType, isDeep: boolean): GraphQLField<unknown, unknown>[] {
  if (isUnionType(type)) return [];
  const fields = Object.values(type.getFields());
  const composite = fields.filter((field) => isCompositeType(getNamedType(field.type)));
  return isDeep ? [...fields, ...composite] : fields;
}

/** The types that an object of a type may be said to have. */
export function possibleTypes(schema: GraphQLSchema, type: GraphQLCompositeType): GraphQLCompositeType[] {
  const own = isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [type];
  const interfaces = own.flatMap((member) => member.getInterfaces());
  return [...own, ...new Set(interfaces)];
}
