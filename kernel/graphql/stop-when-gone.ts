import { defaultFieldResolver, isObjectType, type GraphQLSchema } from 'graphql';
import { assertRequestWaits } from '../request-signal';

/**
 * Lets no resolver begin for a request that nobody waits for any more: graphql-js 16 has no signal of its own, and
 * would resolve a deep answer to its end. Fields that only read a property are left as they are.
 * @returns the same schema
 */
export function stopWhenGone(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve || resolve === defaultFieldResolver) continue;
      field.resolve = (...args) => {
        assertRequestWaits();
        return resolve(...args);
      };
    }
  }
  return schema;
}
