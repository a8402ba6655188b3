import { operationFromDocument, type Schema, type Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { GraphQLError, type DocumentNode } from 'graphql';
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
  let plain: QueryPlanner | undefined;
  return {
    plan: (document, operationName, overrides = []) => {
      const planWith = (made: QueryPlanner) =>
        made.buildQueryPlan(operationFromDocument(apiSchema, document, { operationName, validate: false }), {
          overrideConditions: new Map(overrides.map((label) => [label, true])),
        });
      try {
        return planWith(planner);
      } catch (error) {
        if (error instanceof GraphQLError) throw error;
        return otherwise(error, () => planWith((plain ??= plainPlanner(supergraph))));
      }
    },
  };
}

/**
 * Of all ways to get the fields, the planner weighs every combination, and fails as a whole where it cannot put one of
 * them together, be it the worst: where merging two fetches of a subgraph would make each wait for the other. This one
 * takes the shortest way to each field, which is a right plan as well, and compares nothing. It costs as much memory as
 * the other, and most supergraphs never need it.
 */
function plainPlanner(supergraph: Supergraph): QueryPlanner {
  return new QueryPlanner(supergraph, { debug: { maxEvaluatedPlans: 1 } });
}

/** The cause to look for is that of the first failure. */
function otherwise<T>(error: unknown, attempt: () => T): T {
  try {
    return attempt();
  } catch {
    throw error;
  }
}
