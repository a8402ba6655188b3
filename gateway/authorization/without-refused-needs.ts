import {
  isAbstractType,
  Kind,
  visit,
  type FieldNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fetchDocument, withDocument } from '../planning/fetch-document';
import { mapFetches } from '../planning/map-fetches';
import type { FetchNode, QueryPlan } from '../planning/planner';
import type { Generation } from '../supergraph/generation';
import type { Refusals } from './refusals';
import { fragmentOn } from './without-refused';

/**
 * The plan without what it asks for itself and the caller may not see. Where a subgraph knows an interface as an object,
 * what a field of it needs is asked of the interface, also of objects on which it is refused: of those it is not asked.
 * Keys stay, as the way from one subgraph to another.
 */
export function withoutRefusedNeeds(generation: Generation, plan: QueryPlan, refusals: Refusals): QueryPlan {
  return mapFetches(plan, (fetch) => withoutRefusedFields(generation, fetch, refusals));
}

/** What subgraphs call their roots once they are read from a supergraph. */
const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

function withoutRefusedFields(
  { supergraphSchema: schema, fieldNeeds: needs, subgraphs }: Generation,
  fetch: FetchNode,
  refusals: Refusals,
): FetchNode {
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
    if (!isAbstractType(type) || isKey(typeName, name)) return [field];
    const known = schema
      .getPossibleTypes(type)
      .filter((each) => needs.statedIn(serviceName, each.name, name));
    const open = known.filter((each) => !refusals.isRefused(each.name, name));
    if (open.length === 0 || open.length === known.length) return [field];
    isChanged = true;
    return open.map((each) => fragmentOn(each, field));
  }

  function isKey(type: string, field: string): boolean {
    return subgraphs.some(({ name }) => needs.keysOf(name, type).some((key) => key.has(field)));
  }

  const document = visit(fetchDocument(fetch), {
    OperationDefinition: (operation) => ({
      ...operation,
      selectionSet: allowed(operation.selectionSet, ROOT_TYPES[fetch.operationKind]),
    }),
  });
  return isChanged ? withDocument(fetch, document) : fetch;
}
