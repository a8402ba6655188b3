import { parse, print } from 'graphql';
import { startChess, type Chess } from '../../../tests/support/chess';
import { errorsOf, openFollower, TRANSPORTS, type Follower } from '../../../tests/support/followers';
import { until } from '../../../tests/support/shop';

/** As Apollo Client sends it: streams are shared by those who send the same text. */
const MOVED = print(parse('subscription { moved { id comment __typename } }'));
const OTHER = print(parse('subscription { moved(game: 2) { id __typename } }'));
const event = (id: string) => ({ moved: { __typename: 'Move', id } });
const told = (id: string) => ({ data: { moved: { id, comment: `Fine ${id}`, __typename: 'Move' } } });

let chess: Chess;

beforeAll(async () => {
  chess = await startChess();
});
afterAll(() => chess.stop());
afterEach(() => chess.reset());

const live = () => chess.gateway.gateway.live.statistics;
const nextStream = () => chess.board.sockets.nextStream();
const openStreams = () => chess.board.sockets.openStreams();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.each(TRANSPORTS)('over %s, a subscription', (transport) => {
  let client: Follower;

  beforeEach(() => (client = openFollower(transport, chess.gateway)));
  afterEach(async () => {
    client.close();
    await until(() => openStreams() === 0 && chess.board.sockets.openSockets() === 0, 10);
    expect(live()).toEqual({ streams: 0, subscribers: 0 });
  });

  it('is over for its client when it is for its source', async () => {
    const following = client.follow(MOVED);
    const stream = await nextStream();
    stream.event(event('1'));
    stream.complete();
    expect([await following.next(), await following.next()]).toEqual([told('1'), 'complete']);
  });

  it('is over for its source as soon as its client leaves, and nothing comes any more', async () => {
    const [leaving, staying] = [client.follow(MOVED), client.follow(OTHER)];
    const streams = [await nextStream(), await nextStream()];
    const ofGame2 = streams.findIndex(({ asked }) => asked.query.includes('game'));
    const [stays, left] = [streams[ofGame2]!, streams[1 - ofGame2]!];
    left.event(event('1'));
    await leaving.next();
    leaving.leave();
    await until(() => !left.isOpen, 10);
    left.event(event('2'));
    stays.event(event('3'));
    expect(await staying.next()).toMatchObject({ data: { moved: { id: '3' } } });
    expect(leaving.heard.filter((heard) => heard !== 'complete')).toEqual([told('1')]);
    expect(chess.board.followed).toHaveLength(2);
  });

  it('is over for its source, like all others of its client, when the connection is cut', async () => {
    client.follow(MOVED);
    client.follow(OTHER);
    const streams = [await nextStream(), await nextStream()];
    client.close();
    await until(() => streams.every(({ isOpen }) => !isOpen), 10);
  });

  it('is over for its source when its client leaves while an event is on its way', async () => {
    const following = client.follow(MOVED);
    const stream = await nextStream();
    let answer: (() => unknown) | undefined;
    chess.comments.answerWith((_request, response) => (answer = () => response.writeHead(500).end()));
    stream.event(event('1'));
    await until(() => answer !== undefined, 10);
    following.leave();
    await until(() => !stream.isOpen, 10);
    answer!();
    await pause(50);
    expect(following.heard.filter((heard) => heard !== 'complete')).toEqual([]);
  });

  it('is over when its client leaves before its subgraph has said that it listens', async () => {
    chess.board.sockets.receive({ greeting: 'hang' });
    const following = client.follow(MOVED);
    await until(() => chess.board.inits.length > 0 && live().streams === 1, 10);
    following.leave();
    await until(() => live().streams === 0 && chess.board.sockets.openSockets() === 0, 10);
    expect(chess.board.followed).toEqual([]);
  });

  it('is over when its client leaves at once', async () => {
    for (const _round of [1, 2, 3]) client.follow(MOVED).leave();
    // What was asked may arrive there yet.
    await pause(200);
    await until(() => live().streams === 0 && openStreams() === 0, 10);
  });

  it('is told that the gateway stops, and when to come back', async () => {
    const gateway = await chess.startGateway();
    const other = openFollower(transport, gateway);
    const following = other.follow(MOVED);
    const stream = await nextStream();
    await gateway.stop();
    await until(() => !stream.isOpen, 10);
    expect(JSON.stringify(await following.next())).toMatch(/1001|"SERVICE_UNAVAILABLE","retryAfterMs":\d+/);
    other.close();
  });

  it('shares its stream with whoever subscribes to the same in another way', async () => {
    const others = TRANSPORTS.map((each) => openFollower(each, chess.gateway));
    const followings = others.map((each) => each.follow(MOVED));
    const stream = await nextStream();
    await until(() => live().subscribers === TRANSPORTS.length, 10);
    stream.event(event('2'));
    for (const following of followings) expect(await following.next()).toEqual(told('2'));
    expect(live().streams).toBe(1);
    expect(chess.comments.calls).toHaveLength(1);
    others.forEach((other) => other.close());
  });

  it('is one of a bounded number', async () => {
    const gateway = await chess.startGateway({ SUBSCRIPTIONS_PER_USER: '2' });
    const greedy = openFollower(transport, gateway);
    const subscribers = (count: number) =>
      until(() => gateway.gateway.live.statistics.subscribers === count, 10);
    const held = [greedy.follow(MOVED), greedy.follow(MOVED)];
    await subscribers(2);
    const [error] = errorsOf(await greedy.follow(MOVED).next());
    expect(error?.extensions?.code).toBe('TOO_MANY_SUBSCRIPTIONS');
    held[0]!.leave();
    await subscribers(1);
    greedy.follow(MOVED);
    await subscribers(2);
    greedy.close();
    await gateway.stop();
  });
});
