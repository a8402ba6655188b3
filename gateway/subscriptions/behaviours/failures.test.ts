import type { ServerResponse } from 'node:http';
import { startChess, type Chess, type Move } from '../../../tests/support/chess';
import {
  errorsOf,
  openFollower,
  TRANSPORTS,
  type Follower,
  type Following,
} from '../../../tests/support/followers';
import type { Reception } from '../../../tests/support/scripted-sockets';
import { until } from '../../../tests/support/shop';
import { CANARY } from '../../../tests/support/shop-subgraphs';
import type { RunningGateway } from '../../start-gateway';

const MOVED = 'subscription { moved { id comment } }';
const moved = (move: Move) => ({ moved: { __typename: 'Move', ...move } });
/** What the inside is made of; no client hears of any of it. */
const INTERNALS = /canary|127\.0\.0\.1|_entities|node_modules|ECONN|ws:|4403/;

let chess: Chess;
/** Does not wait long for anybody. */
let impatient: RunningGateway;

beforeAll(async () => {
  chess = await startChess();
  impatient = await chess.startGateway({ SUBGRAPH_TIMEOUT_MS: '500' });
});
afterAll(async () => {
  await impatient.stop();
  await chess.stop();
});
afterEach(() => chess.reset());

const nextStream = () => chess.board.sockets.nextStream();

/** Waits until it is over. @returns all errors that were told */
async function endOf(following: Following): Promise<readonly { extensions?: { code?: unknown } }[]> {
  const isOver = () => following.heard.some((heard) => heard === 'complete' || 'failed' in heard);
  await until(isOver, 10);
  const errors = following.heard.flatMap(errorsOf);
  expect(JSON.stringify(errors)).not.toMatch(INTERNALS);
  return errors;
}

