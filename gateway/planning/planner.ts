import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { reservedNamesOf, type ReservedNames } from './reserved-names';

export type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
  SubscriptionNode,
} from '@apollo/query-planner';

/**
 * Finds out which subgraph to ask for what. The gateway plans through this interface alone, so that Apollo's planner,
 * whose licence is not ours, can be replaced.
 */
export interface Planner {
  /** Response names that a document must not use for anything else when it is planned. */
  readonly reservedNames: ReservedNames;
  /**
   * @param document valid against the API schema
   * @throws GraphQLError where the operation cannot be planned
   */
  plan(document: DocumentNode, operationName?: string): QueryPlan;
}

/** Apollo's planner over a supergraph. */
export function createPlanner(supergraph: Supergraph, apiSchema: Schema): Planner {
  const planner = new QueryPlanner(supergraph);
  return {
    reservedNames: reservedNamesOf(supergraph),
    plan: (document, operationName) =>
      planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName, validate: false })),
  };
}
