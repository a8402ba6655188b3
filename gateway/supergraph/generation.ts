import { createHash } from 'node:crypto';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, type GraphQLSchema } from 'graphql';
import { ConfigError } from '../../kernel/config';
import { resolvableKeysFirst } from '../planning/order-keys';
import { createPlanner, type Planner } from '../planning/planner';

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
  const supergraph = parseSupergraph(sdl);
  const apiSchema = supergraph.apiSchema();
  return {
    id: createHash('sha256').update(sdl).digest('hex'),
    sdl,
    apiSchema: apiSchema.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: supergraph.subgraphsMetadata(),
    planner: createPlanner(supergraph, apiSchema),
  };
}

function parseSupergraph(sdl: string): Supergraph {
  try {
    return Supergraph.build(resolvableKeysFirst(parse(sdl)), { supportedFeatures: SUPPORTED_FEATURES });
  } catch (cause) {
    throw new ConfigError(`The supergraph cannot be served: ${(cause as Error).message}`, { cause });
  }
}
