import {
  isAbstractType,
  Kind,
  visit,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fetchDocument, withDocument } from '../planning/fetch-document';
import { mapFetchesIn } from '../planning/map-fetches';
import { inParallel } from '../planning/plan-nodes';
import { ROOT_TYPES } from '../planning/mending/misplaced-fields';
import type { FetchNode, PlanNode, QueryPlan } from '../planning/planner';
import type { Generation } from '../supergraph/generation';
import { isKey } from './is-key';
import type { Refusals } from './refusals';
import { splitByRefusals } from './split-by-refusals';
import { fragmentOn } from './without-refused';

/**
 * The plan without what it asks for itself and the caller may not see. Where a subgraph knows an interface as an object,
 * the planner asks for what is wanted, or needed, of one of its types, also where it is refused on others: of those it is
 * not asked. Keys stay, as the way from one subgraph to another.
 */
export function withoutRefusedNeeds(generation: Generation, plan: QueryPlan, refusals: Refusals): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  const clean = (fetch: FetchNode) => withoutRefusedFields(generation, fetch, refusals);
  const cleanIn = (inner: PlanNode) =>
    mapFetchesIn(inner, [], (fetch) => inParallel(splitByRefusals(generation, clean(fetch), refusals)));
  if (node.kind !== 'Subscription') return { ...plan, node: cleanIn(node) };
  const rest = node.rest && cleanIn(node.rest);
  return { ...plan, node: { ...node, primary: clean(node.primary), ...(rest && { rest }) } };
}

function withoutRefusedFields(generation: Generation, fetch: FetchNode, refusals: Refusals): FetchNode {
  const { supergraphSchema: schema, fieldNeeds: needs } = generation;
  const { serviceName } = fetch;
  let isChanged = false;

  function allowed(set: SelectionSetNode, type: string): SelectionSetNode {
    return { ...set, selections: set.selections.flatMap((selection) => allowedPart(selection, type)) };
  }

  function allowedPart(selection: SelectionNode, type: string): SelectionNode[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type;
      return [{ ...selection, selectionSet: allowed(selection.selectionSet, condition) }];
    }
    const inner = needs.statedIn(serviceName, type, selection.name.value)?.type.replace(/[[\]!]/g, '') ?? '';
    const { selectionSet } = selection;
    const field = selectionSet ? { ...selection, selectionSet: allowed(selectionSet, inner) } : selection;
    return onAllowedTypes(field, type);
  }

  function onAllowedTypes(field: FieldNode, typeName: string): SelectionNode[] {
    const { value: name } = field.name;
    const type = schema.getType(typeName);
    if (!isAbstractType(type) || isKey(generation, typeName, name)) return [field];
    const known = schema
      .getPossibleTypes(type)
      .filter((each) => needs.statedIn(serviceName, each.name, name));
    const open = known.filter((each) => !refusals.isRefused(each.name, name));
    if (open.length === 0 || open.length === known.length) return [field];
    isChanged = true;
    return open.map((each) => fragmentOn(each, field));
  }

  const document = visit(fetchDocument(fetch), {
    OperationDefinition: (operation) => ({
      ...operation,
      selectionSet: allowed(operation.selectionSet, ROOT_TYPES[fetch.operationKind]),
    }),
  });
  return isChanged ? withDocument(fetch, document) : fetch;
}
