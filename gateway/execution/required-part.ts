import type { FieldTree } from '../planning/field-needs';
import type { QueryPlanSelectionNode } from '../planning/planner';

type Requires = readonly QueryPlanSelectionNode[];

/** The part of what a fetch tells of an entity that one of some field sets names; its type always belongs to it. */
export function requiredPart(requires: Requires, trees: readonly FieldTree[]): QueryPlanSelectionNode[] {
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind !== 'Field') {
      return [{ ...selection, selections: requiredPart(selection.selections, trees) }];
    }
    const { alias, name, selections } = selection;
    if (name === '__typename') return [selection];
    const below = trees.flatMap((tree) => tree.get(alias ?? name) ?? []);
    if (below.length === 0) return [];
    return [selections ? { ...selection, selections: requiredPart(selections, below) } : selection];
  });
}

/** Whether a fetch tells all of an entity that a field set names. */
export function tellsAll(requires: Requires, tree: FieldTree): boolean {
  return [...tree].every(([name, below]) => {
    const selections = fieldsIn(requires).filter((field) => (field.alias ?? field.name) === name);
    return (
      selections.length > 0 &&
      tellsAll(
        selections.flatMap((field) => field.selections ?? []),
        below,
      )
    );
  });
}

function fieldsIn(requires: Requires): Extract<QueryPlanSelectionNode, { kind: 'Field' }>[] {
  return requires.flatMap((selection) =>
    selection.kind === 'Field' ? [selection] : fieldsIn(selection.selections),
  );
}
