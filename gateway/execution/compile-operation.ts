import { notPlannable } from '../planning/planner';
import type { SubgraphResponse } from '../subgraph/subgraph-response';
import type { Answer } from './answer';
import { collectFields } from './collect-fields';
import { compileNode } from './compile-plan';
import { compileProjection, type Projector } from './compile-projection';
import type { Execution, OperationParts } from './execution';
import { usesContext } from './fetch-in-context';
import { compileRootAnswer } from './fetch-root';
import { createPlanCompiler, type PlanStep } from './plan-step';

/** A prepared operation as closures over everything about it that does not change from run to run. */
export interface CompiledOperation {
  /** Runs a query or a mutation. */
  run(run: Execution): Promise<Answer>;
  /** Resolves one event of a subscription, which is what the primary fetch brought, and is changed. */
  runEvent(run: Execution, event: SubgraphResponse): Promise<Answer>;
}

/** Compiles an operation's plan and projection. */
export function compileOperation(parts: OperationParts): CompiledOperation {
  const { node } = parts.plan;
  const project = compileProjection(parts);
  return node?.kind === 'Subscription' ? compileSubscription(parts, project) : compileRun(parts, project);
}

function compileRun(parts: OperationParts, project: Projector): CompiledOperation {
  const { node } = parts.plan;
  if (node?.kind === 'Subscription') throw new Error('a subscription is compiled for its events');
  const compiler = createPlanCompiler(parts, {
    isMutation: parts.kind === 'mutation',
    isPlaceBound: usesContext(node),
  });
  const step: PlanStep = node ? compileNode(compiler, node, []) : assertNothingToFetch;
  return {
    async run(run) {
      await step(run, [run.data]);
      return project(run);
    },
    runEvent: () => Promise.reject(new Error('only subscriptions have events')),
  };
}

function compileSubscription(parts: OperationParts, project: Projector): CompiledOperation {
  const { node } = parts.plan;
  if (node?.kind !== 'Subscription') throw new Error('only a subscription has events');
  const compiler = createPlanCompiler(parts, { isMutation: false, isPlaceBound: usesContext(node) });
  const absorb = compileRootAnswer({ compiler, node: node.primary, path: [] });
  const rest = node.rest && compileNode(compiler, node.rest, []);
  return {
    run: () => Promise.reject(new Error('a subscription has no single answer')),
    async runEvent(run, event) {
      run.isPlain = event.isPlain === true;
      absorb(run, [run.data], event);
      await rest?.(run, [run.data]);
      return project(run);
    },
  };
}

/** An empty plan is right for `{ __typename }` and what is refused, and wrong for any other field of a subgraph. */
function assertNothingToFetch({ prepared, variables }: Execution): Promise<void> {
  const { generation, fragments, operation, kind, refusals } = prepared;
  const context = { schema: generation.apiSchema, fragments, variables };
  const typename = generation.apiSchema.getRootType(kind)?.name ?? '';
  for (const [node] of collectFields(context, typename, [operation.selectionSet]).values()) {
    const name = node?.name.value ?? '';
    if (!name.startsWith('__') && !refusals?.isRefused(typename, name))
      return Promise.reject(notPlannable(new Error(`the plan for ${name} is empty`)));
  }
  return Promise.resolve();
}
