import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FetchNode } from './planner';

/** The operation of a fetch with its fragments written out: the planner keeps those of clients that fit. */
export function fetchDocument({ operation }: FetchNode): DocumentNode {
  const document = parse(operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  if (fragments.size === 0) return document;

  const writeOut = <T extends DocumentNode | SelectionSetNode>(node: T): T =>
    visit<T>(node, {
      FragmentDefinition: () => null,
      FragmentSpread({ name, directives }) {
        const fragment = fragments.get(name.value);
        if (!fragment) return undefined;
        const { typeCondition, selectionSet } = fragment;
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition,
          directives,
          selectionSet: writeOut(selectionSet),
        };
      },
    });
  return writeOut(document);
}

/** The same fetch with another operation, of which the variables that it does not use are left out. */
export function withDocument(node: FetchNode, document: DocumentNode): FetchNode {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  const pruned = visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
  return {
    ...node,
    operation: stripIgnoredCharacters(print(pruned)),
    operationDocumentNode: undefined,
    variableUsages: [...used].filter((name) => name !== 'representations'),
  };
}
