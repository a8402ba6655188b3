import type { FieldNode } from 'graphql';
import { withDocument } from '../fetch-document';
import type { FetchNode, QueryPlanSelectionNode } from '../planner';
import { choiceAt, choicesAmong, clash, isSamePlace, type Choice } from './choice';
import { readEntityOperation, type EntityField } from './entity-operation';
import type { PlanningSupergraph } from './planning-supergraph';

/** Fields that representations of one kind serve, and what they need of it. */
interface Group {
  fields: Set<FieldNode>;
  typeNames: Set<string>;
  needs: Choice[];
}

type Selections = readonly QueryPlanSelectionNode[];

const ENTITY = '_Entity';

/**
 * Splits a fetch of entities whose representations would have one field with two values: a subgraph reads it under its
 * one name.
 * @returns the fetch as it is where there is no need to
 */
export function splitFetch(supergraph: PlanningSupergraph, node: FetchNode): FetchNode[] {
  const { requires = [] } = node;
  const contested = contestedAmong(supergraph, requires);
  if (contested.length === 0) return [node];
  const operation = readEntityOperation(node);
  const groups: Group[] = [];
  for (const field of operation.fields) assign(supergraph, node.serviceName, groups, field);
  return groups.map((group, index) => {
    const operationName = node.operationName && `${node.operationName}_${index}`;
    const own = { ...node, operationName, requires: requiredBy(supergraph, group, contested, requires) };
    return withDocument(own, operation.part(operationName, group.fields));
  });
}

/** The choices that not every representation can have made. */
function contestedAmong({ types, variants }: PlanningSupergraph, requires: Selections): Choice[] {
  const choices = choicesAmong(types, variants, ENTITY, requires, []);
  return choices.filter((one) => choices.some((other) => clash(types, one, other)));
}

/** Puts a field in the first group whose representations can serve it, too. */
function assign(
  supergraph: PlanningSupergraph,
  subgraph: string,
  groups: Group[],
  { typeName, field }: EntityField,
): void {
  const needs = supergraph.needsOf(subgraph, typeName, field.name.value);
  const fits = (group: Group) =>
    !needs.some((need) => group.needs.some((other) => clash(supergraph.types, need, other)));
  let group = groups.find(fits);
  if (!group) groups.push((group = { fields: new Set(), typeNames: new Set(), needs: [] }));
  group.fields.add(field);
  group.typeNames.add(typeName);
  group.needs.push(...needs);
}

/** What a group's representations are made of: of the contested fields those that it needs, and all others. */
function requiredBy(
  { types, variants }: PlanningSupergraph,
  group: Group,
  contested: readonly Choice[],
  requires: Selections,
): QueryPlanSelectionNode[] {
  const isSame = (one: Choice) => (other: Choice) =>
    one.source === other.source && isSamePlace(types, one, other);

  function keep(selections: Selections, typeName: string, above: Choice['path']): QueryPlanSelectionNode[] {
    return selections.flatMap((selection): QueryPlanSelectionNode[] => {
      if (selection.kind === 'InlineFragment') {
        const { typeCondition = typeName } = selection;
        return withInner(selection, keep(selection.selections, typeCondition, above));
      }
      const choice = choiceAt(variants, typeName, selection.name, above);
      if (contested.some(isSame(choice)) && !group.needs.some(isSame(choice))) return [];
      if (!selection.selections) return [selection];
      const inner = types.typeOfField(typeName, choice.fieldName);
      return withInner(selection, keep(selection.selections, inner, choice.path));
    });
  }

  const isServed = ({ typeCondition }: { typeCondition?: string }) =>
    !typeCondition || [...group.typeNames].some((name) => types.overlap(name, typeCondition));
  return keep(
    requires.filter((each) => each.kind === 'Field' || isServed(each)),
    ENTITY,
    [],
  );
}

function withInner<T extends QueryPlanSelectionNode>(
  selection: T,
  selections: QueryPlanSelectionNode[],
): T[] {
  return selections.length > 0 ? [{ ...selection, selections }] : [];
}
