import {
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Asks for an object's type, and so whether it is there. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for the type of objects of which everything else is conditional. The planner moves conditions that all fields of
 * a fetch have to the fetch itself: an object that is there, but of which nothing is wanted, would not be fetched, and
 * be answered with null instead of `{}`.
 * @param document valid
 */
export function anchorObjects(document: DocumentNode, fragments: Fragments): DocumentNode {
  const isCertain = certainty(fragments);
  return visit(document, {
    Field: {
      leave(field) {
        const { selectionSet } = field;
        if (!selectionSet || isCertain(selectionSet)) return undefined;
        const selections = [TYPENAME, ...selectionSet.selections];
        return { ...field, selectionSet: { ...selectionSet, selections } };
      },
    },
  });
}

/**
 * Tells of a selection set whether something is asked for whatever the variables are. Each is looked at once, as fragments
 * that spread others twice would else cost 2 to the power of their depth.
 */
function certainty(fragments: Fragments): (set: SelectionSetNode) => boolean {
  const known = new Map<SelectionSetNode, boolean>();
  return isCertain;

  function isCertain(set: SelectionSetNode): boolean {
    let certain = known.get(set);
    if (certain === undefined) known.set(set, (certain = set.selections.some(isSelectionCertain)));
    return certain;
  }

  function isSelectionCertain(selection: SelectionNode): boolean {
    if (selection.directives?.length) return false;
    const inner = innerSet(selection, fragments);
    return !inner || isCertain(inner);
  }
}

/** What a fragment selects; nothing where the selection is a field. */
function innerSet(selection: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  if (selection.kind === Kind.FIELD) return undefined;
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  return fragments.get(selection.name.value)?.selectionSet;
}
