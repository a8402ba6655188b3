import type { FetchNode, QueryPlan } from './planner';

type Node = NonNullable<QueryPlan['node']>;

/** All fetches of a plan, in no order that means anything. */
export function fetchesOf(node: Node | undefined): FetchNode[] {
  switch (node?.kind) {
    case undefined:
      return [];
    case 'Fetch':
      return [node];
    case 'Subscription':
      return [node.primary, ...fetchesOf(node.rest)];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Condition':
      return [...fetchesOf(node.ifClause), ...fetchesOf(node.elseClause)];
    case 'Defer':
      throw new Error('the plan defers, which the planner was not asked for');
  }
}
