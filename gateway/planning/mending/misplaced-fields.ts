import { Kind, print, visit, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { conditionOf, type Condition } from '../condition';
import { withDocument } from '../fetch-document';
import type { FieldNeeds, FieldTree } from '../field-needs';
import type { FetchNode } from '../planner';
import { isThere, type Arrivals } from './arrivals';
import { fieldOf, treeOfRequires } from './fetch-text';
import type { PlacedFetch } from './map-placed-fetches';

/** A field that a fetch asks a subgraph for which does not know it, or has not been told what it needs for it. */
export interface MisplacedField {
  subgraph: string;
  /** The object that the field is of: its type and its path in the data, with `@` for each list. */
  type: string;
  path: readonly string[];
  field: FieldNode;
}

/** Where a misplaced field can be had by a fetch of its own. */
export interface Relocation {
  subgraph: string;
  /** What of the entity that fetch needs to be told, which can be had where the field was. */
  key: FieldTree;
}

/** Where in a fetch a selection stands. */
interface Place {
  type: string;
  path: readonly string[];
  condition: Condition;
  /** What the subgraph knows here without being the one to resolve it. */
  provided: readonly FieldTree[];
  /** What it is told of the object, as far as that is there. */
  told: readonly FieldTree[];
}

/** What subgraphs call their roots once they are read from a supergraph. */
export const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

const NOTHING: FieldTree = new Map();

/**
 * Puts in the place of fields that are misplaced in a fetch what a fetch of their own needs.
 * @param relocate says where a field can be had; null where nowhere, then it stays
 */
export function withoutMisplaced(
  needs: FieldNeeds,
  { node, document, path, condition, arrivals, eventual }: PlacedFetch,
  relocate: (misplaced: MisplacedField) => Relocation | null,
): FetchNode {
  const { serviceName: subgraph } = node;
  let isChanged = false;

  function clean(set: SelectionSetNode, place: Place): SelectionSetNode {
    return {
      ...set,
      selections: distinct(set.selections.flatMap((selection) => cleanOne(selection, place))),
    };
  }

  function cleanOne(selection: SelectionNode, outer: Place): SelectionNode[] {
    const condition = conditionOf(selection, outer.condition);
    if (selection.kind === Kind.FRAGMENT_SPREAD || !condition) return [selection];
    const place = { ...outer, condition };
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value ?? place.type;
      return [{ ...selection, selectionSet: clean(selection.selectionSet, { ...place, type }) }];
    }
    const found = { subgraph, type: place.type, path: place.path, field: selection };
    const relocation = isMisplaced(selection, place) ? relocate(found) : null;
    if (relocation) {
      isChanged = true;
      return [fieldOf('__typename'), ...[...relocation.key].map(([name, below]) => fieldOf(name, below))];
    }
    const { selectionSet } = selection;
    return selectionSet
      ? [{ ...selection, selectionSet: clean(selectionSet, placeBelow(selection, place)) }]
      : [selection];
  }

  function isMisplaced({ name: { value: name } }: FieldNode, place: Place): boolean {
    const { type, provided, told } = place;
    const stated = needs.statedIn(subgraph, type, name);
    if (!stated || [...provided, ...told].some((tree) => tree.has(name))) return false;
    const isKey = needs.keysOf(subgraph, type).some((key) => key.has(name));
    if (stated.isExternal) return !isKey;
    return [...(stated.requires ?? NOTHING)].some(([need, below]) => !isMet(need, below, place));
  }

  function isMet(need: string, below: FieldTree, place: Place): boolean {
    if (place.provided.some((tree) => tree.has(need))) return true;
    if (!place.told.some((tree) => tree.has(need))) return false;
    const isAmong = (known: Arrivals) =>
      isThere(known, place.path, new Map([[need, below]]), place.condition);
    // Where it never is, the field itself is only asked for under a condition, of which its fetch says nothing.
    return isAmong(arrivals) || !isAmong(eventual);
  }

  function placeBelow({ name, alias }: FieldNode, above: Place): Place {
    const stated = needs.statedIn(subgraph, above.type, name.value);
    const lists = (stated?.type.match(/\[/g) ?? []).map(() => '@');
    const below = (trees: readonly FieldTree[]) => trees.flatMap((tree) => tree.get(name.value) ?? []);
    return {
      type: stated?.type.replace(/[[\]!]/g, '') ?? '',
      path: [...above.path, (alias ?? name).value, ...lists],
      condition: above.condition,
      provided: [stated?.provides ?? NOTHING, ...below(above.provided)],
      told: below(above.told),
    };
  }

  const start = { type: '', path, condition, provided: [], told: [] };
  const cleaned = visit(document, {
    OperationDefinition(operation) {
      const [entities] = operation.selectionSet.selections;
      if (!node.requires || entities?.kind !== Kind.FIELD || !entities.selectionSet) {
        const place = { ...start, type: ROOT_TYPES[node.operationKind] };
        return { ...operation, selectionSet: clean(operation.selectionSet, place) };
      }
      const place = { ...start, told: [treeOfRequires(node.requires)] };
      const selections = [{ ...entities, selectionSet: clean(entities.selectionSet, place) }];
      return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
    },
  });
  return isChanged ? withDocument(node, cleaned) : node;
}

/** Several fields may leave the same key behind. */
function distinct(selections: readonly SelectionNode[]): SelectionNode[] {
  return [...new Map(selections.map((selection) => [print(selection), selection])).values()];
}
