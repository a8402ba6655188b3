import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type ExecutionResult } from 'graphql';
import { execute } from '../../gateway/execution/execute';
import type { ExecutionCounters } from '../../gateway/execution/execution';
import { prepareOperation } from '../../gateway/planning/prepare';
import type { SubgraphClient, SubgraphOperation } from '../../gateway/subgraph/subgraph-client';
import { parseResponse } from '../../gateway/subgraph/subgraph-response';
import { buildGeneration } from '../../gateway/supergraph/generation';
import type { ResolverMap } from '../../kernel/graphql/subgraph';
import { composeStubs } from './federation';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@requires", "@external", "@shareable", "@inaccessible", "@interfaceObject"])`;

/** What a subgraph was asked, in order. */
export interface LocalCall {
  subgraph: string;
  query: string;
  variables: Record<string, unknown>;
}

/** Subgraphs in this process, asked through the executor, for tests of what it asks. */
export interface LocalSupergraph {
  calls: LocalCall[];
  /** What all operations together asked. */
  counters: ExecutionCounters;
  ask(query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
}

/** Composes subgraphs given by SDL and resolvers. */
export function localSupergraph(
  subgraphs: Readonly<Record<string, { sdl: string; resolvers: ResolverMap }>>,
): LocalSupergraph {
  const calls: LocalCall[] = [];
  const counters = { fetches: 0, representations: 0 };
  const parts = Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => {
    const typeDefs = parse(LINK + sdl);
    return { name, url: `http://${name}`, typeDefs, schema: buildSubgraphSchema({ typeDefs, resolvers }) };
  });
  const generation = buildGeneration(composeStubs(parts));

  const clientOf = ({ name, schema }: (typeof parts)[number]) => {
    const query = async ({ query: source, variables, read }: SubgraphOperation) => {
      calls.push({ subgraph: name, query: source, variables });
      const result = await graphql({ schema, source, variableValues: variables });
      return parseResponse(JSON.stringify(result), read);
    };
    return { query } as Partial<SubgraphClient> as SubgraphClient;
  };
  const clients = new Map(parts.map((part) => [part.name, clientOf(part)]));
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };

  return {
    calls,
    counters,
    ask: async (query, variables = {}) => {
      const source = { document: parse(query), hash: query };
      const prepared = await prepareOperation(generation, source, generation.planner);
      return execute(prepared, { variables, context, clients, counters });
    },
  };
}
