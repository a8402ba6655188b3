import {
  GraphQLError,
  Kind,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * Refuses a subscription whose root field is conditional: there is nothing to open when the condition says no, and the
 * planner fails on it without a word that a client could use.
 * @throws GraphQLError BAD_REQUEST
 */
export function assertPlannableSubscription(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): void {
  if (!hasCondition(operation.selectionSet, fragments)) return;
  throw new GraphQLError('The root field of a subscription cannot be skipped or included conditionally.', {
    nodes: operation.selectionSet,
    extensions: { code: 'BAD_REQUEST' },
  });
}

/** What a subscription is refused with where only one answer can be given. */
export function subscriptionOverHttp(): GraphQLError {
  const ways = 'WebSocket (graphql-transport-ws), server-sent events or multipart (subscriptionSpec=1.0)';
  return new GraphQLError(`Subscriptions are served over ${ways} at this address.`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

function hasCondition(selectionSet: SelectionSetNode, fragments: Fragments): boolean {
  return selectionSet.selections.some((selection) => {
    if (isConditional(selection)) return true;
    const inner = innerSelection(selection, fragments);
    return inner !== undefined && hasCondition(inner, fragments);
  });
}

function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name }) => name.value === 'skip' || name.value === 'include');
}

/** The selections that stand at the same level: those of fragments, not those below a field. */
function innerSelection(selection: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value)?.selectionSet;
  return undefined;
}
