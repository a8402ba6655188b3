import {
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode } from '../planning/planner';
import type { Data } from '../subgraph/subgraph-response';
import type { Failure } from './failure';
import { isData } from './merge';
import { getOwn, setOwn } from './own-property';
import { mayBeOfType, typenameOf } from './type-condition';

/** What a fetch would have brought, had it not failed. */
interface FetchSelection {
  selectionSet: SelectionSetNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const selections = new WeakMap<FetchNode, FetchSelection>();

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
  const { selectionSet, fragments } = selectionOf(node);
  mark(target, selectionSet);

  function mark(object: Data, { selections: list }: SelectionSetNode): void {
    for (const selection of list) {
      if (selection.kind === Kind.FIELD) {
        markField(object, selection.alias?.value ?? selection.name.value, selection.selectionSet);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      const typename = typenameOf(object);
      if (fragment && (!condition || !typename || mayBeOfType(schema, typename, condition))) {
        mark(object, fragment.selectionSet);
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
function selectionOf(node: FetchNode): FetchSelection {
  let known = selections.get(node);
  if (!known) {
    known = readSelection(parse(node.operation, { noLocation: true }), node.requires !== undefined);
    selections.set(node, known);
  }
  return known;
}

function readSelection({ definitions }: DocumentNode, isEntityFetch: boolean): FetchSelection {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [first] = operation?.selectionSet.selections ?? [];
  const entities = isEntityFetch && first?.kind === Kind.FIELD ? first.selectionSet : undefined;
  const selectionSet = entities ?? operation?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
  return { selectionSet, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) };
}
