import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { parse } from 'graphql';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { startGateway, type RunningGateway } from '../gateway/start-gateway';
import { signIdentity } from '../kernel/auth/signed-identity';
import { readGatewayConfig } from '../kernel/config';
import type { Env } from '../kernel/environment';
import { EVENT_MIGRATIONS } from '../kernel/events/events.migration';
import { OutboxEvent } from '../kernel/events/outbox.entity';
import type { Subgraph, SubgraphContext } from '../kernel/graphql/subgraph';
import { createLogger } from '../kernel/telemetry/logger';
import { composeStubs } from './support/federation';
import { until } from './support/shop';
import { CANARY } from './support/shop-subgraphs';
import { GATEWAY_SECRET, openSubgraph, type Reply, type TestSubgraph } from './support/subgraph';

/** Marks the toy's statements among all that PostgreSQL runs. */
const MARK = '/* toy */';
const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Query { nap(seconds: Float!): Int naps(count: Int!): Int chain(depth: Int!): Chain broken: Int }
  type Chain { depth: Int next: Chain }
  type Mutation { write(seconds: Float!): Int }
`;

let started = 0;
let links = 0;
const nap = async ({ db }: SubgraphContext, seconds: number) => {
  started += 1;
  await db.query(`SELECT pg_sleep($1) ${MARK}`, [seconds]);
  return 1;
};

/** A subgraph that is slow in every way in which one can be. */
const toy: Subgraph<SubgraphContext> = {
  name: 'toy',
  typeDefs: parse(SDL),
  database: { entities: [OutboxEvent], migrations: EVENT_MIGRATIONS },
  createContext: (base) => base,
  resolvers: {
    Query: {
      nap: (_root: unknown, { seconds }: { seconds: number }, context: SubgraphContext) =>
        nap(context, seconds),
      naps: async (_root: unknown, { count }: { count: number }, context: SubgraphContext) => {
        for (let i = 0; i < count; i += 1) await nap(context, 0.2);
        return count;
      },
      chain: () => ({ depth: 0 }),
      broken: (_root: unknown, _args: unknown, { db }: SubgraphContext) =>
        db.query(`SELECT * FROM "${CANARY}"`),
    },
    Chain: {
      next: async ({ depth }: { depth: number }) => {
        links += 1;
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { depth: depth + 1 };
      },
    },
    Mutation: {
      write: (_root: unknown, { seconds }: { seconds: number }, { db }: SubgraphContext) =>
        db.transaction(async (tx) => {
          await tx.query(`INSERT INTO inbox_events (consumer, event_id) VALUES ('toy', 'e') ${MARK}`);
          await tx.query(`SELECT pg_sleep($1) ${MARK}`, [seconds]);
          return 1;
        }),
    },
  },
};

let subgraph: TestSubgraph;
let gateway: RunningGateway;
let observer: Client;
const folder = mkdtempSync(join(tmpdir(), 'cancellation-'));
const supergraphPath = join(folder, 'supergraph.graphql');
const openGateway = (env: Env = {}) =>
  startGateway({
    config: readGatewayConfig({
      SUPERGRAPH_PATH: supergraphPath,
      PORT: '0',
      GATEWAY_SECRET,
      SUBGRAPH_TIMEOUT_MS: '15000',
      ...env,
    }),
    logger: createLogger('gateway', 'silent'),
  });

beforeAll(async () => {
  subgraph = await openSubgraph(toy);
  writeFileSync(supergraphPath, composeStubs([{ name: 'toy', url: subgraph.url, typeDefs: toy.typeDefs }]));
  gateway = await openGateway();
  observer = new Client({ connectionString: subgraph.services.db.options['url' as never] });
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await gateway.stop();
  await subgraph.stop();
  rmSync(folder, { recursive: true });
});

const running = async () => {
  const { rows } = await observer.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE pid <> pg_backend_pid() AND datname = current_database() AND (state <> 'idle' AND query LIKE '%${MARK}%')`,
  );
  return rows[0]!.count;
};
/** How long it takes until PostgreSQL runs as many of the toy's statements as said, in milliseconds. */
async function untilRunning(expected: number): Promise<number> {
  const began = performance.now();
  while ((await running()) !== expected && performance.now() - began < 5_000);
  expect(await running()).toBe(expected);
  return performance.now() - began;
}

