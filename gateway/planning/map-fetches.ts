import { mapChildren } from './plan-nodes';
import type { FetchNode, PlanNode, QueryPlan } from './planner';

/** The plan with each of its fetches changed. */
export function mapFetches(plan: QueryPlan, change: (fetch: FetchNode) => FetchNode): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: mapFetchesIn(node, [], change) };
  const rest = node.rest && mapFetchesIn(node.rest, [], change);
  return { ...plan, node: { ...node, primary: change(node.primary), ...(rest && { rest }) } };
}

/**
 * The part of a plan with each of its fetches changed.
 * @param path where the data stands that it adds to
 */
export function mapFetchesIn(
  node: PlanNode,
  path: readonly string[],
  change: (fetch: FetchNode, path: readonly string[]) => FetchNode,
): PlanNode {
  if (node.kind === 'Fetch') return change(node, path);
  const below = node.kind === 'Flatten' ? [...path, ...node.path.map(String)] : path;
  return mapChildren(node, (child) => mapFetchesIn(child, below, change));
}
