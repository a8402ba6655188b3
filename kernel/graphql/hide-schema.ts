import type { GraphQLSchema } from 'graphql';
import { forbidden } from '../errors';

/**
 * Makes a subgraph's schema tell its own SDL to nobody. A gateway that is given its supergraph never asks for it.
 * @returns the same schema
 */
export function hideSchema(schema: GraphQLSchema): GraphQLSchema {
  const { _service } = schema.getQueryType()?.getFields() ?? {};
  if (_service) {
    _service.resolve = () => {
      throw forbidden('This service does not tell its schema.');
    };
  }
  return schema;
}
