import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type RunningGateway } from '../../gateway/start-gateway';
import { readGatewayConfig } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import type { ResolverMap } from '../../kernel/graphql/subgraph';
import { createLogger } from '../../kernel/telemetry/logger';
import { composeStubs, startStubSubgraph, type StubSubgraph } from '../support/federation';

const DIRECTIVES = [
  '@key',
  '@requires',
  '@provides',
  '@external',
  '@tag',
  '@extends',
  '@shareable',
  '@inaccessible',
  '@override',
  '@composeDirective',
  '@interfaceObject',
  '@authenticated',
  '@requiresScopes',
  '@policy',
  '@context',
  '@fromContext',
  '@cost',
  '@listSize',
];

/** Links all that Federation 2 has. */
const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(DIRECTIVES)})`;

/** A subgraph of a test: SDL without its link, unless it extends the schema itself, and resolvers. */
export interface SubgraphDefinition {
  sdl: string;
  resolvers: ResolverMap;
}

/** What a client gets. */
export interface Answer {
  status: number;
  data?: unknown;
  errors?: { message: string; path?: unknown[]; extensions?: { code?: string } }[];
}

/** What a subgraph was asked. */
export interface Asked {
  query: string;
  variables: Record<string, unknown>;
}

/** A gateway over subgraphs of a test, each behind a port of its own. */
export interface Federation {
  gateway: RunningGateway;
  supergraphSdl: string;
  /** Puts another supergraph in the place of the file that the gateway was told of. */
  replaceSupergraph(sdl: string): void;
  /** Asks over HTTP. The records of what subgraphs were asked begin anew. */
  ask(query: string, variables?: Record<string, unknown>, token?: string | null): Promise<Answer>;
  /** Lets the records of what subgraphs were asked begin anew. */
  forget(): void;
  /** The texts of all that subgraphs were asked for the last operation, over HTTP and WebSocket. */
  askedOfAny(): string[];
  /** What a subgraph was asked for the last operation, in order. */
  asked(subgraph: string): Asked[];
  /** The representations that a subgraph got for the last operation, in order. */
  representations(subgraph: string): unknown[];
  stop(): Promise<void>;
}

/** Starts subgraphs, composes them into a file, and starts a gateway that is told of nothing but that file. */
export async function serveFederation(
  definitions: Readonly<Record<string, SubgraphDefinition>>,
  env: Env = {},
): Promise<Federation> {
  const subgraphs = await startSubgraphs(definitions);
  const supergraphSdl = composeStubs([...subgraphs.values()]);
  const folder = mkdtempSync(join(tmpdir(), 'federation-'));
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, supergraphSdl);
  const gateway = await startGateway({
    config: readGatewayConfig({ SUPERGRAPH_PATH: path, PORT: '0', ...env }),
    logger: createLogger('gateway', 'silent'),
  });
  const forget = () => {
    for (const { calls, followed } of subgraphs.values()) calls.length = followed.length = 0;
  };
  const asked = (name: string) =>
    (subgraphs.get(name)?.calls ?? []).map(({ body }) => JSON.parse(body) as Asked);

  return {
    gateway,
    supergraphSdl,
    replaceSupergraph: (sdl) => {
      writeFileSync(`${path}.new`, sdl);
      renameSync(`${path}.new`, path);
    },
    ask: (query, variables, token) => {
      forget();
      return askHttp(gateway.url, query, variables, token);
    },
    forget,
    askedOfAny: () =>
      [...subgraphs].flatMap(([name, { followed }]) => [
        ...asked(name).map(({ query }) => query),
        ...followed,
      ]),
    asked,
    representations: (name) =>
      asked(name).flatMap(({ variables }) => (variables.representations as unknown[] | undefined) ?? []),
    stop: async () => {
      await gateway.stop();
      await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Starts the subgraphs alone. */
export async function startSubgraphs(
  definitions: Readonly<Record<string, SubgraphDefinition>>,
): Promise<Map<string, StubSubgraph>> {
  const started = Object.entries(definitions).map(async ([name, { sdl, resolvers }]) => {
    const linked = /^\s*extend schema/.test(sdl) ? sdl : `${FEDERATION} ${sdl}`;
    return [name, await startStubSubgraph(name, linked, resolvers)] as const;
  });
  return new Map(await Promise.all(started));
}

/** Asks a gateway over HTTP. */
export async function askHttp(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  token: string | null = null,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
}
