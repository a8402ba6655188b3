import { isInterfaceType } from 'graphql';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { compileRepresentation, type RepresentationWriter } from './compile-representation';
import { EntityStore, type EntityAnswer } from './entity-store';
import type { Execution } from './execution';
import { Failure, type FailureCause } from './failure';
import { spread } from './fetch-root';
import { markMissing } from './mark-missing';
import { onlyWithKey } from './only-with-key';
import { cloneData, mergeInto } from './merge';
import type { PlacedFetch, PlanCompiler, PlanStep } from './plan-step';
import { applyRewrites } from './rewrites';
import { reportLoose } from './run-fetch';
import { compileSalvage, type Salvage } from './salvage';
import { compileRequest } from './subgraph-request';
import { typenameOf } from './type-condition';

interface Wanted {
  /** Targets by the representation they have in common. */
  wanted: ReadonlyMap<string, Data[]>;
  /** Targets that cannot be represented in full, with the reason if there is one. */
  broken: ReadonlyMap<Data, Failure | null>;
}

/** Compiles a fetch of entities: equal ones are asked for once and told to all that want them. */
export function compileEntityFetch(fetch: PlacedFetch): PlanStep {
  const { compiler, node, path } = fetch;
  const { schema } = compiler;
  const request = compiler.requestOf(node);
  const write = compileRequest(node);
  const represent = onlyWithKey(compiler, node, compileRepresentation(schema, node));
  const salvage = compileSalvage(fetch, compileEntityFetch);

  return async (run, targets) => {
    const { wanted, broken } = wantedBy(represent, salvage, targets);
    if (broken.size === 0) return fetchWanted(run, wanted);
    await Promise.all([fetchWanted(run, wanted), salvage.fetch(run, broken)]);
  };

  async function fetchWanted(run: Execution, wanted: Wanted['wanted']): Promise<void> {
    if (wanted.size === 0) return;
    const store = (run.stores[request.index] ??= new EntityStore(run, node, write));
    await store.request(wanted.keys());
    // Where others take the same answers, what is added to one must not show in theirs.
    const take =
      request.users > 1 ? (answer: EntityAnswer) => cloneData(answer) : (answer: EntityAnswer) => answer;
    for (const [text, same] of wanted) absorb(run, compiler, node, same, take(store.answer(text)));
    reportLoose(run, store.takeLoose(wanted.keys()), path);
  }
}

function wantedBy(represent: RepresentationWriter, salvage: Salvage, targets: readonly Data[]): Wanted {
  const wanted = new Map<string, Data[]>();
  const broken = new Map<Data, Failure | null>();
  for (const target of targets) {
    const text = represent(target);
    if (typeof text !== 'string') {
      if (text || salvage.hasDependents()) broken.set(target, text);
      continue;
    }
    const same = wanted.get(text);
    if (same) same.push(target);
    else wanted.set(text, [target]);
  }
  return { wanted, broken };
}

function absorb(
  run: Execution,
  { schema }: PlanCompiler,
  node: FetchNode,
  found: readonly Data[],
  answer: EntityAnswer,
): void {
  const targets = run.shared.withCopies(found);
  if (answer === null || answer instanceof Failure) {
    const reason = answer && entityFailure(answer);
    for (const target of targets) markMissing(schema, node, target, reason);
    return;
  }
  if (node.inputRewrites?.length) forgetInterfaceName(schema, answer);
  if (!node.outputRewrites?.length) {
    spread(run, targets, answer);
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
