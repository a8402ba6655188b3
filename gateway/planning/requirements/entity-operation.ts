import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fetchDocument } from '../fetch-document';
import type { FetchNode } from '../planner';

/** A field that is asked for of entities themselves, and of which type. */
export interface EntityField {
  typeName: string;
  field: FieldNode;
}

/** The operation of a fetch of entities, its fragments written out. */
export interface EntityOperation {
  fields: readonly EntityField[];
  /** An operation for these of the fields alone. */
  part(name: string | undefined, fields: ReadonlySet<FieldNode>): DocumentNode;
}

/** @param node a fetch of entities */
export function readEntityOperation(node: FetchNode): EntityOperation {
  const { definitions } = fetchDocument(node);
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const root = operation?.selectionSet.selections[0];
  if (!operation || root?.kind !== Kind.FIELD || !root.selectionSet)
    throw new Error(`asks no entities: ${node.operation}`);
  const whole = root.selectionSet;
  return {
    fields: fieldsIn(whole, '_Entity'),
    part: (name, fields) => {
      const entities = { ...root, selectionSet: keep(whole, fields) };
      const part: OperationDefinitionNode = {
        ...operation,
        ...(name && { name: { kind: Kind.NAME, value: name } }),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [entities] },
      };
      return { kind: Kind.DOCUMENT, definitions: [part] };
    },
  };
}

function fieldsIn({ selections }: SelectionSetNode, typeName: string): EntityField[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return { typeName, field: selection };
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return fieldsIn(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
  });
}

function keep({ kind, selections }: SelectionSetNode, fields: ReadonlySet<FieldNode>): SelectionSetNode {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return fields.has(selection) ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const selectionSet = keep(selection.selectionSet, fields);
    return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : [];
  });
  return { kind, selections: kept };
}
