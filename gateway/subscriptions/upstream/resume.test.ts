import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFollower, TRANSPORTS, type Follower, type Following } from '../../../tests/support/followers';
import { until } from '../../../tests/support/shop';
import { startTicker, type Ticker } from '../../../tests/support/ticker';

const TICKED = 'subscription ($after: String) { ticked(after: $after) { n thing { name } } }';
const MANY = { SUBSCRIPTIONS_PER_USER: '2000', SUBSCRIPTIONS_PER_CONNECTION: '2000' };

let folder: string;
let ticker: Ticker;
let client: Follower;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticker-'));
  ticker = await startTicker(folder, MANY);
  client = openFollower('WebSocket', ticker.gateway);
});
afterEach(async () => {
  client.close();
  await until(() => ticker.gateway.gateway.live.statistics.streams === 0);
  await ticker.stop();
  rmSync(folder, { recursive: true });
});

interface Told {
  data?: { ticked: { n: number } };
  extensions?: { subscription?: object };
}

const numbers = ({ heard }: Following) => heard.map((each) => (each as Told).data?.ticked.n);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_each, index) => first + index);
const listening = (count = 1) => until(() => ticker.listeners() === count, 10);

it('nobody misses an event or gets one twice when the subgraph is shot and comes back', async () => {
  const followings = Array.from({ length: 100 }, () => client.follow(TICKED));
  await listening();
  const ticking = setInterval(() => ticker.tick(), 10);
  for (const _round of [1, 2]) {
    await until(() => followings.every(({ heard }) => heard.length > 5), 10);
    await ticker.kill();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ticker.restart();
    await listening();
  }
  clearInterval(ticking);
  await until(() => followings.every(({ heard }) => heard.length === ticker.count), 10);
  for (const following of followings) expect(numbers(following)).toEqual(upTo(ticker.count));
});

it('nobody misses an event that the subgraph failed on, or is told of the failure, where another time it does not', async () => {
  const following = client.follow(TICKED);
  await listening();
  ticker.tick();
  await until(() => following.heard.length === 1);
  ticker.failOn(2);
  ticker.tick();
  ticker.tick();
  await until(() => following.heard.length === 3, 10);
  expect(numbers(following)).toEqual([1, 2, 3]);
  for (const each of following.heard) expect(each).not.toHaveProperty('errors');
});

it('a stream that cannot be resumed ends with an error when its subgraph is shot', async () => {
  const following = client.follow('subscription { passed { n } }');
  await listening();
  await ticker.kill();
  expect(await following.next()).toMatchObject({
    failed: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
  });
  await ticker.restart();
});

it('one that broke before anything said where it stood goes on, and says that there may be a gap', async () => {
  const following = client.follow(TICKED);
  await listening();
  await ticker.kill();
  ticker.tick();
  await ticker.restart();
  await listening();
  ticker.tick();
  ticker.tick();
  expect(await following.next()).toMatchObject({
    data: { ticked: { n: 2 } },
    extensions: { subscription: { gap: true } },
  });
  expect((await following.next()) as Told).not.toHaveProperty('extensions');
});

describe.each(TRANSPORTS)('over %s, a client that comes back', (transport) => {
  it('gets what it has missed, then what happens', async () => {
    const other = openFollower(transport, ticker.gateway);
    for (const _n of upTo(5)) ticker.tick();
    const following = other.follow(TICKED, { after: '2' });
    await until(() => following.heard.length === 3);
    ticker.tick();
    await until(() => following.heard.length === 4);
    expect(numbers(following)).toEqual([3, 4, 5, 6]);
    other.close();
  });

  it('is told where what it has missed is no longer kept', async () => {
    const other = openFollower(transport, ticker.gateway);
    for (const _n of upTo(5)) ticker.tick();
    ticker.forget();
    const following = other.follow(TICKED, { after: '2' });
    const gap = { data: { ticked: null }, errors: [{ extensions: { code: 'SUBSCRIPTION_GAP' } }] };
    expect(await following.next()).toMatchObject(gap);
    expect(await following.next()).toBe('complete');
    other.close();
  });
});

it('those who come back at different places share one stream again as soon as they have caught up', async () => {
  for (const _n of upTo(9)) ticker.tick();
  const live = client.follow(TICKED);
  await listening();
  ticker.tick();
  await until(() => live.heard.length === 1);
  const back = [3, 5, 7, 9, 9].map((after) => client.follow(TICKED, { after: String(after) }));
  await until(() => back.every((each, index) => each.heard.length === 10 - [3, 5, 7, 9, 9][index]!));
  ticker.tick();
  await until(() => ticker.gateway.gateway.live.statistics.streams === 1);
  await listening();
  ticker.tick();
  await until(() => back.every(({ heard }) => (heard.at(-1) as Told).data?.ticked.n === 12));
  [3, 5, 7, 9, 9].forEach((after, index) => expect(numbers(back[index]!)).toEqual(upTo(12, after + 1)));
  expect(numbers(live)).toEqual([10, 11, 12]);
});

it('a client that comes back to a stream that others follow costs its subgraph nothing', async () => {
  const live = client.follow(TICKED);
  await listening();
  for (const _n of upTo(5)) ticker.tick();
  await until(() => live.heard.length === 5);
  const back = client.follow(TICKED, { after: '3' });
  await until(() => back.heard.length === 2);
  expect(numbers(back)).toEqual([4, 5]);
  expect(ticker.begun).toEqual([null]);
});

it('who comes later to a stream that begins with how things are is told how they are', async () => {
  ticker.tick();
  const first = client.follow('subscription { time }');
  expect(await first.next()).toEqual({ data: { time: 1 } });
  const second = client.follow('subscription { time }');
  expect(await second.next()).toEqual({ data: { time: 1 } });
  ticker.tick();
  expect([await first.next(), await second.next()]).toEqual([{ data: { time: 2 } }, { data: { time: 2 } }]);
  expect(ticker.listeners()).toBe(1);
});
