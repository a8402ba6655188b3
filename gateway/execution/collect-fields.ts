import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Data } from '../subgraph/subgraph-response';
import { isOfType } from './type-condition';

/** What decides which selections of a document count. */
export interface CollectContext {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Data;
}

/** The fields selected on an object of type `typename`, by response name, in the order of the document. */
export function collectFields(
  context: CollectContext,
  typename: string,
  selectionSets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (!isIncluded(selection, context.variables)) continue;
      if (selection.kind === Kind.FIELD) add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        collectIf(selection.typeCondition?.name.value, selection);
      else collectSpread(selection.name.value);
    }
  }

  function add(field: FieldNode): void {
    const name = field.alias?.value ?? field.name.value;
    const known = fields.get(name);
    if (known) known.push(field);
    else fields.set(name, [field]);
  }

  function collectSpread(name: string): void {
    const fragment = context.fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    collectIf(fragment.typeCondition.name.value, fragment);
  }

  function collectIf(
    condition: string | undefined,
    { selectionSet }: { selectionSet: SelectionSetNode },
  ): void {
    if (!condition || isOfType(context.schema, typename, condition)) collect(selectionSet);
  }
}

/** Whether a selection counts, as far as its own `@skip` and `@include` say. */
export function isIncluded(selection: SelectionNode, variables: Data): boolean {
  if (!selection.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
}
