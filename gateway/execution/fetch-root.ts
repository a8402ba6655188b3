import { compileCachedFetch } from '../cache/compile-cached-fetch';
import type { EntityCache, Loaded } from '../cache/entity-cache';
import type { Data, SubgraphResponse } from '../subgraph/subgraph-response';
import type { Merge } from './compile-merge';
import type { Execution } from './execution';
import { Failure, placeCause } from './failure';
import { keepable, takeKept } from './kept-value';
import { markMissing } from './mark-missing';
import { cloneData, isData, mergeInto } from './merge';
import type { PlacedFetch, PlanCompiler, PlanStep } from './plan-step';
import { applyRewrites } from './rewrites';
import { ask, reportLoose } from './run-fetch';
import { compileRequest, type SubgraphRequest } from './subgraph-request';

/** Compiles a fetch of root fields. */
export function compileRootFetch(fetch: PlacedFetch): PlanStep {
  const { compiler, node } = fetch;
  const request = compiler.requestOf(node);
  const write = compileRequest(node);
  const cachedFetch = compileCachedFetch(compiler, node);
  const send = (run: Execution) => {
    const asked = write(run.rawVariables);
    return run.cache ? find(run, run.cache, asked) : ask(run, node.serviceName, asked);
  };
  /** Asks only for what is not in the cache. */
  const find = async (run: Execution, cache: EntityCache, asked: SubgraphRequest) => {
    const { propagated = [] } = run.clients.get(node.serviceName) ?? {};
    let response: SubgraphResponse | Failure | undefined;
    const found = await cache.find(
      cachedFetch(asked.variablesText, propagated),
      ONE_VALUE,
      run.context,
      async (_places, notBefore) => {
        asked.notBefore = notBefore;
        response = await ask(run, node.serviceName, asked);
        return loadedRoot(response);
      },
    );
    const kept = found.get(0);
    return kept ? { data: takeKept(run, kept), errors: [] } : response!;
  };
  const absorb = compileRootAnswer(fetch);

  return async (run, targets) => {
    if (request.users === 1) return absorb(run, targets, await send(run));
    const answer = await (run.answers[request.index] ??= send(run));
    absorb(run, targets, answer instanceof Failure ? answer : { ...answer, data: cloneData(answer.data) });
  };
}

/** The root fields of a fetch are kept as one. */
const ONE_VALUE = [''];

/** What the cache may keep of an answer with root fields. One of them that is null is as good as absent. */
function loadedRoot(response: SubgraphResponse | Failure): Loaded {
  if (response instanceof Failure || response.errors.length > 0) return { values: [], hint: undefined };
  const { data, hint } = response;
  return { values: [keepable(response, data, Object.values(data ?? {}).includes(null))], hint };
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
