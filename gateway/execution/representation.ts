import type { GraphQLSchema } from 'graphql';
import type { QueryPlanSelectionNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import { Failure } from './failure';
import { isData, mergeInto } from './merge';
import { getOwn, setOwn } from './own-property';
import { isOfType, typenameOf } from './type-condition';

/**
 * What a subgraph needs to know of an entity in order to resolve it. An alias in `requires` is the name that a field has
 * in the data; the subgraph is told of it under its own.
 * @returns null where the entity lacks something that was never asked for or is of another type; a failure where what
 * it lacks could not be resolved
 */
export function representationOf(
  schema: GraphQLSchema,
  entity: Data,
  requires: readonly QueryPlanSelectionNode[],
): Data | null | Failure {
  const result: Data = {};
  for (const selection of requires) {
    const outcome =
      selection.kind === 'Field'
        ? pickField(schema, entity, selection, result)
        : pickFragment(schema, entity, selection, result);
    if (outcome !== 'picked') return outcome;
  }
  return result;
}

type Outcome = 'picked' | null | Failure;
type FieldOf = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;
type FragmentOf = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

function pickField(
  schema: GraphQLSchema,
  entity: Data,
  { alias, name, selections }: FieldOf,
  result: Data,
): Outcome {
  const value = getOwn(entity, alias ?? name);
  if (value === undefined) return null;
  const picked = pickInside(schema, value, selections);
  if (picked instanceof Failure) return picked;
  setOwn(result, name, picked);
  return 'picked';
}

function pickInside(
  schema: GraphQLSchema,
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
): unknown {
  if (Array.isArray(value)) {
    const elements = value.map((element) => pickInside(schema, element, selections));
    return elements.find((element) => element instanceof Failure) ?? elements;
  }
  return selections && isData(value) ? representationOf(schema, value, selections) : value;
}

function pickFragment(schema: GraphQLSchema, entity: Data, fragment: FragmentOf, result: Data): Outcome {
  const { typeCondition, selections } = fragment;
  const typename = typenameOf(entity);
  if (!typeCondition || !typename || !isOfType(schema, typename, typeCondition)) return 'picked';
  const inside = representationOf(schema, entity, selections);
  if (inside instanceof Failure) return inside;
  if (inside) mergeInto(result, inside);
  return 'picked';
}
