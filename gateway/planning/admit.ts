import { createHash } from 'node:crypto';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
} from 'graphql';
import type { OperationSource } from './prepare';

/** How strict the gateway is about what it is told of its schema. */
export interface AdmissionOptions {
  introspection: boolean;
}

/**
 * Parses and validates an operation that did not come through Apollo Server, under the same rules.
 * @returns the operation, or the errors that refuse it
 */
export function admit(
  { query, operationName }: { query: string; operationName?: string | null },
  schema: GraphQLSchema,
  { introspection }: AdmissionOptions,
): OperationSource | readonly GraphQLError[] {
  const document = parseQuery(query);
  if (document instanceof GraphQLError) return [document];
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const errors = validate(schema, document, rules, { hideSuggestions: !introspection });
  if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const hash = createHash('sha256').update(query).digest('hex');
  return { document, hash, ...(operationName && { operationName }) };
}

function parseQuery(query: string) {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
