import type { PlanNode } from '../planning/planner';
import type { Path } from './failure';
import { compileEntityFetch } from './fetch-entities';
import { compileContextFetch } from './fetch-in-context';
import { compileRootFetch } from './fetch-root';
import { compilePath, shownPath } from './flatten-path';
import type { PlanCompiler, PlanStep } from './plan-step';

/**
 * Compiles a plan's node.
 * @param path where the data that the node adds to stands
 */
export function compileNode(compiler: PlanCompiler, node: PlanNode, path: Path): PlanStep {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((each) => compileNode(compiler, each, path)));
    case 'Parallel':
      return inParallel(node.nodes.map((each) => compileNode(compiler, each, path)));
    case 'Flatten':
      return compileFlatten(compiler, node, path);
    case 'Condition':
      return compileCondition(compiler, node, path);
    case 'Fetch':
      return compileFetch(compiler, node, path);
    case 'Defer':
      throw new Error('the plan defers, which the planner was not asked for');
  }
}

function compileFetch(
  compiler: PlanCompiler,
  node: Extract<PlanNode, { kind: 'Fetch' }>,
  path: Path,
): PlanStep {
  if (node.contextRewrites?.length)
    throw new Error('the plan takes context where nothing is around the data');
  const fetch = { compiler, node, path: shownPath(path) };
  return node.requires ? compileEntityFetch(fetch) : compileRootFetch(fetch);
}

const NOTHING_TO_DO = Promise.resolve();

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (run, targets) => {
    for (const step of steps) await step(run, targets);
  };
}

function inParallel(steps: readonly PlanStep[]): PlanStep {
  return async (run, targets) => {
    await Promise.all(steps.map((step) => step(run, targets)));
  };
}

function compileFlatten(
  compiler: PlanCompiler,
  node: Extract<PlanNode, { kind: 'Flatten' }>,
  path: Path,
): PlanStep {
  const { node: inner } = node;
  if (inner.kind === 'Fetch' && inner.contextRewrites?.length) {
    const place = { path: shownPath([...path, ...node.path]), from: node.path };
    return compileContextFetch(compiler, inner, place);
  }
  const find = compilePath(compiler.schema, node.path);
  const step = compileNode(compiler, inner, [...path, ...node.path]);
  return (run, from) => {
    const targets = find(from, run.shared.size > 0);
    return targets.length > 0 ? step(run, targets) : NOTHING_TO_DO;
  };
}

function compileCondition(
  compiler: PlanCompiler,
  { condition, ifClause, elseClause }: Extract<PlanNode, { kind: 'Condition' }>,
  path: Path,
): PlanStep {
  const whenTrue = ifClause && compileNode(compiler, ifClause, path);
  const whenFalse = elseClause && compileNode(compiler, elseClause, path);
  return (run, targets) => {
    const step = run.variables[condition] === true ? whenTrue : whenFalse;
    return step ? step(run, targets) : NOTHING_TO_DO;
  };
}
