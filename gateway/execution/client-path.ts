import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { OperationParts } from './execution';

type Path = readonly (string | number)[];

/** The key that a client's field has in the answer. */
export function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/**
 * Turns a path whose first segments are the client's and whose others are the data's into the client's. It ends where
 * the client asked for nothing: what a plan fetches for itself has no place in the answer.
 */
export function clientPath(
  { operation, fragments, sourceNames }: OperationParts,
  path: Path,
  known: number,
): (string | number)[] {
  const shown: (string | number)[] = [];
  let sets: readonly SelectionSetNode[] = [operation.selectionSet];
  for (const [depth, key] of path.entries()) {
    if (typeof key === 'string') {
      const nameOf = (field: FieldNode) =>
        (depth < known ? undefined : sourceNames?.get(field)) ?? responseName(field);
      const fields = sets.flatMap((set) => fieldsOf(set, new Set())).filter((field) => nameOf(field) === key);
      const [first] = fields;
      if (!first) return shown;
      shown.push(responseName(first));
      sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
    } else {
      shown.push(key);
    }
  }
  return shown;

  function fieldsOf({ selections }: SelectionSetNode, visited: Set<string>): FieldNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, visited);
      const fragment = fragments.get(selection.name.value);
      if (!fragment || visited.has(selection.name.value)) return [];
      visited.add(selection.name.value);
      return fieldsOf(fragment.selectionSet, visited);
    });
  }
}
