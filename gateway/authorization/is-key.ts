import type { Generation } from '../supergraph/generation';

/** Whether a field is part of what the gateway finds an entity by, in any subgraph. */
export function isKey({ subgraphs, fieldNeeds }: Generation, type: string, field: string): boolean {
  return subgraphs.some(({ name }) => fieldNeeds.keysOf(name, type).some((key) => key.has(field)));
}
