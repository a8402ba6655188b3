import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { answerIn, EntityStore, takeLoose, type EntityAnswer } from './entity-store';
import type { Execution } from './execution';
import { dependentOn, Failure, type FailureCause } from './failure';
import { spread } from './fetch-root';
import { compileGrouping } from './group-entities';
import { markMissing } from './mark-missing';
import { cloneData, mergeInto } from './merge';
import type { PlacedFetch, PlanCompiler, PlanStep } from './plan-step';
import { applyRewrites } from './rewrites';
import { reportLoose } from './run-fetch';
import { compileRequest } from './subgraph-request';
import { typenameOf } from './type-condition';

/** Compiles a fetch of entities: equal ones are asked for once and told to all that want them. */
export function compileEntityFetch(fetch: PlacedFetch): PlanStep {
  const { compiler, node } = fetch;
  const request = compiler.requestOf(node);
  const write = compileRequest(node);
  const fetchThrough = compileStoreFetch(fetch);

  return (run, targets) =>
    fetchThrough(run, targets, {
      open: () => (run.stores[request.index] ??= new EntityStore(run, node, write, request.users > 1)),
      // Where others take the same answers, what is added to one must not show in theirs.
      take: request.users > 1 ? cloneData<EntityAnswer> : takeAll,
    });
}

/** Where a fetch gets its entities. */
interface EntitySource {
  /** Called only when something is wanted. */
  open: () => EntityStore;
  /** Makes of an answer what its taker may change. */
  take: (answer: EntityAnswer) => EntityAnswer;
}

/** For answers that nobody else takes. */
export const takeAll: EntitySource['take'] = (answer) => answer;

/** Compiles a fetch of entities through whichever store a run has for it. */
export function compileStoreFetch({
  compiler,
  node,
  path,
}: PlacedFetch): (run: Execution, targets: readonly Data[], source: EntitySource) => Promise<void> {
  const { schema } = compiler;
  const group = compileGrouping(schema, node);
  return async (run, targets, { open, take }) => {
    const groups = group(targets, (target, failure) => {
      if (failure) markMissing(schema, node, target, dependentOn(failure));
    });
    if (groups.length === 0) return;
    const slots = await open().request(groups);
    for (const [index, { entities }] of groups.entries())
      absorb(run, compiler, node, entities, take(answerIn(slots[index]!)));
    reportLoose(run, takeLoose(slots), path);
  };
}

function absorb(
  run: Execution,
  compiler: PlanCompiler,
  node: FetchNode,
  targets: readonly Data[],
  answer: EntityAnswer,
): void {
  if (answer === null) return;
  const { schema } = compiler;
  if (answer instanceof Failure) {
    for (const target of targets) markMissing(schema, node, target, entityFailure(answer));
  } else if (!node.outputRewrites?.length) {
    spread(run, compiler, targets, answer);
  } else {
    // Rewrites may depend on the type that the target has.
    for (const target of targets) absorbRewritten(schema, node, target, cloneData(answer));
  }
}

function absorbRewritten(schema: PlanCompiler['schema'], node: FetchNode, target: Data, answer: Data): void {
  answer.__typename ??= typenameOf(target);
  applyRewrites(schema, node.outputRewrites, answer);
  mergeInto(target, answer);
}

/** The whole entity is null: where a field of it was the reason, that field's path is told once. */
function entityFailure({ causes }: Failure): Failure {
  return new Failure(causes.map((cause): FailureCause => ({ ...cause, isOfParent: cause.below.length > 0 })));
}
