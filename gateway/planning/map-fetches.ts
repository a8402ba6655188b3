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

/** A node of a plan with each node inside it changed. */
export function mapChildren(node: PlanNode, change: (child: PlanNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(change) };
    case 'Flatten':
      return { ...node, node: change(node.node) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: change(node.ifClause) }),
        ...(node.elseClause && { elseClause: change(node.elseClause) }),
      };
    default:
      return node;
  }
}

/** Nodes that need nothing of each other as one. */
export function inParallel(nodes: PlanNode[]): PlanNode {
  const [only] = nodes;
  return nodes.length === 1 && only ? only : { kind: 'Parallel', nodes };
}
