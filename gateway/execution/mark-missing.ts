import { Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { fetchDocument } from '../planning/fetch-document';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import type { Failure } from './failure';
import { isData } from './merge';
import { getOwn, setOwn } from './own-property';
import { mayBeOfType, typenameOf } from './type-condition';

/** What fetches would have brought, had they not failed. */
const selections = new WeakMap<FetchNode, SelectionSetNode>();

/**
 * Puts a failure, or null where nothing failed, in the place of everything that a fetch was to bring to `target` and
 * that is not there. Null is told to whoever requires it; what was not asked for is not.
 */
export function markMissing(
  schema: GraphQLSchema,
  node: FetchNode,
  target: Data,
  failure: Failure | null,
): void {
  mark(target, selectionOf(node));

  function mark(object: Data, { selections: list }: SelectionSetNode): void {
    for (const selection of list) {
      if (selection.kind === Kind.FIELD) {
        markField(object, selection.alias?.value ?? selection.name.value, selection.selectionSet);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      const condition = selection.typeCondition?.name.value;
      const typename = typenameOf(object);
      if (!condition || !typename || mayBeOfType(schema, typename, condition)) {
        mark(object, selection.selectionSet);
      }
    }
  }

  function markField(object: Data, key: string, inner: SelectionSetNode | undefined): void {
    // The type of an object is known without the fetch, and a failure there would hide the fields that are there.
    if (key === '__typename') return;
    const value = getOwn(object, key);
    if (value === undefined) setOwn(object, key, failure);
    else if (inner) markInside(value, inner);
  }

  function markInside(value: unknown, inner: SelectionSetNode): void {
    if (Array.isArray(value)) value.forEach((element) => markInside(element, inner));
    else if (isData(value)) mark(value, inner);
  }
}

/** Parsed only once a fetch fails. */
function selectionOf(node: FetchNode): SelectionSetNode {
  const known = selections.get(node) ?? readSelection(node);
  selections.set(node, known);
  return known;
}

function readSelection(node: FetchNode): SelectionSetNode {
  const operation = fetchDocument(node).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return { kind: Kind.SELECTION_SET, selections: [] };
  const [first] = operation.selectionSet.selections;
  const entities = node.requires && first?.kind === Kind.FIELD ? first.selectionSet : undefined;
  return entities ?? operation.selectionSet;
}
