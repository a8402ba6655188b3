import { composeServices } from '@apollo/composition';
import { printSchema as printGraphQLSchema } from 'graphql';
import { defaultPort, SERVICE_NAMES } from '../kernel/config';
import { typeDefsOf } from '../kernel/graphql/type-defs';

/** The supergraph that the gateway starts from, and the schema that clients see. */
export interface Composed {
  supergraphSdl: string;
  apiSdl: string;
}

/**
 * Composes the five schemas. The addresses in it are the loopback defaults; a deployment overrides them.
 * @throws Error listing every composition problem
 */
export function composeSupergraph(): Composed {
  const services = SERVICE_NAMES.map((name) => ({
    name,
    url: `http://127.0.0.1:${defaultPort(name)}/graphql`,
    typeDefs: typeDefsOf(name),
  }));
  const { errors, supergraphSdl, schema } = composeServices(services);
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return {
    supergraphSdl: `${supergraphSdl}\n`,
    apiSdl: `${printGraphQLSchema(schema.toAPISchema().toGraphQLJSSchema())}\n`,
  };
}
