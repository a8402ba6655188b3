import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, type GraphQLSchema } from 'graphql';
import { ConfigError } from '../../kernel/config';
import { fieldNeedsOf, type FieldNeeds } from '../planning/field-needs';
import { bestKeysFirst } from '../planning/order-keys';
import { createPlanner, type Planner } from '../planning/planner';
import { reservedNamesOf, type ReservedNames } from '../planning/reserved-names';

/** One supergraph as it is served. Whatever is derived from it lives and dies with it. */
export interface Generation {
  /** Digest of the SDL: the same supergraph is the same generation in every process. */
  id: string;
  sdl: string;
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Everything, inaccessible types included; tells subtypes in subgraph data. */
  supergraphSchema: GraphQLSchema;
  subgraphs: readonly { name: string; url: string }[];
  planner: Planner;
  /** Response names that a document must not use for anything else when it is planned. */
  reservedNames: ReservedNames;
  fieldNeeds: FieldNeeds;
}

/** Features of the router that need an executor of their own kind; better refused at the start than answered wrongly. */
const UNSUPPORTED = /\/(context|connect)\//;
const SUPPORTED_FEATURES = new Set(
  [...ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((feature) => !UNSUPPORTED.test(feature)),
);

/**
 * Builds a generation from supergraph SDL.
 * @throws ConfigError where the SDL is not a supergraph, or uses a feature that this gateway does not serve
 */
export function buildGeneration(sdl: string): Generation {
  const steps = generationSteps(sdl);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same while requests are being served: between the steps, each of them some 50 ms for a graph of 50 kB, whatever
 * waits gets its turn. The planner is built when it is first used, which is never where a thread plans.
 * @throws ConfigError as {@link buildGeneration}
 */
export async function buildGenerationAside(sdl: string): Promise<Generation> {
  const steps = generationSteps(sdl);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function* generationSteps(sdl: string): Generator<void, Generation, void> {
  const supergraph = parseSupergraph(sdl);
  yield;
  const apiSchema = supergraph.apiSchema();
  yield;
  const clientSchema = apiSchema.toGraphQLJSSchema();
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  yield;
  return {
    id: createHash('sha256').update(sdl).digest('hex'),
    sdl,
    apiSchema: clientSchema,
    supergraphSchema,
    subgraphs: supergraph.subgraphsMetadata(),
    planner: plannerOnDemand(() => createPlanner(supergraph, apiSchema)),
    reservedNames: reservedNamesOf(supergraph),
    fieldNeeds: fieldNeedsOf(supergraph),
  };
}

/** A planner alone, for the thread that plans. */
export function buildPlanner(sdl: string): Planner {
  const supergraph = parseSupergraph(sdl);
  return createPlanner(supergraph, supergraph.apiSchema());
}

/** Its query graph takes about as long to build as all the rest of a generation. */
function plannerOnDemand(create: () => Planner): Planner {
  let planner: Planner | undefined;
  return { plan: (...operation) => (planner ??= create()).plan(...operation) };
}

function parseSupergraph(sdl: string): Supergraph {
  try {
    return Supergraph.build(bestKeysFirst(parse(sdl)), { supportedFeatures: SUPPORTED_FEATURES });
  } catch (cause) {
    throw new ConfigError(`The supergraph cannot be served: ${(cause as Error).message}`, { cause });
  }
}
