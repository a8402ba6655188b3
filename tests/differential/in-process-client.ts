import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { SubgraphClient, SubgraphOperation } from '../../gateway/subgraph/subgraph-client';
import { parseResponse, type SubgraphResponse } from '../../gateway/subgraph/subgraph-response';

/** A client of a subgraph in this process. */
export function inProcessClient<Source>(
  schema: GraphQLSchema,
  fieldResolver?: GraphQLFieldResolver<Source, unknown>,
): SubgraphClient {
  const documents = new Map<string, DocumentNode>();
  const query = async ({ query: text, variables, read }: SubgraphOperation): Promise<SubgraphResponse> => {
    const document = documents.get(text) ?? validDocument(schema, text);
    documents.set(text, document);
    const resolver = fieldResolver as GraphQLFieldResolver<unknown, unknown> | undefined;
    const result = await execute({ schema, document, variableValues: variables, fieldResolver: resolver });
    return parseResponse(JSON.stringify(result), read);
  };
  const subscribe = () => {
    throw new Error('there are no subscriptions');
  };
  return { query, subscribe, close: () => Promise.resolve() } as Partial<SubgraphClient> as SubgraphClient;
}

/** @throws Error where the gateway asks what a subgraph cannot answer */
function validDocument(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error) throw new Error(`invalid subgraph operation: ${error.message}\n${query}`);
  return document;
}
