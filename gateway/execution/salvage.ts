import type { FieldTree } from '../planning/field-needs';
import type { GraphQLSchema } from 'graphql';
import type { FetchNode, QueryPlanSelectionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import type { Execution } from './execution';
import { dependentOn, Failure } from './failure';
import { markMissing } from './mark-missing';
import { entityFields, withFields, type EntityField } from './partial-fetch';
import type { PlacedFetch, PlanStep } from './plan-step';
import { representationOf } from './representation';
import { requiredPart, tellsAll } from './required-part';
import { isOfType, typenameOf } from './type-condition';

/** Brings to entities that cannot be represented in full whatever does not need what is missing. */
export interface Salvage {
  /** Whether the fetch has fields that need more than their entity's key. */
  hasDependents(): boolean;
  /** @param broken entities with the reason; null where an input was not asked for */
  fetch(run: Execution, broken: ReadonlyMap<Data, Failure | null>): Promise<void>;
}

/** A field of the fetch and what it needs beside the entity's key. */
interface Dependent extends EntityField {
  needs: FieldTree;
}

/** What remains of the fetch for an entity. */
interface Remainder {
  lost: ReadonlyMap<Dependent, Failure | null>;
  /** What the subgraph can still be told. */
  requires: FetchNode['requires'];
}

/**
 * Compiles what an entity fetch does where an input that `@requires` names is not there: the fields that need it are
 * missing for the same reason, all others are asked for as if the client had not asked for those. An input could not be
 * resolved, or was not asked for because a condition excludes all that need it, of which a plan's representations know
 * nothing. Nothing is prepared before the first such case.
 * @param compile compiles the fetch that remains
 */
export function compileSalvage(fetch: PlacedFetch, compile: (fetch: PlacedFetch) => PlanStep): Salvage {
  const { compiler, node } = fetch;
  const { schema } = compiler;
  // Sharing is settled before a plan runs, this fetch is made while it does.
  const own = { ...compiler, requestOf: compiler.ownRequest };
  const steps = new Map<string, PlanStep | null>();
  let dependents: Dependent[] | undefined;

  function stepFor({ lost, requires }: Remainder): PlanStep | null {
    const without = new Set([...lost.keys()].map(coordinate));
    const key = JSON.stringify([[...without].sort(), requires]);
    let step = steps.get(key);
    if (step === undefined) {
      const rest = withFields(node, (field) => !without.has(coordinate(field)));
      step = rest && compile({ ...fetch, compiler: own, node: { ...rest, ...(requires && { requires }) } });
      steps.set(key, step);
    }
    return step;
  }

  const known = () => (dependents ??= dependentsOf(fetch));

  return {
    hasDependents: () => known().length > 0,
    async fetch(run, broken) {
      const targets = new Map<PlanStep, Data[]>();
      for (const [target, failure] of broken) {
        const remainder = remainderFor(fetch, known(), target);
        if (remainder) {
          markLost(fetch, target, remainder);
          const step = stepFor(remainder);
          if (step) targets.set(step, [...(targets.get(step) ?? []), target]);
        } else if (failure) {
          markMissing(schema, node, target, dependentOn(failure));
        }
      }
      await Promise.all([...targets].map(([step, same]) => step(run, same)));
    },
  };
}

/** Brings nothing to entities that cannot be represented in full. */
export function loseBroken(schema: GraphQLSchema, node: FetchNode): Salvage {
  return {
    hasDependents: () => false,
    fetch(_run, broken) {
      for (const [target, failure] of broken) {
        if (failure) markMissing(schema, node, target, dependentOn(failure));
      }
      return Promise.resolve();
    },
  };
}

function dependentsOf({ compiler: { needs }, node }: PlacedFetch): Dependent[] {
  return entityFields(node).flatMap((field) => {
    const required = needs.requiredBy(node.serviceName, field.type, field.name);
    return required ? [{ ...field, needs: required }] : [];
  });
}

/** @returns null where the entity's key itself is missing, or nothing is */
function remainderFor(
  { compiler: { schema, needs }, node }: PlacedFetch,
  dependents: readonly Dependent[],
  target: Data,
): Remainder | null {
  const typename = typenameOf(target) ?? '';
  const own = dependents.filter(({ type }) => isOfType(schema, typename, type));
  const lost = new Map<Dependent, Failure | null>();
  for (const dependent of own) {
    const reason = reasonAgainst(schema, target, requiredPart(node.requires ?? [], [dependent.needs]));
    if (reason !== 'none') lost.set(dependent, reason);
  }
  if (lost.size === 0) return null;
  const kept = own.filter((dependent) => !lost.has(dependent)).map((dependent) => dependent.needs);
  const keys = own.flatMap(({ type }) => needs.keysOf(node.serviceName, type));
  for (const key of keys) {
    if (!tellsAll(node.requires ?? [], key)) continue;
    const requires = requiredPart(node.requires ?? [], [key, ...kept]);
    if (reasonAgainst(schema, target, requires) === 'none') return { lost, requires };
  }
  return null;
}

/** Why an entity cannot be represented; null where something was not asked for. */
function reasonAgainst(
  schema: GraphQLSchema,
  target: Data,
  requires: QueryPlanSelectionNode[],
): Failure | null | 'none' {
  const representation = representationOf(schema, target, requires);
  if (representation instanceof Failure) return representation;
  return representation && typenameOf(representation) !== undefined ? 'none' : null;
}

function markLost({ compiler: { schema }, node }: PlacedFetch, target: Data, { lost }: Remainder): void {
  for (const [dependent, failure] of lost) {
    if (!failure) continue;
    const alone = withFields(node, (field) => coordinate(field) === coordinate(dependent));
    if (alone) markMissing(schema, alone, target, dependentOn(failure));
  }
}

const coordinate = ({ type, name }: EntityField) => `${type}.${name}`;
