import type { Data, SubgraphResponse } from '../subgraph/subgraph-response';
import type { Merge } from './compile-merge';
import type { Execution } from './execution';
import { Failure, placeCause } from './failure';
import { markMissing } from './mark-missing';
import { cloneData, isData, mergeInto } from './merge';
import type { PlacedFetch, PlanCompiler, PlanStep } from './plan-step';
import { applyRewrites } from './rewrites';
import { ask, reportLoose } from './run-fetch';
import { compileRequest } from './subgraph-request';

/** Compiles a fetch of root fields. */
export function compileRootFetch(fetch: PlacedFetch): PlanStep {
  const { compiler, node } = fetch;
  const request = compiler.requestOf(node);
  const write = compileRequest(node);
  const send = (run: Execution) => ask(run, node.serviceName, write(run.rawVariables));
  const absorb = compileRootAnswer(fetch);

  return async (run, targets) => {
    if (request.users === 1) return absorb(run, targets, await send(run));
    const answer = await (run.answers[request.index] ??= send(run));
    absorb(run, targets, answer instanceof Failure ? answer : { ...answer, data: cloneData(answer.data) });
  };
}

/** Adds an answer with root fields, or the reason why there is none, to the targets. */
export type RootAnswer = (
  run: Execution,
  targets: readonly Data[],
  response: SubgraphResponse | Failure,
) => void;

/** Compiles what becomes of an answer with root fields. An event of a subscription is such an answer, too. */
export function compileRootAnswer({ compiler, node, path }: PlacedFetch): RootAnswer {
  const { schema } = compiler;
  return (run, targets, response) => {
    if (response instanceof Failure) {
      for (const target of targets) markMissing(schema, node, target, response);
      return;
    }
    const data = response.data ?? {};
    const loose = response.errors.filter((error) => !placeCause(data, error.path ?? [], error));
    applyRewrites(schema, node.outputRewrites, data);
    spread(run, compiler, targets, data);
    if (response.data) return reportLoose(run, loose, path);
    for (const target of targets) markMissing(schema, node, target, sharedFailure(loose));
  };
}

/** Adds the same data to all targets, which from then on have its objects in common if the plan allows for that. */
export function spread(
  { shared }: Execution,
  { isPlaceBound }: PlanCompiler,
  targets: readonly Data[],
  data: Data,
  merge: Merge = mergeInto,
): void {
  if (isPlaceBound) {
    for (const target of targets) merge(target, cloneData(data), shared);
    return;
  }
  for (const target of targets) merge(target, data, shared);
  if (targets.length === 1) return;
  for (const value of Object.values(data)) {
    if (isData(value) || Array.isArray(value)) shared.set(value, null);
  }
}

function sharedFailure(errors: SubgraphResponse['errors']): Failure {
  return new Failure(errors.map(({ message, extensions }) => ({ message, extensions, below: [] })));
}
