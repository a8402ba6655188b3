import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { buildGeneration, type Generation } from '../../gateway/supergraph/generation';
import type { SubgraphClient, SubgraphOperation } from '../../gateway/subgraph/subgraph-client';
import { readResponse, type SubgraphResponse } from '../../gateway/subgraph/subgraph-response';
import { modelOf, type FieldModel, type Model } from './model';
import { sdlOf } from './sdl';
import { commonField, referred, type Thing } from './things';
import { defaulted, neededValue, valuesOf, type Args, type Values } from './values';
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
}

/** @returns null where the plan's subgraphs do not compose */
export function buildWorld(plan: WorldPlan): World | null {
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
    ({ name, typeDefs }, subgraph) => [name, aClient(model, values, subgraph, typeDefs)] as const,
  );
  const resolve: World['resolve'] = (source, args: Args, _context, { fieldName, parentType }) =>
    resolveField(model, values, source, parentType.name, fieldName, args);
  const generation = buildGeneration(supergraphSdl);
  return { plan, model, sdl, generation, clients: new Map(clients), resolve };
}

function resolveField(
  model: Model,
  values: Values,
  source: Thing | undefined,
  type: string,
  name: string,
  args: Args,
): unknown {
  if (type === 'Query') return values.rootField(name, args);
  if (!source) throw new Error('no source');
  const field = fieldModel(model, source, name);
  return field ? values.fieldOf(source, field, args) : commonField(type, source, name, args);
}

function fieldModel({ entities }: Model, { id }: Thing, name: string): FieldModel | undefined {
  const entity = entities.find((candidate) => id.startsWith(`${candidate.name}-`) && !id.includes('.'));
  return entity?.fields.find((field) => field.name === name);
}

function aClient(model: Model, values: Values, subgraph: number, typeDefs: DocumentNode): SubgraphClient {
  const schema = buildSubgraphSchema({ typeDefs, resolvers: references(model, values, subgraph) });
  const documents = new Map<string, DocumentNode>();
  const fieldResolver = inSubgraph(model, values, subgraph);
  const answer = async ({ query, variables }: SubgraphOperation): Promise<SubgraphResponse> => {
    const document = documents.get(query) ?? validDocument(schema, query);
    documents.set(query, document);
    const result = await execute({ schema, document, variableValues: variables, fieldResolver });
    return readResponse(JSON.parse(JSON.stringify(result)));
  };
  return {
    query: answer,
    subscribe: () => {
      throw new Error('there are no subscriptions');
    },
    close: () => Promise.resolve(),
  } as Partial<SubgraphClient> as SubgraphClient;
}

/** @throws Error where the gateway asks what a subgraph cannot answer */
function validDocument(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error) throw new Error(`invalid subgraph operation: ${error.message}\n${query}`);
  return document;
}

function references({ entities, hasInterface, interfaceObject }: Model, values: Values, subgraph: number) {
  const __resolveReference = (representation: Record<string, unknown>): Thing | null => {
    const thing = referred(representation);
    if (values.isMissing(subgraph, thing.id)) return null;
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
