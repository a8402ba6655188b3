import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/**
 * Puts the keys of a subgraph's type that it can resolve before those it only states. The planner enters a subgraph
 * again with the first key there is, even with one that is `resolvable: false`.
 * @param supergraph the document of a supergraph
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const order = { enter: withOrderedKeys };
  return visit(supergraph, { ObjectTypeDefinition: order, InterfaceTypeDefinition: order });
}

function withOrderedKeys<T extends { directives?: readonly ConstDirectiveNode[] }>(type: T): T | undefined {
  const directives = type.directives ?? [];
  if (!directives.some(isUnresolvable)) return undefined;
  return { ...type, directives: [...directives].sort(byResolvability) };
}

function byResolvability(a: ConstDirectiveNode, b: ConstDirectiveNode): number {
  return Number(isUnresolvable(a)) - Number(isUnresolvable(b));
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  if (name.value !== 'join__type') return false;
  const resolvable = given.find((argument) => argument.name.value === 'resolvable')?.value;
  return resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}
