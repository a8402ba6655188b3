import {
  Kind,
  parse,
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