/** Sends an operation over HTTP and returns what leaves again. */
function ask(query: string, url = gateway.url): () => Promise<void> {
  const leaving = new AbortController();
  const reply = fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  }).catch(() => undefined);
  return async () => {
    leaving.abort();
    await reply;
  };
}

describe('once a client has left', () => {
  it('PostgreSQL stops what it runs for it within a second', async () => {
    const leave = ask('{ a: nap(seconds: 9) b: nap(seconds: 9) c: nap(seconds: 9) }');
    await untilRunning(3);
    await leave();
    expect(await untilRunning(0)).toBeLessThan(1_000);
  });

  it('no new statement is begun', async () => {
    started = 0;
    const leave = ask('{ naps(count: 20) }');
    await untilRunning(1);
    await leave();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const then = started;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(started).toBe(then);
  });

  it('no new resolver is begun', async () => {
    links = 0;
    const leave = ask(`{ chain(depth: 1) ${'{ next '.repeat(15)} { depth } ${'}'.repeat(15)} }`);
    await until(() => links === 2);
    await leave();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(links).toBeLessThanOrEqual(4);
  });

  it('its transaction is rolled back', async () => {
    const leave = ask('mutation { write(seconds: 9) }');
    await untilRunning(1);
    await leave();
    expect(await untilRunning(0)).toBeLessThan(1_000);
    expect((await observer.query('SELECT FROM inbox_events')).rowCount).toBe(0);
  });

  it('others go on, on connections that are as good as new', async () => {
    const leave = ask('{ nap(seconds: 9) }');
    const staying = subgraph.send(null, '{ nap(seconds: 1) }');
    await untilRunning(2);
    await leave();
    expect((await staying).data).toEqual({ nap: 1 });
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => subgraph.send(null, '{ nap(seconds: 0.01) }')),
    );
    expect(replies.every(({ errors }) => errors === undefined)).toBe(true);
  });

  it('the same holds for an operation that is taken back over a socket', async () => {
    const client = createClient({ url: gateway.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const stop = client.subscribe(
      { query: '{ nap(seconds: 9) }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await untilRunning(1);
    stop();
    expect(await untilRunning(0)).toBeLessThan(1_000);
    await client.dispose();
  });
});

it('a request that has used up its time is stopped in PostgreSQL, too', async () => {
  const hasty = await openGateway({ REQUEST_TIMEOUT_MS: '2000' });
  const leave = ask('{ nap(seconds: 9) }', hasty.url);
  await untilRunning(1);
  expect(await untilRunning(0)).toBeLessThan(3_000);
  await leave();
  await hasty.stop();
});

it('a subgraph ends by itself when the time is up that it was given', async () => {
  const body = JSON.stringify({ query: '{ nap(seconds: 9) }' });
  const signed = signIdentity(GATEWAY_SECRET, { method: 'POST', path: '/graphql', body }, null, Date.now());
  const began = performance.now();
  const response = await fetch(subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-timeout-ms': '300', ...signed },
    body,
  });
  const { errors } = (await response.json()) as Reply;
  expect(performance.now() - began).toBeLessThan(1_300);
  expect(errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
  expect(await running()).toBe(0);
});

it('what the database says of its inside reaches no client', async () => {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ broken }' }),
  });
  const text = await response.text();
  expect(text).toContain('INTERNAL');
  for (const word of [CANARY, 'relation', 'SELECT', '127.0.0.1', 'stack']) expect(text).not.toContain(word);
});
