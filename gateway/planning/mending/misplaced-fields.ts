import { Kind, print, visit, type FieldNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fetchDocument } from '../fetch-document';
import type { FieldNeeds, FieldTree } from '../field-needs';
import type { FetchNode } from '../planner';
import { fieldOf, treeOfRequires, withDocument } from './fetch-text';

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
  /** What the subgraph knows here without being the one to resolve it. */
  provided: readonly FieldTree[];
}

/** What subgraphs call their roots once they are read from a supergraph. */
export const ROOT_TYPES = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

const NOTHING: FieldTree = new Map();

/**
 * Puts in the place of fields that are misplaced in a fetch what a fetch of their own needs.
 * @param path where in the data the fetch's results stand
 * @param relocate says where a field can be had; null where nowhere, then it stays
 */
export function withoutMisplaced(
  needs: FieldNeeds,
  node: FetchNode,
  path: readonly string[],
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

  function cleanOne(selection: SelectionNode, place: Place): SelectionNode[] {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
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

  function isMisplaced({ name: { value: name } }: FieldNode, { type, provided }: Place): boolean {
    const stated = needs.statedIn(subgraph, type, name);
    if (!stated || provided.some((tree) => tree.has(name))) return false;
    const isKey = needs.keysOf(subgraph, type).some((key) => key.has(name));
    if (stated.isExternal) return !isKey;
    return [...(stated.requires ?? NOTHING).keys()].some((need) => !provided.some((tree) => tree.has(need)));
  }

  function placeBelow({ name, alias }: FieldNode, { type, path: above, provided }: Place): Place {
    const stated = needs.statedIn(subgraph, type, name.value);
    const lists = (stated?.type.match(/\[/g) ?? []).map(() => '@');
    return {
      type: stated?.type.replace(/[[\]!]/g, '') ?? '',
      path: [...above, (alias ?? name).value, ...lists],
      provided: [stated?.provides ?? NOTHING, ...provided.flatMap((tree) => tree.get(name.value) ?? [])],
    };
  }

  const document = visit(fetchDocument(node), {
    OperationDefinition(operation) {
      const [entities] = operation.selectionSet.selections;
      if (!node.requires || entities?.kind !== Kind.FIELD || !entities.selectionSet) {
        const type = ROOT_TYPES[node.operationKind];
        return { ...operation, selectionSet: clean(operation.selectionSet, { type, path, provided: [] }) };
      }
      const place = { type: '', path, provided: [treeOfRequires(node.requires)] };
      const cleaned = { ...entities, selectionSet: clean(entities.selectionSet, place) };
      return { ...operation, selectionSet: { ...operation.selectionSet, selections: [cleaned] } };
    },
  });
  return isChanged ? withDocument(node, document) : node;
}

/** Several fields may leave the same key behind. */
function distinct(selections: readonly SelectionNode[]): SelectionNode[] {
  return [...new Map(selections.map((selection) => [print(selection), selection])).values()];
}
