import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFollower, type Follower, type Following, type Heard } from '../../tests/support/followers';
import { until } from '../../tests/support/shop';
import { startTicker, type Ticker } from '../../tests/support/ticker';

const MANY = { SUBSCRIPTIONS_PER_USER: '2000', SUBSCRIPTIONS_PER_CONNECTION: '2000' };

let folder: string;
let ticker: Ticker;
let client: Follower;
let ticking: NodeJS.Timeout;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ticker-'));
  ticker = await startTicker(folder, MANY);
  client = openFollower('WebSocket', ticker.gateway);
  ticking = setInterval(() => ticker.tick(), 20);
});
afterEach(async () => {
  clearInterval(ticking);
  client.close();
  await until(() => ticker.gateway.gateway.live.statistics.streams === 0);
  await ticker.stop();
  rmSync(folder, { recursive: true });
});

/** Serves another supergraph, and waits until it is in force. */
async function swapTo(sdl: string): Promise<void> {
  expect(sdl).not.toBe(ticker.supergraphSdl);
  const { gateway } = ticker.gateway;
  const before = gateway.generation.id;
  writeFileSync(`${ticker.path}.new`, sdl);
  renameSync(`${ticker.path}.new`, ticker.path);
  await until(() => gateway.generation.id !== before, 20);
}

/** The same graph with another digest. */
const touched = () => ticker.supergraphSdl.replace('type Thing', '"A thing." type Thing');
/** The clock moves to another address, so that none of its streams can go on where it is. */
const moved = () =>
  ticker.supergraphSdl.replace(/(name: "clock", url: "http:\/\/)127\.0\.0\.1/, '$1localhost');

const numbers = ({ heard }: Following, field: string) =>
  heard.map((each) => (each as { data?: Record<string, { n: number }> }).data?.[field]?.n);

async function expectAll(followings: readonly Following[], field: string): Promise<void> {
  await until(() => followings.every(({ heard }) => heard.length > 20), 20);
  clearInterval(ticking);
  await until(() => followings.every((each) => numbers(each, field).at(-1) === ticker.count), 10);
  for (const following of followings) {
    const [first] = numbers(following, field);
    const expected = Array.from({ length: ticker.count - first! + 1 }, (_each, index) => first! + index);
    expect(numbers(following, field)).toEqual(expected);
  }
}

describe('open subscriptions, when the supergraph changes', () => {
  it('go on over the stream they have where that is still the same', async () => {
    const followings = Array.from({ length: 200 }, () =>
      client.follow('subscription { ticked { n thing { name } } }'),
    );
    await until(() => followings.every(({ heard }) => heard.length > 3), 20);
    await swapTo(touched());
    await expectAll(followings, 'ticked');
    expect(ticker.begun).toEqual([null]);
  });

  it('go on after their last event where the subgraph has moved', async () => {
    const followings = Array.from({ length: 200 }, () =>
      client.follow('subscription { ticked { n thing { name } } }'),
    );
    await until(() => followings.every(({ heard }) => heard.length > 3), 20);
    await swapTo(moved());
    await until(() => ticker.begun.length === 2);
    await expectAll(followings, 'ticked');
    expect(Number(ticker.begun[1])).toBeGreaterThan(3);
  });

  it('lose nothing and get nothing twice where there are no cursors either', async () => {
    const following = client.follow('subscription { passed { n thing { name } } }');
    await until(() => following.heard.length > 3);
    await swapTo(moved());
    await expectAll([following], 'passed');
    await until(() => ticker.listeners() === 1, 5);
  });

  it('leave nothing of the old supergraph behind', async () => {
    const following = client.follow('subscription { ticked { n thing { name } } }');
    await until(() => following.heard.length > 3);
    await swapTo(touched());
    await until(() => following.heard.length > 10);
    expect(ticker.gateway.gateway.live.statistics).toEqual({ streams: 1, subscribers: 1 });
  });

  it('end with an error of their own where they are not valid any more, and only they', async () => {
    const gone = client.follow('subscription { ticked { n text } }');
    const stays = client.follow('subscription { ticked { n } }');
    await until(() => gone.heard.length > 3 && stays.heard.length > 3);
    await swapTo(ticker.supergraphSdl.replace(/^ *text\(.*$/m, ''));
    await until(() => 'failed' in (gone.heard.at(-1) as object), 10);
    const last = gone.heard.at(-1) as Extract<Heard, { failed: unknown }>;
    expect(last.failed).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_NO_LONGER_VALID' } }]);
    await expectAll([stays], 'ticked');
  });

  it('go on without what their caller may not see any more', async () => {
    const following = client.follow('subscription { ticked { n thing { name } } }');
    await until(() => following.heard.length > 3);
    const name = 'name: String @join__field(graph: NAMES)';
    await swapTo(ticker.supergraphSdl.replace(name, `${name} @authenticated`));
    await until(() => JSON.stringify(following.heard.at(-1)).includes('UNAUTHORIZED_FIELD'), 10);
    await expectAll([following], 'ticked');
  });
});
