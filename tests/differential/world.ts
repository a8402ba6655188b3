import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type DocumentNode, type GraphQLFieldResolver } from 'graphql';
import { buildGeneration, type Generation } from '../../gateway/supergraph/generation';
import type { SubgraphClient } from '../../gateway/subgraph/subgraph-client';
import { subgraphFault } from '../../gateway/subgraph/subgraph-fault';
import { parseResponse, type SubgraphResponse } from '../../gateway/subgraph/subgraph-response';
import { inProcessClient } from './in-process-client';
import { modelOf } from './model-of';
import { isOverridden, type FieldModel, type Model } from './model';
import { sdlOf } from './sdl';
import { commonField, referred, type Thing } from './things';
import { defaulted, neededValue, PLANTED, valuesOf, type Args, type Values } from './values';
import type { WorldPlan } from './world-plan';

/** A supergraph with data, its subgraphs in this process. */
export interface World {
  plan: WorldPlan;
  model: Model;
  sdl: readonly string[];
  generation: Generation;
  clients: ReadonlyMap<string, SubgraphClient>;
  /** Resolves any field of the merged schema. */
  resolve: GraphQLFieldResolver<Thing | undefined, unknown>;
  /** Forgets the mutations there were. */
  reset(): void;
}

/** What a test changes about a world, or wants to know of it. */
export interface WorldOptions {
  /** What is served in place of what is composed. */
  changed?: (supergraphSdl: string) => string;
  /** Called for each field that a subgraph resolves, with the type that its object really is of. */
  onResolve?: (type: string, field: string) => void;
}

/** @returns null where the plan's subgraphs do not compose */
export function buildWorld(plan: WorldPlan, options: WorldOptions = {}): World | null {
  const model = modelOf(plan);
  const values = valuesOf(model);
  const count = model.subgraphs + (model.interfaceObject === null ? 0 : 1);
  const sdl = Array.from({ length: count }, (_, subgraph) => sdlOf(model, subgraph));
  const services = sdl.map((text, index) => ({
    name: `s${index}`,
    url: `http://s${index}`,
    typeDefs: parse(text),
  }));
  const { supergraphSdl } = composeServices(services);
  if (!supergraphSdl) return null;
  const clients = services.map(
    ({ name, typeDefs }, subgraph) =>
      [name, aClient(model, values, subgraph, typeDefs, options.onResolve)] as const,
  );
  const resolve: World['resolve'] = (source, args: Args, _context, { fieldName, parentType }) =>
    resolveField(model, values, source, parentType.name, fieldName, args);
  const generation = buildGeneration(options.changed?.(supergraphSdl) ?? supergraphSdl);
  return { plan, model, sdl, generation, clients: new Map(clients), resolve, reset: values.reset };
}

function resolveField(
  model: Model,
  values: Values,
  source: Thing | undefined,
  type: string,
  name: string,
  args: Args,
): unknown {
  if (type === 'Query' || type === 'Mutation') return values.rootField(name, args);
  if (!source) throw new Error('no source');
  const field = fieldModel(model, source, name);
  if (field) return values.fieldOf(source, field, args);
  const isNullKey = (name === 'sku' || name === 'code') && values.isKeyless(source.id);
  return isNullKey ? null : commonField(type, source, name, args);
}

function fieldModel({ entities }: Model, { id }: Thing, name: string): FieldModel | undefined {
  const entity = entities.find((candidate) => id.startsWith(`${candidate.name}-`) && !id.includes('.'));
  return entity?.fields.find((field) => field.name === name);
}

function aClient(
  model: Model,
  values: Values,
  subgraph: number,
  typeDefs: DocumentNode,
  onResolve?: WorldOptions['onResolve'],
): SubgraphClient {
  const schema = buildSubgraphSchema({ typeDefs, resolvers: references(model, values, subgraph) });
  const resolve = inSubgraph(model, values, subgraph);
  const { query, ...client } = inProcessClient<Thing | undefined>(schema, (source, args, context, info) => {
    const { name } = info.parentType;
    onResolve?.(name === 'Node' ? source!.id.split('-')[0]! : name, info.fieldName);
    return resolve(source, args, context, info);
  });
  return subgraph === values.down
    ? { ...client, query: async () => outOfOrder(model) }
    : { ...client, query };
}

/** A subgraph fails with a refusal, or without an answer. */
function outOfOrder({ plan }: Model): SubgraphResponse {
  if (plan.data % 2 === 0) throw subgraphFault(new Error('connection refused'));
  return parseResponse(JSON.stringify({ data: null, errors: [{ message: PLANTED }] }));
}

function references({ entities, hasInterface, interfaceObject }: Model, values: Values, subgraph: number) {
  const __resolveReference = (representation: Record<string, unknown>): Thing | null => {
    const thing = referred(representation);
    if (!thing || values.isMissing(subgraph, thing.id)) return null;
    return subgraph === interfaceObject ? { ...thing, __typename: 'Node' } : thing;
  };
  const names = subgraph === interfaceObject ? [] : entities.map(({ name }) => name);
  if (hasInterface && (subgraph === 0 || subgraph === interfaceObject) && interfaceObject !== null)
    names.push('Node');
  return Object.fromEntries(names.map((name) => [name, { __resolveReference }]));
}

/** A subgraph's resolvers: derived fields are made from what the representation says, and from nothing else. */
function inSubgraph(
  model: Model,
  values: Values,
  subgraph: number,
): GraphQLFieldResolver<Thing | undefined, unknown> {
  return (source, args: Args, _context, { fieldName, parentType }) => {
    const field = source && fieldModel(model, source, fieldName);
    if (field && isOverridden(field) && field.overrides === subgraph)
      throw new Error('asked after @override');
    if (source && field?.kind === 'derived') return deriveIn(model, values, source, field);
    const value = resolveField(model, values, source, parentType.name, fieldName, args);
    return subgraph === model.interfaceObject && field?.kind === 'nodes' ? asNodes(value) : value;
  };
}

function deriveIn({ entities }: Model, values: Values, source: Thing, field: FieldModel): unknown {
  const [owner] = field.owners as [number];
  const needed = field.requires.map(({ field: need, args }) => {
    const value = source.known?.[need.name];
    if (value !== undefined) return value;
    // Where the subgraph provides a field itself, the planner does not bring it.
    const isProvided = entities.some(({ fields }) =>
      fields.some(({ owners, provides }) => owners.includes(owner) && provides === need.name),
    );
    if (source.known || !isProvided) throw new Error(`not told ${need.name}`);
    return neededValue(values.fieldOf(source, need, defaulted(need, args)));
  });
  return values.derive(source, field, needed);
}

const asNodes = (value: unknown) =>
  Array.isArray(value) ? value.map((thing: Thing) => ({ ...thing, __typename: 'Node' })) : value;
