import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isObjectType,
  parse,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { SubgraphClient } from '../../gateway/subgraph/subgraph-client';
import { buildGeneration, type Generation } from '../../gateway/supergraph/generation';
import { inProcessClient } from '../differential/in-process-client';
import { composeStubs } from '../support/federation';
import type { Graph } from './graphs';
import {
  describePlace,
  namesOf,
  referred,
  ROOT,
  truthOf,
  type Args,
  type Place,
  type Thing,
  type Truth,
} from './truth';

/** What happened in subgraphs. */
export interface Journal {
  /** The calls of resolvers that have arguments. */
  calls: Set<string>;
  /** What a subgraph was told that the graph does not define. */
  faults: string[];
}

/** A graph with its data, its subgraphs in this process. */
export interface World {
  graph: Graph;
  supergraphSdl: string;
  generation: Generation;
  truth: Truth;
  clients: ReadonlyMap<string, SubgraphClient>;
  /** Of the subgraphs, since it was emptied. */
  journal: Journal;
}

export function buildWorld(graph: Graph): World {
  const services = Object.entries(graph.subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(sdl),
  }));
  const supergraphSdl = composeStubs(services);
  const generation = buildGeneration(supergraphSdl);
  const truth = truthOf(graph, generation.apiSchema);
  const journal: Journal = { calls: new Set(), faults: [] };
  const clients = services.map(
    ({ name, typeDefs }) => [name, aClient(truth, journal, name, typeDefs)] as const,
  );
  return { graph, supergraphSdl, generation, truth, clients: new Map(clients), journal };
}

/** Resolves any field of the merged schema; what it is made of is a call, too. */
export function wholeResolver(
  truth: Truth,
  calls: Set<string>,
  required: Set<string>,
): GraphQLFieldResolver<Thing | undefined, unknown, Args> {
  return (source = ROOT, args, _context, { fieldName, returnType }) => {
    const place = { thing: source, fieldName, args, type: returnType };
    note(calls, place);
    return truth.valueOf(place, (read) => note(required, read));
  };
}

function note(calls: Set<string>, place: Place): void {
  if (Object.keys(place.args).length > 0) calls.add(describePlace(place));
}

function aClient(truth: Truth, journal: Journal, subgraph: string, typeDefs: DocumentNode): SubgraphClient {
  const schema = buildSubgraphSchema({ typeDefs, resolvers: references(typeDefs, truth, journal) });
  return inProcessClient(schema, subgraphResolver(truth, journal, subgraph, schema));
}

function references({ definitions }: DocumentNode, { schema }: Truth, { faults }: Journal) {
  const names = definitions.flatMap((definition) =>
    'directives' in definition &&
    definition.directives?.some(({ name }) => name.value === 'key') &&
    'name' in definition
      ? [definition.name!.value]
      : [],
  );
  const resolverOf = (name: string) => (representation: Record<string, unknown>) => {
    try {
      const thing = referred(representation);
      if (!namesOf(schema, thing.__typename).includes(name)) throw new Error(`${thing.id} is no ${name}`);
      return names.includes(thing.__typename) ? thing : { ...thing, __typename: name };
    } catch (error) {
      faults.push((error as Error).message);
      throw error;
    }
  };
  return Object.fromEntries(names.map((name) => [name, { __resolveReference: resolverOf(name) }]));
}

/** A subgraph's resolvers: what has requirements is made of what the representation says, and of nothing else. */
function subgraphResolver(
  truth: Truth,
  journal: Journal,
  subgraph: string,
  schema: GraphQLSchema,
): GraphQLFieldResolver<Thing | undefined, unknown, Args> {
  const asKnownHere = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(asKnownHere);
    if (typeof value !== 'object' || value === null) return value;
    const thing = value as Thing;
    const name = namesOf(truth.schema, thing.__typename).find((each) => isObjectType(schema.getType(each)));
    return { ...thing, __typename: name ?? thing.__typename };
  };
  return (source = ROOT, args, _context, { fieldName, returnType }) => {
    const place = { thing: withOwnType(source), fieldName, args, type: returnType };
    note(journal.calls, place);
    const requirement = truth.requirementOf(place.thing, fieldName);
    if (requirement?.subgraph !== subgraph) return asKnownHere(truth.valueOf(place));
    const needed = truth.neededBy(place.thing, requirement);
    const told = pick(source.known ?? {}, needed);
    if (JSON.stringify(told) !== JSON.stringify(needed)) {
      journal.faults.push(
        `${describePlace(place)} needs ${JSON.stringify(needed)}, is told ${JSON.stringify(told)}`,
      );
    }
    return truth.derived(place, told);
  };
}

/** An entity's id tells its type, also where a subgraph knows an interface only. */
function withOwnType(thing: Thing): Thing {
  const [, name] = /^([A-Z][a-z]+)-\d$/.exec(thing.id) ?? [];
  return name ? { ...thing, __typename: name } : thing;
}

/** Of what a subgraph was told, the part of the shape of `like`; in its order. */
function pick(told: unknown, like: unknown): unknown {
  if (Array.isArray(told) && Array.isArray(like))
    return told.map((element, index) => pick(element, like[index]));
  if (typeof told !== 'object' || told === null || typeof like !== 'object' || like === null) return told;
  const fields = Object.entries(like).map(([key, value]) => {
    return [key, pick((told as Args)[key], value)] as const;
  });
  return Object.fromEntries(fields);
}
