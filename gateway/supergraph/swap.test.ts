import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startShop, until, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

let shop: Shop;
let file: string;
let gateway: RunningGateway;

beforeEach(async () => {
  shop = await startShop();
  file = `${shop.folder}/changing.graphql`;
  writeFileSync(file, shop.supergraphSdl);
  gateway = await shop.startGateway({ SUPERGRAPH_PATH: file, SUBGRAPH_TIMEOUT_MS: '10000' });
});
afterEach(async () => {
  await gateway.stop();
  await shop.stop();
});

/** The shop without `reviewCount`, so that a client can tell the generations apart. */
const smaller = () => shop.supergraphSdl.replace(/^ *reviewCount: .*$/m, '');

/** As editors and deployments do it: a new file takes the place of the old one. */
function replaceFile(sdl: string): void {
  writeFileSync(`${file}.new`, sdl);
  renameSync(`${file}.new`, file);
}

/** What one process that is client, gateway and subgraph at once can have open. */
const MOST_OPEN = 20;

/** So many requests a second by the clock, fewer where a busy machine cannot keep up. */
function startTraffic(perSecond: number, send: () => Promise<unknown>): NodeJS.Timeout {
  const start = performance.now();
  let sent = 0;
  let open = 0;
  const closed = () => (open -= 1);
  return setInterval(() => {
    const due = ((performance.now() - start) * perSecond) / 1000;
    for (; sent < due && open < MOST_OPEN; sent += 1) {
      open += 1;
      send().then(closed, closed);
    }
  }, 5);
}

const ask = (query: string) => shop.ask(query, { url: gateway.url });
const ready = async () => {
  const response = await fetch(gateway.url.replace('/graphql', '/readyz'));
  return { status: response.status, body: await response.json() };
};
const generationIs = async (id: string) => until(() => gateway.gateway.generation.id === id);

describe('a supergraph file that changes', () => {
  it('is served without a failed request while 200 a second come in', async () => {
    const before = gateway.gateway.generation.id;
    const replies: Promise<string>[] = [];
    const traffic = startTraffic(200, () => {
      const reply = ask('{ me { name } }').then(({ text }) => text);
      replies.push(reply);
      return reply;
    });
    await sleep(700);
    replaceFile(smaller());
    await until(() => gateway.gateway.generation.id !== before);
    await sleep(700);
    clearInterval(traffic);
    expect(replies.length).toBeGreaterThan(20);
    expect([...new Set(await Promise.all(replies))]).toEqual(['{"data":{"me":{"name":"Ada"}}}\n']);
    expect((await ask('{ reviewCount }')).errors[0]!.message).toContain('reviewCount');
  });

  it('knows the plans of the operations that were in use before the first request comes', async () => {
    await ask('{ me { name } }');
    await ask('{ reviewCount }');
    const before = gateway.gateway.generation.id;
    replaceFile(smaller());
    await until(() => gateway.gateway.generation.id !== before);
    expect(gateway.gateway.planStatistics).toEqual({ hits: 0, misses: 1 });
    await ask('{ me { name } }');
    expect(gateway.gateway.planStatistics).toEqual({ hits: 1, misses: 1 });
  });

  it('answers what is still valid as before, and refuses what is not', async () => {
    const answers = [await ask('{ me { name } }'), await ask('{ me { name } }')];
    await ask('{ reviewCount }');
    const before = gateway.gateway.generation.id;
    replaceFile(smaller());
    await until(() => gateway.gateway.generation.id !== before);
    answers.push(await ask('{ me { name } }'), await ask('{ me { name } }'));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await ask('{ reviewCount }')).errors[0]!.extensions!.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('keeps connections and circuits of subgraphs that stay where they are', async () => {
    const gone = await shop.startGateway({
      SUPERGRAPH_PATH: file,
      SUBGRAPH_URL_REVIEWS: 'http://127.0.0.1:1/graphql',
    });
    const circuit = () => gone.gateway.subgraphHealth.find(({ name }) => name === 'reviews')?.circuit;
    for (let i = 0; i < 20; i += 1) await shop.ask('{ reviewCount }', { url: gone.url });
    expect(circuit()).toBe('open');
    const before = gone.gateway.generation.id;
    replaceFile(`${shop.supergraphSdl}\n# the same in other words`);
    await until(() => gone.gateway.generation.id !== before, 20);
    expect(circuit()).not.toBe('closed');
    await gone.stop();
  });

  it('lets an operation end on the supergraph it began with', async () => {
    shop.reviews.answerWith(
      (_request, response) => void setTimeout(() => response.end('{"data":{"reviewCount":7}}'), 300),
    );
    const slow = ask('{ reviewCount }');
    await until(() => shop.reviews.calls.length > 0);
    const before = gateway.gateway.generation.id;
    replaceFile(smaller());
    await until(() => gateway.gateway.generation.id !== before);
    expect((await slow).data).toEqual({ reviewCount: 7 });
  });

  it('leaves open subscriptions alone and gives new ones the new supergraph', async () => {
    const client = createClient({ url: gateway.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const events = client.iterate({ query: 'subscription { productChanged { upc reviews { id } } }' });
    const first = events.next();
    const source = await shop.nextSource();
    const before = gateway.gateway.generation.id;
    replaceFile(smaller());
    await until(() => gateway.gateway.generation.id !== before);
    source.push('p2');
    const { data } = (await first).value as FormattedExecutionResult;
    expect(data).toEqual({ productChanged: { upc: 'p2', reviews: [{ id: 'r-p2' }] } });
    const gone = client.iterate({ query: '{ reviewCount }' }).next();
    await expect(gone).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    await client.dispose();
  });
});

describe('a supergraph file that is broken', () => {
  it.each([
    ['is no supergraph', () => replaceFile('type Query { a: Int }')],
    ['is no SDL', () => replaceFile('type Query {')],
    ['is empty', () => replaceFile('')],
    ['is deleted', () => rmSync(file)],
  ])('%s: the last good one is served, readiness says so, and a good one ends it', async (_what, damage) => {
    const good = gateway.gateway.generation.id;
    damage();
    await until(() => gateway.gateway.isOutdated);
    expect(gateway.gateway.generation.id).toBe(good);
    expect((await ask('{ reviewCount }')).data).toEqual({ reviewCount: 2 });
    expect(await ready()).toEqual({
      status: 200,
      body: { status: 'degraded', reason: expect.stringContaining('last good one') as string },
    });
    replaceFile(smaller());
    await until(() => !gateway.gateway.isOutdated);
    expect(gateway.gateway.generation.id).not.toBe(good);
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready' } });
  });

  it('is well again with the old content, without another generation', async () => {
    const { generation } = gateway.gateway;
    rmSync(file);
    await until(() => gateway.gateway.isOutdated);
    writeFileSync(file, shop.supergraphSdl);
    await until(() => !gateway.gateway.isOutdated);
    await generationIs(generation.id);
    expect(gateway.gateway.generation).toBe(generation);
  });
});
