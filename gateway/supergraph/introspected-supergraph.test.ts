import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { verifyIdentity } from '../../kernel/auth/signed-identity';
import { readGatewayConfig } from '../../kernel/config';
import { createLogger } from '../../kernel/telemetry/logger';
import { startStubSubgraph, type StubSubgraph } from '../../tests/support/federation';
import { SECRET, until } from '../../tests/support/shop';
import { startGateway, type RunningGateway } from '../start-gateway';

const NAMES = 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String }';
const SIZES = 'type Thing @key(fields: "id") { id: ID! size: Int }';
const startNames = (sdl = NAMES, port = 0) =>
  startStubSubgraph('names', sdl, { Query: { thing: () => ({ id: 't', name: 'one' }) } }, port);
const startSizes = (sdl = SIZES, port = 0) =>
  startStubSubgraph('sizes', sdl, { Thing: { size: () => 3 } }, port);
const portOf = ({ url }: StubSubgraph) => Number(new URL(url).port);

/** Subgraphs are asked every second; a busy machine takes longer. */
const WAIT_SECONDS = 20;

let names: StubSubgraph;
let sizes: StubSubgraph;
let gateway: RunningGateway | undefined;

beforeEach(async () => {
  [names, sizes] = await Promise.all([startNames(), startSizes()]);
});
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  await Promise.all([names.stop(), sizes.stop()]);
});

async function start(): Promise<RunningGateway> {
  const config = readGatewayConfig({
    SUPERGRAPH_INTROSPECT: `names=${names.url},sizes=${sizes.url}`,
    GATEWAY_SECRET: SECRET,
    PORT: '0',
  });
  gateway = await startGateway({ config, logger: createLogger('gateway', 'silent') });
  return gateway;
}

async function ask({ url }: RunningGateway, query = '{ thing { name size } }') {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function readiness({ url }: RunningGateway) {
  const response = await fetch(url.replace('/graphql', '/readyz'));
  return { code: response.status, ...((await response.json()) as { status: string; reason?: string }) };
}

const whole = { status: 200, data: { thing: { name: 'one', size: 3 } } };
const isReady = ({ gateway: served }: RunningGateway) => until(() => served.isReady, WAIT_SECONDS);

describe('a supergraph of what subgraphs say of themselves', () => {
  it('is asked for in the gateway’s name and served', async () => {
    const running = await start();
    await isReady(running);
    expect(await ask(running)).toEqual(whole);
    const { headers, body } = names.calls[0]!;
    const read = (name: string) => headers[name]?.toString();
    expect(verifyIdentity(SECRET, { method: 'POST', path: '/graphql', body }, read, Date.now())).toBeNull();
  });

  it('is waited for while a subgraph is down, and whoever asks is told', async () => {
    const port = portOf(sizes);
    await sizes.stop();
    const running = await start();
    await until(() => names.calls.length > 1, WAIT_SECONDS);
    expect(await readiness(running)).toMatchObject({
      code: 503,
      reason: 'Waiting for the schemas of sizes.',
    });
    expect(await ask(running)).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
    });
    const client = createClient({ url: running.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    await expect(client.iterate({ query: '{ __typename }' }).next()).rejects.toMatchObject({ code: 1013 });
    sizes = await startSizes(SIZES, port);
    await isReady(running);
    expect(await ask(running)).toEqual(whole);
    expect(await readiness(running)).toEqual({ code: 200, status: 'ready' });
  });

  it('lets the gateway stop while it waits', async () => {
    await sizes.stop();
    const running = await start();
    await running.stop();
    gateway = undefined;
    await expect(fetch(running.url)).rejects.toThrow();
  });

  it('changes with a subgraph, and stays while one is down or says what does not compose', async () => {
    const running = await start();
    await isReady(running);
    const port = portOf(sizes);
    await sizes.stop();
    expect(await ask(running, '{ thing { name } }')).toMatchObject({ data: { thing: { name: 'one' } } });

    sizes = await startSizes(
      'type Thing @key(fields: "id") { id: ID! size: Int weight: Int name: Int }',
      port,
    );
    await until(() => running.gateway.isOutdated, WAIT_SECONDS);
    expect(await readiness(running)).toMatchObject({
      code: 200,
      status: 'degraded',
      reason: expect.stringContaining('last good') as string,
    });
    expect(await ask(running)).toEqual(whole);

    await sizes.stop();
    sizes = await startSizes('type Thing @key(fields: "id") { id: ID! size: Int weight: Int }', port);
    await until(() => !running.gateway.isOutdated, WAIT_SECONDS);
    expect(await ask(running, '{ thing { size weight } }')).toEqual({
      status: 200,
      data: { thing: { size: 3, weight: null } },
    });
  });
});
