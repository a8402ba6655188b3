import { Kind, parse, print, visit, type FieldNode, type SelectionNode } from 'graphql';
import { withDocument } from '../fetch-document';
import type { FieldTree } from '../field-needs';
import type { FetchNode, QueryPlanSelectionNode } from '../planner';

/** A selection of a field and of what a tree has below it. */
export function fieldOf(name: string, below?: FieldTree): FieldNode {
  const selections = [...(below ?? [])].map(([inner, tree]) => fieldOf(inner, tree));
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(selections.length > 0 && { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}

/** The response names of what a fetch tells a subgraph. */
export function treeOfRequires(requires: readonly QueryPlanSelectionNode[]): FieldTree {
  const tree = new Map<string, FieldTree>();
  for (const selection of requires) {
    const below = treeOfRequires(selection.selections ?? []);
    if (selection.kind === 'Field') tree.set(selection.alias ?? selection.name, below);
    else for (const [name, inner] of below) tree.set(name, mergedTrees(tree.get(name), inner));
  }
  return tree;
}

function mergedTrees(one: FieldTree | undefined, other: FieldTree): FieldTree {
  const merged = new Map(one);
  for (const [name, below] of other) merged.set(name, mergedTrees(merged.get(name), below));
  return merged;
}

/** A fetch of one field of entities. */
export function entityFetch(
  subgraph: string,
  { type, field }: { type: string; field: FieldNode },
  told: readonly FieldTree[],
): FetchNode {
  const tree = told.reduce(mergedTrees, new Map());
  const selections = [{ kind: 'Field', name: '__typename' } as const, ...requiresOf(tree)];
  const head = '($representations:[_Any!]!){_entities(representations:$representations)';
  const node: FetchNode = {
    kind: 'Fetch',
    serviceName: subgraph,
    requires: [{ kind: 'InlineFragment', typeCondition: type, selections }],
    operation: `query${head}{...on ${type}{${print(unconditional(field))}}}}`,
    operationName: undefined,
    operationKind: 'query' as FetchNode['operationKind'],
  };
  return withDocument(node, parse(node.operation, { noLocation: true }));
}

function requiresOf(tree: FieldTree): QueryPlanSelectionNode[] {
  return [...tree].map(([name, below]) => ({
    kind: 'Field',
    name,
    ...(below.size > 0 && { selections: requiresOf(below) }),
  }));
}

/** What the planner itself asks for has no variables but in conditions, and to fetch too much does no harm. */
function unconditional(field: FieldNode): SelectionNode {
  return visit(field, { Directive: () => null });
}
