import type { SubgraphClient } from '../../gateway/subgraph/subgraph-client';
import type { World } from './world';

/** Faults that a gateway could have, each with what gives it to a world's gateway. */
export const tamperings: readonly (readonly [string, (world: World) => World])[] = [
  ['names were not protected from the planner', withoutProtection],
  ['entities were given to the wrong objects', withSwappedEntities],
];

function withoutProtection(world: World): World {
  const reservedNames = {
    fields: new Map(),
    withArguments: new Set<string>(),
    mergedTypes: new Set<string>(),
  };
  return { ...world, generation: { ...world.generation, reservedNames } };
}

function withSwappedEntities(world: World): World {
  const swapped = [...world.clients].map(([name, client]) => [name, swapping(client)] as const);
  return { ...world, clients: new Map(swapped) };
}

function swapping(client: SubgraphClient): SubgraphClient {
  return {
    ...client,
    query: async (...call) => {
      const response = await client.query(...call);
      const entities = response.data?._entities;
      return Array.isArray(entities)
        ? { ...response, data: { _entities: entities.toReversed() as unknown } }
        : response;
    },
  };
}
