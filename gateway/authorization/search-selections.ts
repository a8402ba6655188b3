import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
} from 'graphql';
import { isOfType } from '../execution/type-condition';

/** What is looked for among the fields that selections ask of objects of one type. */
export interface FieldSearch {
  schema: GraphQLSchema;
  /** Null where a fragment is as if it were not there. */
  fragmentOf: (name: string) => FragmentDefinitionNode | null;
  /** Whether a selection is looked at at all. */
  counts: (selection: SelectionNode) => boolean;
  isFound: (field: FieldNode, type: string) => boolean;
}

/** Finds whether there is such a field; fragments count, what is below fields does not. */
export type FindsField = (selections: readonly SelectionNode[], type: string) => boolean;

/** Remembers what fragments come to, as they may name each other in more ways than there is time to go. */
export function searchSelections({ schema, fragmentOf, counts, isFound }: FieldSearch): FindsField {
  const known = new Map<string, boolean>();

  const finds: FindsField = (selections, type) =>
    selections.some((selection) => {
      if (!counts(selection)) return false;
      if (selection.kind === Kind.FIELD) return isFound(selection, type);
      if (selection.kind === Kind.INLINE_FRAGMENT) return findsIn(selection, type);
      return findsInFragment(selection.name.value, type);
    });

  function findsIn(
    { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
    type: string,
  ): boolean {
    const applies = !typeCondition || isOfType(schema, type, typeCondition.name.value);
    return applies && finds(selectionSet.selections, type);
  }

  function findsInFragment(name: string, type: string): boolean {
    const key = `${name} ${type}`;
    const fragment = fragmentOf(name);
    const result = known.get(key) ?? (fragment !== null && findsIn(fragment, type));
    known.set(key, result);
    return result;
  }

  return finds;
}
