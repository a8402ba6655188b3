import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ConfigError } from '../../kernel/environment';
import type { AccessDirectives } from '../authorization/collect-rules';
import { fieldNeedsOf, type FieldNeeds } from '../planning/field-needs';
import { bestKeysFirst } from '../planning/order-keys';
import { overrideLabelsOf, type OverrideLabels } from '../planning/override-labels';
import { createPlanner, type Planner } from '../planning/planner';
import { separateRequirements, type PlanningSupergraph } from '../planning/requirements/planning-supergraph';
import { reservedNamesOf, type ReservedNames } from '../planning/reserved-names';
import { accessDirectivesOf } from './read-access-directives';
import { cacheTagRulesOf, type CacheTagRules } from './read-cache-tags';
import { liveDirectivesOf, type LiveDirectives } from './read-live-directives';

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
  /** What is planned on in place of the supergraph, where that is something else; plans are to be restored. */
  separated: PlanningSupergraph | null;
  /** Response names that a document must not use for anything else when it is planned. */
  reservedNames: ReservedNames;
  /** Which fields move between subgraphs for a share of the requests. */
  overrides: OverrideLabels;
  fieldNeeds: FieldNeeds;
  /** What it says about who may see what. */
  accessDirectives: AccessDirectives;
  /** What it says about the names under which answers are kept in the cache. */
  cacheTags: CacheTagRules;
  /** What it says about subscriptions. */
  liveDirectives: LiveDirectives;
}

/** A feature of the router that needs an executor of its own kind; better refused at the start than answered wrongly. */
const UNSUPPORTED = /\/connect\//;
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
  const { document, separated } = readSdl(sdl);
  const supergraph = buildSupergraph(document);
  yield;
  const apiSchema = supergraph.apiSchema();
  yield;
  const clientSchema = apiSchema.toGraphQLJSSchema();
  yield;
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  yield;
  const planned = separated ? buildSeparated(separated) : supergraph;
  yield;
  return {
    id: createHash('sha256').update(sdl).digest('hex'),
    sdl,
    apiSchema: clientSchema,
    supergraphSchema,
    subgraphs: supergraph.subgraphsMetadata(),
    planner: plannerOnDemand(() => createPlanner(planned, planned.apiSchema())),
    separated,
    reservedNames: reservedNamesOf(planned),
    overrides: overrideLabelsOf(planned),
    fieldNeeds: fieldNeedsOf(planned),
    accessDirectives: accessDirectivesOf(supergraph),
    cacheTags: cacheTagRulesOf(supergraph),
    liveDirectives: liveDirectivesOf(supergraph),
  };
}

/** A planner alone, for the thread that plans. */
export function buildPlanner(sdl: string): Planner {
  const { document, separated } = readSdl(sdl);
  const supergraph = separated ? buildSeparated(separated) : buildSupergraph(document);
  return createPlanner(supergraph, supergraph.apiSchema());
}

/** Its query graph takes about as long to build as all the rest of a generation. */
function plannerOnDemand(create: () => Planner): Planner {
  let planner: Planner | undefined;
  return { plan: (...operation) => (planner ??= create()).plan(...operation) };
}

interface SupergraphSource {
  document: DocumentNode;
  /** What is planned on in place of the document, where that is something else. */
  separated: PlanningSupergraph | null;
}

function readSdl(sdl: string): SupergraphSource {
  return servable(() => {
    const document = bestKeysFirst(parse(sdl));
    return { document, separated: separateRequirements(document) };
  });
}

function buildSupergraph(document: DocumentNode): Supergraph {
  return servable(() => Supergraph.build(document, { supportedFeatures: SUPPORTED_FEATURES }));
}

/** Not validated: that it was made from a valid one leaves external fields in subgraphs that nothing there uses any more. */
function buildSeparated({ document }: PlanningSupergraph): Supergraph {
  const options = { supportedFeatures: SUPPORTED_FEATURES, validateSupergraph: false };
  return servable(() => Supergraph.build(document, options));
}

function servable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ConfigError(`The supergraph cannot be served: ${(cause as Error).message}`, { cause });
  }
}
