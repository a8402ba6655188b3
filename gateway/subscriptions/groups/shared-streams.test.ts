import { createClient, type Client } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { RunningGateway } from '../../start-gateway';
import { CutSocket } from '../../../tests/support/followers';
import { startShop, until, type Shop } from '../../../tests/support/shop';

const CHANGED = 'subscription { productChanged { upc reviews { id author { name } } } }';
const MANY = {
  SUBSCRIPTIONS_PER_CONNECTION: '2000',
  SUBSCRIPTIONS_PER_USER: '5000',
  SOCKETS_PER_ADDRESS: '2000',
};
const SOCKETS = 50;
const SUBSCRIBERS = 1_000;

let shop: Shop;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
  gateway = await shop.startGateway(MANY);
});
afterAll(async () => {
  await gateway.stop();
  await shop.stop();
});
beforeEach(() => shop.reset());

/** The sockets of a client, for cutting them without a word. */
const sockets = new WeakMap<Client, WebSocket>();

function connect(): Client {
  const client = createClient({
    url: gateway.wsUrl,
    webSocketImpl: CutSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
    on: { opened: (socket) => void sockets.set(client, socket as WebSocket) },
  });
  return client;
}

function cut(client: Client): void {
  const socket = sockets.get(client);
  if (socket) socket.terminate();
  else client.terminate();
}

function follow(client: Client, got: unknown[], query = CHANGED): () => void {
  return client.subscribe(
    { query },
    { next: ({ data }) => got.push(data), error: () => undefined, complete: () => got.push('complete') },
  );
}

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

it('a thousand equal subscribers cost one stream, and one fetch per hop for each event', async () => {
  const clients = Array.from({ length: SOCKETS }, connect);
  const got = Array.from({ length: SUBSCRIBERS }, (): unknown[] => []);
  got.forEach((each, index) => follow(clients[index % SOCKETS]!, each));
  await until(() => gateway.gateway.live.statistics.subscribers === SUBSCRIBERS, 20);
  expect(gateway.gateway.live.statistics.streams).toBe(1);
  const source = await shop.nextSource();
  expect(shop.openSources()).toBe(1);

  source.push('p1');
  source.push('p2');
  await until(() => got.every(({ length }) => length === 2), 20);
  const changed = (upc: string) => ({
    productChanged: { upc, reviews: [{ id: `r-${upc}`, author: { name: 'User u7' } }] },
  });
  for (const each of got) expect(each).toEqual([changed('p1'), changed('p2')]);
  expect(shop.reviews.calls).toHaveLength(2);
  expect(shop.accounts.calls).toHaveLength(2);

  source.end();
  await until(() => got.every(({ length }) => length === 3), 20);
  expect(gateway.gateway.live.statistics).toEqual({ streams: 0, subscribers: 0 });
  await Promise.all(clients.map(async (client) => client.dispose()));
});

it('one that leaves disturbs nobody, and the last one ends the stream', async () => {
  const client = connect();
  const got = [[], [], []] as unknown[][];
  const leave = got.map((each) => follow(client, each));
  const source = await shop.nextSource();
  await until(() => gateway.gateway.live.statistics.subscribers === 3);
  leave[0]!();
  await until(() => gateway.gateway.live.statistics.subscribers === 2);
  source.push('p1');
  await until(() => got[1]!.length === 1 && got[2]!.length === 1);
  expect(got[0]!.filter((each) => each !== 'complete')).toEqual([]);
  leave[1]!();
  await until(() => gateway.gateway.live.statistics.subscribers === 1);
  expect(shop.openSources()).toBe(1);
  leave[2]!();
  await until(() => shop.openSources() === 0);
  await client.dispose();
});

it('nothing is left of ten thousand who come, go and are cut off at random', async () => {
  const before = timers();
  const queries = [CHANGED, 'subscription { productChanged { upc } }', 'subscription { other }'];
  const clients = new Map<number, { client: Client; leaves: (() => void)[] }>();
  for (let step = 0; step < 10_000; step += 1) {
    const slot = Math.floor(Math.random() * 20);
    const held = clients.get(slot) ?? { client: connect(), leaves: [] };
    clients.set(slot, held);
    const act = Math.random();
    if (act < 0.55) held.leaves.push(follow(held.client, [], queries[step % queries.length]));
    else if (act < 0.97) held.leaves.splice(Math.floor(Math.random() * held.leaves.length), 1)[0]?.();
    else {
      cut(held.client);
      clients.delete(slot);
    }
    if (step % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const { client } of clients.values()) cut(client);
  await until(() => gateway.gateway.live.statistics.subscribers === 0, 20);
  expect(gateway.gateway.live.statistics.streams).toBe(0);
  await until(() => shop.openSources() === 0, 5);
  await until(() => timers() <= before, 10);
}, 120_000);
