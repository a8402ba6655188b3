import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { parse, type ExecutionResult } from 'graphql';
import { buildGeneration } from '../../gateway/supergraph/generation';
import { gatewayAnswer, type Case } from './check';
import { inProcessClient } from './in-process-client';
import { stockAnswer } from './stock';
import type { World } from './world';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires",
  "@external", "@shareable", "@interfaceObject"])`;

type Resolvers = GraphQLResolverMap<unknown>;

/** A supergraph written out for one test, its subgraphs in this process. */
export interface SmallGraph {
  /** What the gateway answers. */
  ask(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** What Apollo's planner and executor answer. */
  askStock(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** Composes subgraphs that are given as SDL with resolvers. */
export function smallGraph(subgraphs: readonly (readonly [sdl: string, resolvers: Resolvers])[]): SmallGraph {
  const services = subgraphs.map(([sdl, resolvers], index) => {
    const typeDefs = parse(`${LINK}\n${sdl}`);
    return { name: `s${index}`, url: `http://s${index}`, typeDefs, resolvers };
  });
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join());
  const clients = services.map(
    ({ name, ...module }) => [name, inProcessClient(buildSubgraphSchema(module))] as const,
  );
  const world = {
    generation: buildGeneration(supergraphSdl),
    clients: new Map(clients),
    reset: () => undefined,
  } as Partial<World> as World;
  const given = (text: string, variables: Record<string, unknown> = {}): Case => ({
    world,
    text,
    variables,
    document: parse(text),
  });
  return {
    ask: (query, variables) => gatewayAnswer(given(query, variables)),
    askStock: (query, variables) => stockAnswer(given(query, variables)),
  };
}
