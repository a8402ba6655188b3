import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { createPlanner } from '../../gateway/planning/planner';
import type { Generation } from '../../gateway/supergraph/generation';
import { howMany } from '../support/thoroughness';
import { GRAPHS } from './graphs';
import { isAnsweredRight } from './property';
import { buildWorld, type World } from './world';

const SEED = 1;
const OPERATIONS = howMany({ quick: 2_000, thorough: 10_000 });
const worlds = GRAPHS.map((graph) => [graph.name, buildWorld(graph)] as const);

/** Aliases, arguments and variables that mean to collide with what the planner, subgraphs and the gateway itself need. */
describe(`${OPERATIONS} operations whose names collide, of seed ${SEED}`, () => {
  let compared = 0;

  it.each(worlds)(
    'get the right answers, and subgraphs what the graph defines: %s',
    async (_name, world) => {
      const property = isAnsweredRight(world, () => (compared += 1));
      await fc.assert(property, { seed: SEED, numRuns: OPERATIONS / worlds.length });
    },
    180_000,
  );

  it('have all been compared', () => {
    expect(compared).toBe(OPERATIONS);
  });
});

describe('what protects names would be missed', () => {
  const findsFault = async (world: World, planted: Partial<Generation>) => {
    const broken = { ...world, generation: { ...world.generation, ...planted } };
    const { failed } = await fc.check(isAnsweredRight(broken), {
      seed: SEED,
      numRuns: 2_000,
      endOnFailure: true,
    });
    return failed;
  };

  it.each(worlds)('if nothing the client calls by a reserved name were renamed: %s', async (_name, world) => {
    const reservedNames = {
      fields: new Map(),
      withArguments: new Set<string>(),
      mergedTypes: new Set<string>(),
    };
    expect(await findsFault(world, { reservedNames })).toBe(true);
  });

  it.each(worlds.filter(([, world]) => world.supergraphSdl.includes('requires: "')))(
    'if requirements that differ in arguments alone were one: %s',
    async (_name, world) => {
      const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
      const supergraph = Supergraph.build(world.supergraphSdl, { supportedFeatures });
      const planner = createPlanner(supergraph, supergraph.apiSchema());
      expect(await findsFault(world, { planner })).toBe(true);
    },
  );
});
