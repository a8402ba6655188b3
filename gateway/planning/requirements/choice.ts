import { Kind, type SelectionSetNode } from 'graphql';
import type { QueryPlanSelectionNode } from '../planner';
import type { FieldVariants } from './field-variants';
import type { SupergraphTypes } from './supergraph-types';

/** One field of a representation and what it is filled from. */
export interface Choice {
  /** What the subgraph calls the field. */
  fieldName: string;
  /** The fields from the entity to this one. */
  path: readonly { typeName: string; fieldName: string }[];
  /** The field itself, or the variant of it, that gives the value. */
  source: string;
}

/** The fields of a field set, or of what a fetch requires, on any level. */
export function choicesOf(
  types: SupergraphTypes,
  variants: FieldVariants,
  typeName: string,
  fieldSet: SelectionSetNode,
): Choice[] {
  return choicesAmong(types, variants, typeName, plainly(fieldSet), []);
}

/** The same for selections as plans have them. */
export function choicesAmong(
  types: SupergraphTypes,
  variants: FieldVariants,
  typeName: string,
  selections: readonly QueryPlanSelectionNode[],
  above: Choice['path'],
): Choice[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition = typeName } = selection;
      return choicesAmong(types, variants, typeCondition, selection.selections, above);
    }
    const choice = choiceAt(variants, typeName, selection.name, above);
    const inner = types.typeOfField(typeName, choice.fieldName);
    return [choice, ...choicesAmong(types, variants, inner, selection.selections ?? [], choice.path)];
  });
}

/** What a selected field is the choice for. */
export function choiceAt(
  { byName }: FieldVariants,
  typeName: string,
  name: string,
  above: Choice['path'],
): Choice {
  const fieldName = byName.get(name)?.fieldName ?? name;
  return { fieldName, path: [...above, { typeName, fieldName }], source: name };
}

/** Whether two choices fill the same field, of an object that can be of both types on every level. */
export function isSamePlace(types: SupergraphTypes, { path: one }: Choice, { path: other }: Choice): boolean {
  return (
    one.length === other.length &&
    one.every(({ typeName, fieldName }, level) => {
      const there = other[level]!;
      return there.fieldName === fieldName && types.overlap(typeName, there.typeName);
    })
  );
}

/** Whether a representation cannot have both: one field cannot be filled from two. */
export function clash(types: SupergraphTypes, one: Choice, other: Choice): boolean {
  return one.source !== other.source && isSamePlace(types, one, other);
}

function plainly({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet && { selections: plainly(selection.selectionSet) };
    if (selection.kind === Kind.FIELD) return [{ kind: 'Field', name: selection.name.value, ...inner }];
    const condition = selection.typeCondition && { typeCondition: selection.typeCondition.name.value };
    return [{ kind: 'InlineFragment', selections: [], ...condition, ...inner }];
  });
}
