import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGateway, type RunningGateway } from '../../gateway/start-gateway';
import { readGatewayConfig } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import { createLogger } from '../../kernel/telemetry/logger';
import { composeStubs, type StubSubgraph } from './federation';
import {
  CANARY,
  startAccounts,
  startProducts,
  startReviews,
  type Source,
  type Sources,
} from './shop-subgraphs';

/** What the gateway and the subgraphs sign with where a test wants signatures. */
export const SECRET = 'a secret that is long enough for the gateway';
/** A GraphQL response as it came over HTTP. */
export interface Reply {
  status: number;
  text: string;
  data: Record<string, never>;
  errors: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
}

interface AskOptions {
  url?: string;
  headers?: Record<string, string>;
  variables?: Record<string, unknown>;
}

/** Three small subgraphs and gateways over them, all on real ports. */
export interface Shop {
  accounts: StubSubgraph;
  products: StubSubgraph;
  reviews: StubSubgraph;
  supergraphSdl: string;
  /** For files of a test; removed when the shop stops. */
  folder: string;
  /** A gateway with nothing configured but the supergraph. */
  gateway: RunningGateway;
  /** One more gateway; the caller stops it. */
  startGateway(env?: Env): Promise<RunningGateway>;
  ask(query: string, options?: AskOptions): Promise<Reply>;
  /** Waits for a subscription that no test has taken yet. */
  nextSource(): Promise<Source>;
  openSources(): number;
  /** Subgraphs answer as usual again, with nothing recorded. */
  reset(): void;
  stop(): Promise<void>;
}

/** Starts the shop and a gateway over it. */
export async function startShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const path = join(folder, 'supergraph.graphql');
  const sources: Sources = { arrived: [], open: new Set() };
  const subgraphs = await Promise.all([startAccounts(), startProducts(sources), startReviews()]);
  const [accounts, products, reviews] = subgraphs;
  const supergraphSdl = composeStubs(subgraphs);
  writeFileSync(path, supergraphSdl);

  const start = (env: Env = {}) =>
    startGateway({
      config: readGatewayConfig({ SUPERGRAPH_PATH: path, PORT: '0', SUBGRAPH_TIMEOUT_MS: '400', ...env }),
      logger: createLogger('gateway', 'silent'),
    });
  const gateway = await start();

  return {
    accounts,
    products,
    reviews,
    supergraphSdl,
    folder,
    gateway,
    startGateway: start,
    ask: (query, options = {}) => ask(query, { url: gateway.url, ...options }),
    nextSource: async () => {
      await until(() => sources.arrived.length > 0);
      return sources.arrived.shift()!;
    },
    openSources: () => sources.open.size,
    reset: () => {
      sources.arrived.length = 0;
      for (const subgraph of subgraphs) {
        subgraph.answerWith(null);
        subgraph.calls.length = 0;
      }
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

async function ask(query: string, { url = '', headers = {}, variables = {} }: AskOptions): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as Omit<Reply, 'status' | 'text'>) };
}

/** Waits for something to become true, up to two seconds unless more are given. */
export async function until(isTrue: () => boolean, seconds = 2): Promise<void> {
  for (let i = 0; i < seconds * 100 && !isTrue(); i += 1) await sleep(10);
  expect(isTrue()).toBe(true);
}

export const codes = ({ errors = [] }: Partial<Reply>) => errors.map(({ extensions }) => extensions?.code);
export const paths = ({ errors = [] }: Partial<Reply>) => errors.map(({ path }) => path);

/** Nothing of an answer tells how the platform is built or where it runs. */
export function expectNoInternals({ text }: Reply): void {
  for (const word of [CANARY, '127.0.0.1', 'http:', '_entities', 'ECONN', 'node_modules', 'stack']) {
    expect(text).not.toContain(word);
  }
}
