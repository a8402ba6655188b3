import { mapChildren } from './plan-nodes';
import type { FetchNode, PlanNode } from './planner';

/**
 * The part of a plan with each of its fetches changed.
 * @param path where the data stands that it adds to
 */
export function mapFetchesIn(
  node: PlanNode,
  path: readonly string[],
  change: (fetch: FetchNode, path: readonly string[]) => PlanNode,
): PlanNode {
  if (node.kind === 'Fetch') return change(node, path);
  const below = node.kind === 'Flatten' ? [...path, ...node.path.map(String)] : path;
  return mapChildren(node, (child) => mapFetchesIn(child, below, change));
}
