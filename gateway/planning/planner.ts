import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { Fault } from '../../kernel/errors';

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
  /**
   * @param document valid against the API schema
   * @param overrides the labels of progressive overrides that are in force; see {@link OverrideLabels}
   * @throws GraphQLError where the operation cannot be planned
   */
  plan(document: DocumentNode, operationName?: string, overrides?: readonly string[]): QueryPlan;
}

/**
 * The fault for an operation that is valid and that the planner fails on: it has limits of its own, and defects. The
 * cause is in the log.
 */
export function notPlannable(cause: unknown): Fault {
  return new Fault(
    'OPERATION_NOT_PLANNABLE',
    'No way was found to answer the operation. Ask for less at once, or in another way.',
    { cause },
  );
}

/** Apollo's planner over a supergraph. */
export function createPlanner(supergraph: Supergraph, apiSchema: Schema): Planner {
  const planner = new QueryPlanner(supergraph);
  return {
    plan: (document, operationName, overrides = []) =>
      planner.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName, validate: false }), {
        overrideConditions: new Map(overrides.map((label) => [label, true])),
      }),
  };
}
