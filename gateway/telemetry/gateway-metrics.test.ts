import { parse, print } from 'graphql';
import { openFollower, TRANSPORTS } from '../../tests/support/followers';
import { startShop, until, type Shop } from '../../tests/support/shop';
import type { RunningGateway } from '../start-gateway';

/** As Apollo Client sends it: streams are shared by those who send the same text. */
const CHANGED = print(parse('subscription { productChanged { upc __typename } }'));

let shop: Shop;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
  gateway = await shop.startGateway({ METRICS_PORT: '0', SUBSCRIPTIONS_PER_USER: '3', ENTITY_CACHE: 'true' });
});
afterAll(async () => {
  await gateway.stop();
  await shop.stop();
});

/** What Prometheus would get: each series with its value. */
async function scrape({ metricsUrl }: RunningGateway = gateway): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl!)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, labels, value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line)!;
      const own = labels!.split(',').filter((label) => label !== 'service="gateway"');
      return [`${name}${own.length > 0 ? `{${own.join()}}` : ''}`, Number(value)];
    }),
  );
}

const sumOf = (series: Record<string, number>, name: string) =>
  Object.entries(series).reduce((sum, [key, value]) => (key.startsWith(`${name}{`) ? sum + value : sum), 0);

it('figures are shown on a port of their own, and not where clients ask', async () => {
  expect(new URL(gateway.metricsUrl!).port).not.toBe(new URL(gateway.url).port);
  expect((await fetch(new URL('/metrics', gateway.url))).status).toBe(404);
  expect(shop.gateway.metricsUrl).toBeNull();
});

it('tells what is open, over which transport, and what is shared of it', async () => {
  const clients = TRANSPORTS.map((transport) => openFollower(transport, gateway));
  const followings = clients.map((client) => client.follow(CHANGED));
  const source = await shop.nextSource();
  await until(() => gateway.gateway.live.statistics.subscribers === 3);
  const before = await scrape();
  source.push('p1');
  for (const following of followings) await following.next();
  const series = await scrape();
  expect(series).toMatchObject({
    live_sockets: 1,
    live_share_groups: 1,
    'live_subscriptions{transport="websocket"}': 1,
    'live_subscriptions{transport="sse"}': 1,
    'live_subscriptions{transport="multipart"}': 1,
    'live_upstream_sockets{subgraph="products"}': 1,
    'live_upstream_subscriptions{subgraph="products"}': 1,
    'live_upstream_subscriptions{subgraph="reviews"}': 0,
    live_deliveries_total: before.live_deliveries_total! + 3,
    live_events_dropped_total: 0,
  });
  clients.forEach((client) => client.close());
  await until(() => shop.openSources() === 0);
  const after = await scrape();
  expect(after.live_sockets).toBe(0);
  expect(sumOf(after, 'live_subscriptions')).toBe(0);
  expect(sumOf(after, 'live_upstream_subscriptions')).toBe(0);
});

it('tells for each subscription that was asked for one reason why it ended', async () => {
  const socket = openFollower('WebSocket', gateway);
  const events = openFollower('server-sent events', gateway);
  const ended = async (transport: string, reason: string) =>
    (await scrape())[`live_subscriptions_ended_total{transport="${transport}",reason="${reason}"}`];
  const gone = (await ended('websocket', 'client_gone'))!;

  const following = socket.follow(CHANGED);
  (await shop.nextSource()).end();
  expect(await following.next()).toBe('complete');
  expect(await ended('websocket', 'completed')).toBe(1);

  const failing = events.follow(CHANGED);
  (await shop.nextSource()).fail('No more.');
  await failing.next();
  expect(await ended('sse', 'upstream_failed')).toBe(1);

  const held = [1, 2, 3].map(() => socket.follow(CHANGED));
  await until(() => gateway.gateway.live.statistics.subscribers === 3);
  await socket.follow(CHANGED).next();
  expect(await ended('websocket', 'refused')).toBe(1);
  held[0]!.leave();
  await until(() => gateway.gateway.live.statistics.subscribers === 2);
  expect(await ended('websocket', 'left')).toBe(1);
  socket.close();
  await until(() => gateway.gateway.live.statistics.subscribers === 0);
  expect(await ended('websocket', 'client_gone')).toBe(gone + 2);
  events.close();

  const series = await scrape();
  expect(sumOf(series, 'live_subscriptions_started_total')).toBe(
    sumOf(series, 'live_subscriptions_ended_total'),
  );
  shop.reset();
});

it('tells what became of requests, of their calls, plans and kept answers', async () => {
  const before = await scrape();
  await shop.ask('{ topProducts { upc } }', { url: gateway.url });
  await shop.ask('{ topProducts { upc } }', { url: gateway.url });
  await shop.ask('{ nope }', { url: gateway.url });
  const series = await scrape();
  const grown = (name: string) => series[name]! - (before[name] ?? 0);
  expect(grown('http_requests_total{status="200"}')).toBe(2);
  expect(grown('http_requests_total{status="400"}')).toBe(1);
  expect(grown('http_request_duration_seconds_count')).toBe(3);
  expect(grown('http_request_duration_seconds_bucket{le="+Inf"}')).toBe(3);
  expect(series.http_request_duration_seconds_sum).toBeGreaterThan(0);
  expect(grown('subgraph_calls_total{subgraph="products"}')).toBe(2);
  expect(grown('plan_requests_total{result="miss"}')).toBe(1);
  expect(grown('cache_requests_total{result="miss"}')).toBeGreaterThan(0);
  expect(series['subgraph_circuit_open{subgraph="products"}']).toBe(0);
});

it('has no series for what clients send', async () => {
  const before = Object.keys(await scrape()).length;
  const client = openFollower('WebSocket', gateway);
  for (const name of ['a', 'b', 'c']) await client.follow(`query ${name} { me { name } }`).next();
  await shop.ask('query d { me { name } }', { url: gateway.url });
  await shop.ask('query e { me { name } }', { url: gateway.url });
  client.close();
  expect(Object.keys(await scrape())).toHaveLength(before);
});