describe.each(TRANSPORTS)('over %s, a subscription', (transport) => {
  let client: Follower;
  let hasty: Follower;

  beforeEach(() => {
    client = openFollower(transport, chess.gateway);
    hasty = openFollower(transport, impatient);
  });
  afterEach(async () => {
    client.close();
    hasty.close();
    await until(() => chess.board.sockets.openStreams() === 0, 10);
    for (const { gateway } of [chess.gateway, impatient])
      await until(() => gateway.live.statistics.streams === 0, 10);
  });

  it.each([
    ['has a syntax error', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['asks for an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['has two root fields', 'subscription { moved { id } resigned }', 'GRAPHQL_VALIDATION_FAILED'],
    ['has a condition on its root', 'subscription { moved @skip(if: false) { id } }', 'BAD_REQUEST'],
    ['has nothing to follow', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED|BAD_REQUEST'],
    ['defers a part', 'subscription { moved { ... @defer { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'lacks a variable',
      'subscription ($l: String!) { moved { comment(language: $l) } }',
      'BAD_REQUEST|BAD_USER_INPUT',
    ],
  ])('that %s is refused before anything is asked, and its client goes on', async (_what, query, code) => {
    // Apollo Client parses for itself.
    if (transport === 'multipart' && query === 'subscription {') return;
    const errors = await endOf(client.follow(query));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions?.code).toMatch(new RegExp(`^(${code})$`));
    expect(chess.board.followed).toEqual([]);
    expect(await client.follow('{ champion { name } }').next()).toEqual({
      data: { champion: { name: 'Ada' } },
    });
  });

  it('gives data and errors of one event together, and goes on', async () => {
    const following = client.follow('subscription { now: moved { id text: failing } }');
    const stream = await nextStream();
    const failing = Object.assign(new Error('Not now.'), { extensions: { code: 'TOO_EARLY' } });
    stream.event(moved({ id: '1', failing }));
    expect(await following.next()).toEqual({
      data: { now: { id: '1', text: null } },
      errors: [{ message: 'Not now.', path: ['now', 'text'], extensions: { code: 'TOO_EARLY' } }],
    });
    stream.event(moved({ id: '2' }));
    expect(await following.next()).toEqual({ data: { now: { id: '2', text: null } } });
  });

  it('gives null and the errors of an event that has nothing else, and goes on', async () => {
    const following = client.follow(MOVED);
    const stream = await nextStream();
    stream.send({ errors: [{ message: 'Lost.', extensions: { code: 'LOST' } }] });
    expect(await following.next()).toEqual({
      data: { moved: null },
      errors: [{ message: 'Lost.', extensions: { code: 'LOST' } }],
    });
    stream.event(moved({ id: '2' }));
    expect(await following.next()).toEqual({ data: { moved: { id: '2', comment: 'Fine 2' } } });
  });

  it.each<[string, string, (response: ServerResponse) => unknown]>([
    ['answers with 500', 'SUBGRAPH_INVALID_RESPONSE', (response) => response.writeHead(500).end(CANARY)],
    ['hangs', 'SUBGRAPH_TIMEOUT', () => undefined],
    [
      'has a GraphQL error',
      'NO_WORDS',
      (response) =>
        response.end(
          JSON.stringify({ data: null, errors: [{ message: 'Mute.', extensions: { code: 'NO_WORDS' } }] }),
        ),
    ],
  ])('lacks only what another subgraph adds to one event when that %s', async (_what, code, answer) => {
    const following = hasty.follow(MOVED);
    const stream = await nextStream();
    chess.comments.answerWith((_request, response) => answer(response));
    stream.event(moved({ id: '1' }));
    const partial = await following.next();
    expect(partial).toMatchObject({
      data: { moved: { id: '1', comment: null } },
      errors: [{ path: ['moved', 'comment'], extensions: { code } }],
    });
    expect(JSON.stringify(partial)).not.toMatch(INTERNALS);
    chess.comments.answerWith(null);
    stream.event(moved({ id: '2' }));
    expect(await following.next()).toEqual({ data: { moved: { id: '2', comment: 'Fine 2' } } });
  });

  it.each<[string, Partial<Reception>, string]>([
    ['refuses its socket with 401', { handshake: 401 }, 'SUBGRAPH_UNAVAILABLE'],
    ['knows nothing of sockets', { handshake: 404 }, 'SUBGRAPH_UNAVAILABLE'],
    ['does not answer the request for a socket', { handshake: 'hang' }, 'SUBGRAPH_UNAVAILABLE'],
    ['does not answer the greeting', { greeting: 'hang' }, 'SUBGRAPH_UNAVAILABLE'],
    ['forbids the gateway itself', { greeting: 4403 }, 'SUBGRAPH_UNAVAILABLE'],
    ['closes its socket as if it had failed', { greeting: 4500 }, 'SUBGRAPH_UNAVAILABLE'],
    [
      'has no subscriptions',
      { refusal: [{ message: `${CANARY} are disabled`, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
      'INTERNAL',
    ],
    ['refuses it', { refusal: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] }, 'FORBIDDEN'],
  ])('ends with one error when its subgraph %s, and leaves nothing behind', async (_what, how, code) => {
    chess.board.sockets.receive(how);
    const errors = await endOf(hasty.follow(MOVED));
    expect(errors).toMatchObject([{ extensions: { code } }]);
    const health = () => impatient.gateway.subgraphHealth.find(({ name }) => name === 'board');
    await until(() => health()?.sockets === 0 && health()?.subscriptions === 0, 10);
    await until(() => chess.board.sockets.openSockets() === 0, 10);
  });

  it('ends with one error when nobody is where its subgraph should be', async () => {
    const gateway = await chess.startGateway({ SUBGRAPH_URL_BOARD: 'http://127.0.0.1:1/graphql' });
    const lost = openFollower(transport, gateway);
    expect(await endOf(lost.follow(MOVED))).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
    expect(gateway.gateway.live.statistics).toEqual({ streams: 0, subscribers: 0 });
    lost.close();
    await gateway.stop();
  });

  it('ends with an error when its source fails, while others of the same client go on', async () => {
    const [failing, other] = [client.follow(MOVED), client.follow('subscription { moved(game: 2) { id } }')];
    const streams = [await nextStream(), await nextStream()];
    const ofGame2 = streams.findIndex(({ asked }) => asked.query.includes('game'));
    const [stays, fails] = [streams[ofGame2]!, streams[1 - ofGame2]!];
    fails.event(moved({ id: '1' }));
    await failing.next();
    fails.fail([{ message: `${CANARY} at 10.0.0.1` }]);
    expect(await endOf(failing)).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(failing.heard)).not.toContain('10.0.0.1');
    stays.event(moved({ id: '2' }));
    expect(await other.next()).toEqual({ data: { moved: { id: '2' } } });
  });
});
