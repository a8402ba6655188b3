import {
  Kind,
  visit,
  type DocumentNode,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { fetchDocument, withDocument } from '../planning/fetch-document';
import type { FetchNode } from '../planning/planner';

/** A field that an entity fetch asks for, by the type that the fetch's operation says it is of. */
export interface EntityField {
  type: string;
  name: string;
}

/** The fields that an entity fetch asks for of the entities themselves. */
export function entityFields(node: FetchNode): EntityField[] {
  const fields: EntityField[] = [];
  editEntityFields(fetchDocument(node), (field) => fields.push(field) > 0);
  return fields;
}

/** The same fetch with some fields of the entities alone; nothing where none is left. */
export function withFields(node: FetchNode, isWanted: (field: EntityField) => boolean): FetchNode | null {
  const document = editEntityFields(fetchDocument(node), isWanted);
  return document && withDocument(node, document);
}

/** @returns nothing where no field is left */
function editEntityFields(
  document: DocumentNode,
  isWanted: (field: EntityField) => boolean,
): DocumentNode | null {
  let isEmpty = false;
  const edited = visit<DocumentNode>(document, {
    OperationDefinition(operation) {
      const [entities] = operation.selectionSet.selections;
      if (entities?.kind !== Kind.FIELD || !entities.selectionSet) return false;
      const selections = editSelections(entities.selectionSet.selections, '', isWanted);
      isEmpty = selections.length === 0;
      return withEntities(operation, {
        ...entities,
        selectionSet: { ...entities.selectionSet, selections },
      });
    },
  });
  return isEmpty ? null : edited;
}

function withEntities(operation: OperationDefinitionNode, entities: SelectionNode): OperationDefinitionNode {
  return { ...operation, selectionSet: { ...operation.selectionSet, selections: [entities] } };
}

function editSelections(
  selections: readonly SelectionNode[],
  type: string,
  isWanted: (field: EntityField) => boolean,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    if (selection.kind === Kind.FIELD)
      return isWanted({ type, name: selection.name.value }) ? [selection] : [];
    const inner = editFragment(selection, type, isWanted);
    return inner ? [inner] : [];
  });
}

function editFragment(
  fragment: InlineFragmentNode,
  type: string,
  isWanted: (field: EntityField) => boolean,
): InlineFragmentNode | null {
  const { selectionSet, typeCondition } = fragment;
  const selections = editSelections(selectionSet.selections, typeCondition?.name.value ?? type, isWanted);
  return selections.length > 0 ? { ...fragment, selectionSet: { ...selectionSet, selections } } : null;
}
