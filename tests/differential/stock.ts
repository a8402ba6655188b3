import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import type { ExecutionResult } from 'graphql';
import type { SubgraphClient } from '../../gateway/subgraph/subgraph-client';
import { plainly, type Case } from './check';
import type { World } from './world';

type RequestContext = Parameters<typeof executeQueryPlan>[2];

interface Stock {
  supergraph: Supergraph;
  planner: QueryPlanner;
}

const stocks = new WeakMap<World, Stock>();

/** What Apollo's planner and executor answer, left to themselves. Their error paths are not the specification's. */
export async function stockAnswer({ world, document, variables }: Case): Promise<ExecutionResult> {
  const { supergraph, planner } = stockOf(world);
  const apiSchema = supergraph.apiSchema();
  world.reset();
  const result = await executeQueryPlan(
    planner.buildQueryPlan(operationFromDocument(apiSchema, document)),
    Object.fromEntries([...world.clients].map(([name, client]) => [name, sourceOf(client)])),
    { request: { variables }, logger: console } as unknown as RequestContext,
    buildOperationContext({ schema: world.generation.apiSchema, operationDocument: document }),
    world.generation.supergraphSchema,
    apiSchema,
  );
  return plainly(result) as ExecutionResult;
}

function stockOf(world: World): Stock {
  let stock = stocks.get(world);
  if (!stock) {
    const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
    const supergraph = Supergraph.build(world.generation.sdl, { supportedFeatures });
    stock = { supergraph, planner: new QueryPlanner(supergraph) };
    stocks.set(world, stock);
  }
  return stock;
}

function sourceOf(client: SubgraphClient): GraphQLDataSource {
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };
  return {
    process: async ({ request: { query = '', variables = {} } }) => {
      const { data, errors } = await client.query({ query, variables }, context);
      return { data, ...(errors.length > 0 && { errors: errors }) };
    },
  };
}
