import type { PlanNode } from './planner';

export function sequence(nodes: PlanNode[]): PlanNode {
  return { kind: 'Sequence', nodes };
}

/** Nodes that need nothing of each other as one. */
export function inParallel(nodes: PlanNode[]): PlanNode {
  const [only] = nodes;
  return nodes.length === 1 && only ? only : { kind: 'Parallel', nodes };
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

/** A path without lists and type conditions. */
export function placeOf(path: readonly string[]): string {
  return path
    .map((segment) => segment.replace(/\|\[.*$/, ''))
    .filter((segment) => segment !== '@' && segment !== '')
    .join('.');
}
