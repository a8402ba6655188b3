import { Kind, parse, print, type FieldNode, type SelectionSetNode } from 'graphql';
import type { SupergraphTypes } from './supergraph-types';

/**
 * Reads a field set, the value of a `fields` argument.
 * @throws GraphQLError where it is none
 */
export function parseFieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a field set: ${text}`);
  return definition.selectionSet;
}

export function printFieldSet({ selections }: SelectionSetNode): string {
  return selections.map(print).join(' ');
}

/** A field set with each field replaced by what `change` makes of it; what stands below is changed before. */
export function mapFields(
  types: SupergraphTypes,
  typeName: string,
  fieldSet: SelectionSetNode,
  change: (typeName: string, field: FieldNode) => FieldNode,
): SelectionSetNode {
  const selections = fieldSet.selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) {
      return selection.kind === Kind.FIELD ? change(typeName, selection) : selection;
    }
    const inner =
      selection.kind === Kind.FIELD
        ? types.typeOfField(typeName, selection.name.value)
        : (selection.typeCondition?.name.value ?? typeName);
    const changed = { ...selection, selectionSet: mapFields(types, inner, selection.selectionSet, change) };
    return changed.kind === Kind.FIELD ? change(typeName, changed) : changed;
  });
  return { ...fieldSet, selections };
}

export function eachField(
  types: SupergraphTypes,
  typeName: string,
  fieldSet: SelectionSetNode,
  visit: (typeName: string, field: FieldNode) => void,
): void {
  mapFields(types, typeName, fieldSet, (parent, field) => {
    visit(parent, field);
    return field;
  });
}
