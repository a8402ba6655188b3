import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
} from 'graphql';
import { inParallel } from '../plan-nodes';
import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '../planner';
import type { FieldVariants } from './field-variants';
import type { PlanningSupergraph } from './planning-supergraph';
import { splitFetch } from './split-fetch';

/**
 * Turns a plan over a planning supergraph into one over the subgraphs as they are: variants are asked for as aliases of
 * their fields, and told as these fields in representations.
 */
export function restorePlan(supergraph: PlanningSupergraph, plan: QueryPlan): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: restoreNode(supergraph, node) };
  // An event comes of a root field, which has no representation that could need to be two.
  const primary = restoreFetch(supergraph.variants, node.primary);
  const rest = node.rest && restoreNode(supergraph, node.rest);
  return { ...plan, node: { ...node, primary, ...(rest && { rest }) } };
}

function restoreNode(supergraph: PlanningSupergraph, node: PlanNode): PlanNode {
  const restore = (inner: PlanNode) => restoreNode(supergraph, inner);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(restore) };
    case 'Flatten':
      return { ...node, node: restore(node.node) };
    case 'Condition': {
      const { ifClause, elseClause } = node;
      return {
        ...node,
        ...(ifClause && { ifClause: restore(ifClause) }),
        ...(elseClause && { elseClause: restore(elseClause) }),
      };
    }
    case 'Fetch':
      return inParallel(splitFetch(supergraph, node).map((part) => restoreFetch(supergraph.variants, part)));
    case 'Defer':
      return node;
  }
}

function restoreFetch(variants: FieldVariants, node: FetchNode): FetchNode {
  const requires = node.requires?.map((selection) => restoreRequired(variants, selection));
  const names = [...variants.byName.keys()];
  const asksForVariants = names.some((name) => node.operation.includes(name));
  const operation = asksForVariants ? restoreOperation(variants, node.operation) : node.operation;
  return { ...node, operation, ...(requires && { requires }) };
}

function restoreRequired(variants: FieldVariants, selection: QueryPlanSelectionNode): QueryPlanSelectionNode {
  const inner = selection.selections?.map((each) => restoreRequired(variants, each));
  if (selection.kind === 'InlineFragment') return { ...selection, selections: inner ?? [] };
  const variant = variants.byName.get(selection.name);
  const named = variant && { name: variant.fieldName, alias: variant.name };
  return { ...selection, ...named, ...(inner && { selections: inner }) };
}

function restoreOperation({ byName }: FieldVariants, text: string): string {
  const restored = visit<DocumentNode>(parse(text, { noLocation: true }), {
    Field: {
      enter: (field): FieldNode | undefined => {
        const variant = byName.get(field.name.value);
        if (!variant) return undefined;
        const name = { kind: Kind.NAME, value: variant.fieldName } as const;
        // Whatever arguments there are come from the planner itself.
        const given = [...variant.arguments, ...(field.arguments ?? [])];
        return { ...field, name, alias: field.alias ?? field.name, arguments: given };
      },
    },
  });
  return stripIgnoredCharacters(print(restored));
}
