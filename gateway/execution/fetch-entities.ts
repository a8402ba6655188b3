import { isInterfaceType } from 'graphql';
import { compileCachedFetch } from '../cache/compile-cached-fetch';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileMerge, type Merge } from './compile-merge';
import { EntityStore, type EntityAnswer, type EntityFetch } from './entity-store';
import type { Execution } from './execution';
import { Failure, type FailureCause } from './failure';
import { spread } from './fetch-root';
import { compileGrouping, type EntityGroup } from './group-entities';
import { markMissing } from './mark-missing';
import { cloneData, mergeInto } from './merge';
import type { PlacedFetch, PlanCompiler, PlanStep } from './plan-step';
import { applyRewrites } from './rewrites';
import { reportLoose } from './run-fetch';
import { compileSalvage, type Salvage } from './salvage';
import { compileRequest } from './subgraph-request';
import { typenameOf } from './type-condition';

/** Compiles a fetch of entities: equal ones are asked for once and told to all that want them. */
export function compileEntityFetch(fetch: PlacedFetch): PlanStep {
  const { compiler, node } = fetch;
  const request = compiler.requestOf(node);
  const entityFetch: EntityFetch = {
    node,
    write: compileRequest(node),
    cachedFetch: compileCachedFetch(compiler, node),
  };
  const salvage = compileSalvage(fetch, compileEntityFetch);
  const fetchThrough = compileStoreFetch(fetch, salvage);

  return (run, targets) =>
    fetchThrough(run, targets, {
      open: () => (run.stores[request.index] ??= new EntityStore(run, entityFetch, request.users > 1)),
      // Where others take the same answers, what is added to one must not show in theirs.
      take: request.users > 1 ? (answer) => cloneData(answer) : takeAll,
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

/**
 * Compiles a fetch of entities through whichever store a run has for it.
 * @param salvage what becomes of entities that cannot be represented in full
 */
export function compileStoreFetch(
  { compiler, node, path }: PlacedFetch,
  salvage: Salvage,
): (run: Execution, targets: readonly Data[], source: EntitySource) => Promise<void> {
  const group = compileGrouping(compiler, node);
  const absorb = compileAbsorption(compiler, node);

  return (run, targets, source) => {
    const broken = new Map<Data, Failure | null>();
    const groups = group(targets, (target, reason) => {
      if (reason || salvage.hasDependents()) broken.set(target, reason);
    });
    const fetched = fetchGroups(run, groups, source);
    return broken.size === 0 ? fetched : both(fetched, salvage.fetch(run, broken));
  };

  async function fetchGroups(
    run: Execution,
    groups: readonly EntityGroup[],
    { open, take }: EntitySource,
  ): Promise<void> {
    if (groups.length === 0) return;
    const answers = await open().request(groups);
    groups.forEach(({ entities }, index) => absorb(run, entities, take(answers.of(index))));
    reportLoose(run, answers.takeLoose(), path);
  }
}

async function both(one: Promise<void>, other: Promise<void>): Promise<void> {
  await Promise.all([one, other]);
}

/** Adds an entity, or the reason why there is none, to all places where it was found. */
type Absorb = (run: Execution, found: readonly Data[], answer: EntityAnswer) => void;

function compileAbsorption(compiler: PlanCompiler, node: FetchNode): Absorb {
  const { schema } = compiler;
  let merge: Merge | undefined;
  return (run, found, answer) => {
    const targets = run.shared.withCopies(found);
    if (answer === null || answer instanceof Failure) {
      const reason = answer && entityFailure(answer);
      for (const target of targets) markMissing(schema, node, target, reason);
      return;
    }
    if (node.inputRewrites?.length) forgetInterfaceName(schema, answer);
    if (!node.outputRewrites?.length) {
      spread(run, compiler, targets, answer, (merge ??= compileMerge(node)));
    } else {
      // Rewrites may depend on the type that the target has.
      for (const target of targets) absorbRewritten(schema, node, target, cloneData(answer));
    }
  };
}

function absorbRewritten(schema: PlanCompiler['schema'], node: FetchNode, target: Data, answer: Data): void {
  answer.__typename ??= typenameOf(target);
  applyRewrites(schema, node.outputRewrites, answer);
  mergeInto(target, answer);
}

/**
 * A subgraph that knows an interface as an object says that this is the type of its entities. The name that it was asked
 * with is the better one.
 */
function forgetInterfaceName(schema: PlanCompiler['schema'], answer: Data): void {
  const typename = typenameOf(answer);
  if (typename !== undefined && isInterfaceType(schema.getType(typename))) answer.__typename = undefined;
}

/** The whole entity is null: where a field of it was the reason, that field's path is told once. */
function entityFailure({ causes }: Failure): Failure {
  return new Failure(causes.map((cause): FailureCause => ({ ...cause, isOfParent: cause.below.length > 0 })));
}
