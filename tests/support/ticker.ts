import { writeFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { startGateway, type RunningGateway } from '../../gateway/start-gateway';
import { eventQueue } from '../../gateway/subgraph/event-queue';
import { readGatewayConfig } from '../../kernel/config';
import type { Env } from '../../kernel/environment';
import { createLogger } from '../../kernel/telemetry/logger';
import { composeStubs, startStubSubgraph, type StubSubgraph } from './federation';

/** How the SDL of a subgraph declares what it says about subscriptions. */
export const LIVE_LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@composeDirective", "@authenticated"])
  @link(url: "https://schoolgraph.dev/live/v1.0", import: ["@resumable", "@startsWithState", "@dependsOnClaims"])
  @composeDirective(name: "@resumable")
  @composeDirective(name: "@startsWithState")
  @composeDirective(name: "@dependsOnClaims")
  directive @resumable(cursor: String! = "cursor", after: String! = "after") on FIELD_DEFINITION
  directive @startsWithState on FIELD_DEFINITION
  directive @dependsOnClaims(claims: [String!]!) on FIELD_DEFINITION | OBJECT
  `;

const CLOCK = `${LIVE_LINK}
  type Query { now: Int }
  type Subscription {
    ticked(after: String): Tick @resumable
    passed: Tick
    time: Int @startsWithState
    mine: Tick @authenticated
  }
  type Tick { cursor: String! n: Int! thing: Thing text(size: Int = 0): String }
  type Thing @key(fields: "id") { id: ID! }`;

const NAMES = `${LIVE_LINK}
  type Query { nothing: Int }
  type Thing @key(fields: "id") { id: ID! name: String }`;

interface Tick {
  n: number;
}

/** A subgraph that counts, remembers what it has counted, and can be shot; another one that names things. */
export interface Ticker {
  gateway: RunningGateway;
  supergraphSdl: string;
  path: string;
  /** Counts on by one and tells whoever listens. */
  tick(): void;
  readonly count: number;
  /** Makes the subgraph fail on as many events, whichever they are. */
  failOn(events: number): void;
  /** Forgets what was before, so that nobody can begin there. */
  forget(): void;
  listeners(): number;
  /** How often somebody began to listen, and after what. */
  begun: (string | null)[];
  names: StubSubgraph;
  /** Ends the subgraph without a word; what it counts goes on. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  startGateway(env?: Env): Promise<RunningGateway>;
  stop(): Promise<void>;
}

/** @param folder for the supergraph's file */
export async function startTicker(folder: string, env: Env = {}): Promise<Ticker> {
  const path = `${folder}/ticker.graphql`;
  let count = 0;
  let oldest = 0;
  let failing = 0;
  const begun: (string | null)[] = [];
  const listeners = new Set<(n: number) => void>();

  const listen = (field: string, from: number) =>
    eventQueue<Record<string, unknown>>((sink) => {
      const tell = (n: number) => sink.next({ [field]: field === 'time' ? n : { n } });
      for (let n = from; n <= count; n += 1) tell(n);
      listeners.add(tell);
      return () => listeners.delete(tell);
    });
  const resolvers = {
    Subscription: {
      ticked: {
        subscribe: (_root: unknown, { after = null }: { after?: string | null }) => {
          begun.push(after);
          if (after !== null && Number(after) < oldest)
            throw new GraphQLError('Forgotten.', { extensions: { code: 'SUBSCRIPTION_GAP' } });
          return listen('ticked', after === null ? count + 1 : Number(after) + 1);
        },
      },
      passed: { subscribe: () => listen('passed', count + 1) },
      mine: { subscribe: () => listen('mine', count + 1) },
      time: { subscribe: () => listen('time', count) },
    },
    Tick: {
      cursor: ({ n }: Tick) => {
        failing -= 1;
        if (failing >= 0) throw new Error('The database is gone.');
        return String(n);
      },
      thing: ({ n }: Tick) => ({ id: String(n % 3) }),
      text: (_tick: Tick, { size }: { size: number }) => 'x'.repeat(size),
    },
  };
  let clock = await startStubSubgraph('clock', CLOCK, resolvers);
  const port = Number(new URL(clock.url).port);
  const names = await startStubSubgraph('names', NAMES, {
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Thing ${id}` }) },
  });
  const supergraphSdl = composeStubs([clock, names]);
  writeFileSync(path, supergraphSdl);
  const start = (more: Env = {}) =>
    startGateway({
      config: readGatewayConfig({
        SUPERGRAPH_PATH: path,
        PORT: '0',
        SUBGRAPH_TIMEOUT_MS: '2000',
        ...env,
        ...more,
      }),
      logger: createLogger('gateway', 'silent'),
    });
  const gateway = await start();

  return {
    gateway,
    supergraphSdl,
    path,
    begun,
    names,
    get count() {
      return count;
    },
    tick: () => {
      count += 1;
      for (const tell of [...listeners]) tell(count);
    },
    failOn: (events) => (failing = events),
    forget: () => (oldest = count),
    listeners: () => listeners.size,
    kill: async () => {
      await clock.stop();
      listeners.clear();
    },
    restart: async () => {
      clock = await startStubSubgraph('clock', CLOCK, resolvers, port);
    },
    startGateway: start,
    stop: async () => {
      await gateway.stop();
      await Promise.all([clock.stop(), names.stop()]);
    },
  };
}
