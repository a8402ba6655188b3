import {
  federationMetadata,
  isCompositeType,
  parseContext,
  parseSelectionSet,
  type CompositeType,
  type SelectionSet,
  type Subgraph,
} from '@apollo/federation-internals';

/** What the arguments of a subgraph's fields take from the objects around them, as `@fromContext` says it. */
export function contextSelectionsOf({ schema }: Subgraph): SelectionSet[] {
  const metadata = federationMetadata(schema);
  const fromContext = metadata?.fromContextDirective();
  const setContext = metadata?.contextDirective();
  if (!fromContext || !('applications' in fromContext) || !setContext || !('applications' in setContext)) {
    return [];
  }
  const typesOf = (name: string) =>
    [...setContext.applications()]
      .filter((application) => application.arguments().name === name)
      .map(({ parent }) => parent as CompositeType);
  return [...fromContext.applications()].flatMap((application) => {
    const { context, selection } = parseContext(application.arguments().field);
    return context && selection ? typesOf(context).flatMap((type) => selectionsOn(type, selection)) : [];
  });
}

/** A selection on `... on A` and `... on B` is meant for one of the types that set the context at a time. */
function selectionsOn(parentType: CompositeType, source: string): SelectionSet[] {
  if (!isCompositeType(parentType)) return [];
  return [parseSelectionSet({ parentType, source, validate: false })];
}
