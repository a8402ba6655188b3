import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openFollower } from '../../../tests/support/followers';
import { until } from '../../../tests/support/shop';
import { startTicker, type Ticker } from '../../../tests/support/ticker';
import type { RunningGateway } from '../../start-gateway';

/** Frames that soon fill what the operating system keeps for a connection. */
const LARGE = 'subscription { passed { n text(size: 60000) } }';
const EVENTS = 400;
const KEPT = 10;

let folder: string;
let ticker: Ticker;
let gateway: RunningGateway;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticker-'));
  ticker = await startTicker(folder);
});
afterAll(async () => {
  await ticker.stop();
  rmSync(folder, { recursive: true });
});

const open = async (policy: string) => {
  gateway = await ticker.startGateway({
    SUBSCRIPTION_OVERFLOW: policy,
    SUBSCRIPTION_BUFFER_EVENTS: String(KEPT),
    SUBSCRIPTION_BUFFER_KB: '10000',
  });
};
afterEach(() => gateway.stop());

interface Told {
  n: number;
  missed: number;
}

/** A client that reads nothing until it is told to. */
async function openStalled(): Promise<{ told: Told[]; read(): void; closed: Promise<[number, string]> }> {
  const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws');
  const told: Told[] = [];
  const closed = new Promise<[number, string]>((resolve) =>
    socket.once('close', (code, reason) => resolve([code, reason.toString()])),
  );
  let isAcknowledged = false;
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as {
      type: string;
      payload?: { data: { passed: { n: number } }; extensions?: { subscription: { missedEvents?: number } } };
    };
    isAcknowledged ||= type === 'connection_ack';
    if (type === 'next')
      told.push({ n: payload!.data.passed.n, missed: payload!.extensions?.subscription.missedEvents ?? 0 });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{"type":"connection_init"}');
  await until(() => isAcknowledged);
  socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: LARGE } }));
  await until(() => gateway.gateway.live.statistics.subscribers === 1);
  socket.pause();
  return { told, read: () => socket.resume(), closed };
}

/** Somebody else who follows the same stream, and all the events that there are. */
async function tellOthers(): Promise<{ got: () => number; leave: () => void }> {
  const other = openFollower('WebSocket', gateway);
  const following = other.follow(LARGE);
  await until(() => gateway.gateway.live.statistics.subscribers === 2);
  await until(() => ticker.listeners() === 1);
  for (let event = 0; event < EVENTS; event += 1) {
    ticker.tick();
    if (event % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await until(() => following.heard.length === EVENTS, 20);
  return { got: () => following.heard.length, leave: () => other.close() };
}

it('a client that does not read misses the oldest events, is told how many, and holds up nobody', async () => {
  await open('drop-oldest');
  const stalled = await openStalled();
  const first = ticker.count + 1;
  const others = await tellOthers();
  expect(others.got()).toBe(EVENTS);
  const { statistics } = gateway.live;
  expect(statistics.missed).toBeGreaterThan(EVENTS / 2);

  stalled.read();
  await until(() => stalled.told.at(-1)?.n === ticker.count, 20);
  const missed = stalled.told.reduce((sum, each) => sum + each.missed, 0);
  expect(missed).toBe(statistics.missed);
  expect(stalled.told.length + missed).toBe(EVENTS);
  // Each number is where the count of those that were missed says it is.
  let expected = first - 1;
  for (const { n, missed: before } of stalled.told) expect(n).toBe((expected += 1 + before));
  others.leave();
});

it('one that is to be cut off is told why, and what others get is the same', async () => {
  await open('close');
  const stalled = await openStalled();
  const others = await tellOthers();
  expect(others.got()).toBe(EVENTS);
  expect(gateway.live.statistics.cutOff).toBe(1);
  expect(gateway.gateway.live.statistics.subscribers).toBeLessThanOrEqual(2);
  stalled.read();
  const [code] = await stalled.closed;
  // A client that reads again in time sees the reason; one that does not is cut.
  expect([1013, 1006]).toContain(code);
  await until(() => gateway.gateway.live.statistics.subscribers === 1);
  others.leave();
});
