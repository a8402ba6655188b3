import type { PlanNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import type { Execution } from './execution';
import { isData } from './merge';
import { getOwn } from './own-property';
import { runFetch, type Cursor } from './run-fetch';

/** Runs a plan's node; what it fetches is added to the cursor's targets. */
export async function runNode(run: Execution, node: PlanNode, cursor: Cursor): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const step of node.nodes) await runNode(run, step, cursor);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((branch) => runNode(run, branch, cursor)));
      return;
    case 'Flatten':
      return runFlattened(run, node, cursor);
    case 'Condition': {
      const clause = run.variables[node.condition] === true ? node.ifClause : node.elseClause;
      if (clause) await runNode(run, clause, cursor);
      return;
    }
    case 'Fetch':
      return runFetch(run, node, cursor);
    case 'Defer':
      throw new Error('the plan defers, which the planner was not asked for');
  }
}

async function runFlattened(
  run: Execution,
  { path, node }: Extract<PlanNode, { kind: 'Flatten' }>,
  cursor: Cursor,
) {
  const targets = cursor.targets.flatMap((target) => objectsAt(target, path));
  if (targets.length > 0) await runNode(run, node, { targets, path: [...cursor.path, ...path] });
}

/** The objects at a plan's path, where `@` stands for every element of a list. */
function objectsAt(value: unknown, [first, ...rest]: readonly (string | number)[]): Data[] {
  if (first === '@') return Array.isArray(value) ? value.flatMap((element) => objectsAt(element, rest)) : [];
  if (!isData(value)) return [];
  return first === undefined ? [value] : objectsAt(getOwn(value, first), rest);
}
