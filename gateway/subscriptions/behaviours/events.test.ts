import { openFollower, TRANSPORTS, type Follower } from '../../../tests/support/followers';
import { startChess, type Chess, type Move } from '../../../tests/support/chess';
import { until } from '../../../tests/support/shop';

let chess: Chess;

beforeAll(async () => {
  chess = await startChess();
});
afterAll(() => chess.stop());
afterEach(() => chess.reset());

const moved = (move: Move) => ({ moved: { __typename: 'Move', ...move } });
const nextStream = () => chess.board.sockets.nextStream();

describe.each(TRANSPORTS)('over %s, a subscription', (transport) => {
  let client: Follower;

  beforeEach(() => (client = openFollower(transport, chess.gateway)));
  afterEach(async () => {
    client.close();
    await until(() => chess.board.sockets.openStreams() === 0, 10);
    expect(chess.gateway.gateway.live.statistics).toEqual({ streams: 0, subscribers: 0 });
  });

  it('gives each event in order, with the names that were asked for, and ends as its source does', async () => {
    const following = client.follow('subscription { now: moved { __typename number: id } }');
    const stream = await nextStream();
    for (const id of ['1', '2', '1']) stream.event(moved({ id }));
    stream.complete();
    for (const number of ['1', '2', '1'])
      expect(await following.next()).toEqual({ data: { now: { __typename: 'Move', number } } });
    expect(await following.next()).toBe('complete');
  });

  it('asks other subgraphs anew for each event, so that a later one tells what has changed', async () => {
    const following = client.follow('subscription { moved { id comment } }');
    const stream = await nextStream();
    stream.event(moved({ id: '1' }));
    expect(await following.next()).toEqual({ data: { moved: { id: '1', comment: 'Fine 1' } } });
    chess.say('Poor');
    stream.event(moved({ id: '1' }));
    expect(await following.next()).toEqual({ data: { moved: { id: '1', comment: 'Poor 1' } } });
    expect(chess.comments.calls).toHaveLength(2);
  });

  it('gives what fields of a second and a third subgraph require', async () => {
    const following = client.follow('subscription { moved { toll players { name } } }');
    (await nextStream()).event(moved({ id: '1', weight: 3 }));
    expect(await following.next()).toEqual({
      data: { moved: { toll: 30, players: [{ name: 'Player a1' }, { name: 'Player b1' }] } },
    });
  });

  it('asks once for all entities of an event', async () => {
    const following = client.follow('subscription { moved { sequel { comment players { name } } } }');
    const sequel = ['1', '2', '3'].map((id) => ({ id }));
    (await nextStream()).event(moved({ id: '0', sequel }));
    expect(await following.next()).toMatchObject({
      data: { moved: { sequel: [{ comment: 'Fine 1' }, { comment: 'Fine 2' }, { comment: 'Fine 3' }] } },
    });
    expect(chess.comments.calls).toHaveLength(1);
    expect(chess.players.calls).toHaveLength(1);
  });

  it('gives its source the variables that this uses, and other subgraphs theirs', async () => {
    const query = `subscription ($game: Int, $kind: Kind, $language: String) {
      moved(game: $game, kind: $kind) { comment(language: $language) } }`;
    const following = client.follow(query, { game: 7, kind: 'JUMP', language: 'mg' });
    const stream = await nextStream();
    expect(stream.asked.variables).toEqual({ game: 7, kind: 'JUMP' });
    stream.event(moved({ id: '1' }));
    expect(await following.next()).toEqual({ data: { moved: { comment: 'Fine 1 in mg' } } });
    const { variables } = JSON.parse(chess.comments.calls[0]!.body) as { variables: object };
    expect(Object.keys(variables).sort()).toEqual(['language', 'representations']);
  });

  it('gives scalars of its own, enums, interfaces and unions as they are', async () => {
    const following = client.follow(`subscription { moved { at kind
      piece { __typename name ... on Pawn { rank } ... on Rook { hasCastled } }
      outcome { ... on Check { by } ... on Draw { agreed } } } }`);
    const stream = await nextStream();
    const pawn = { __typename: 'Pawn', name: 'e', rank: 4 };
    const rook = { __typename: 'Rook', name: 'h', hasCastled: true };
    const at = '2026-11-24T12:00:00Z';
    const check = { __typename: 'Check', by: 'e' };
    stream.event(moved({ id: '1', at, kind: 'SLIDE', piece: pawn, outcome: check }));
    stream.event(
      moved({ id: '2', kind: 'JUMP', piece: rook, outcome: { __typename: 'Draw', agreed: false } }),
    );
    expect(await following.next()).toMatchObject({
      data: { moved: { at, kind: 'SLIDE', piece: pawn, outcome: { by: 'e' } } },
    });
    expect(await following.next()).toMatchObject({
      data: { moved: { at: null, kind: 'JUMP', piece: rook, outcome: { agreed: false } } },
    });
  });

  it('leaves out below its root what variables say', async () => {
    const query =
      'subscription ($all: Boolean!) { moved { id weight @include(if: $all) comment @skip(if: $all) } }';
    const [some, all] = [client.follow(query, { all: false }), client.follow(query, { all: true })];
    for (const stream of [await nextStream(), await nextStream()])
      stream.event(moved({ id: '1', weight: 2 }));
    expect(await some.next()).toEqual({ data: { moved: { id: '1', comment: 'Fine 1' } } });
    expect(await all.next()).toEqual({ data: { moved: { id: '1', weight: 2 } } });
  });

  it.each([
    ['null for its field', { data: { moved: null } }, { moved: null }],
    ['nothing for its field', { data: {} }, { moved: null }],
    ['null for its data', { data: null }, { moved: null }],
    ['nothing at all', {}, { moved: null }],
    [
      'nothing for a field below',
      { data: { moved: { __typename: 'Move', id: '1' } } },
      { moved: { id: '1', weight: null } },
    ],
  ])('gives null where an event has %s, and goes on', async (_what, payload, data) => {
    const following = client.follow('subscription { moved { id weight } }');
    const stream = await nextStream();
    stream.send(payload);
    expect(await following.next()).toEqual({ data });
    stream.event(moved({ id: '2', weight: 1 }));
    expect(await following.next()).toEqual({ data: { moved: { id: '2', weight: 1 } } });
  });

  it('shares its client with queries and mutations', async () => {
    const following = client.follow('subscription { moved { id } }');
    const stream = await nextStream();
    const query = client.follow('{ champion { name } }');
    expect([await query.next(), await query.next()]).toEqual([
      { data: { champion: { name: 'Ada' } } },
      'complete',
    ]);
    const mutation = client.follow('mutation ($name: String!) { greet(name: $name) }', { name: 'Eve' });
    expect(await mutation.next()).toEqual({ data: { greet: 'Hello Eve' } });
    stream.event(moved({ id: '1' }));
    expect(await following.next()).toEqual({ data: { moved: { id: '1' } } });
  });
});

/** The bytes of a stream over HTTP, as they come. */
async function readRaw(headers: Record<string, string>, init: RequestInit = {}, url = chess.gateway.url) {
  const aborted = new AbortController();
  const response = await fetch(url, { ...init, headers, signal: aborted.signal });
  const raw = { response, text: '', close: () => aborted.abort() };
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) raw.text += part.value;
  })().catch(() => undefined);
  return raw;
}

const MOVED = 'subscription { moved { id } }';
const post = { method: 'POST', body: JSON.stringify({ query: MOVED }) };

describe('a stream over HTTP', () => {
  it('of server-sent events is connected before anything happens, keeps the connection alive and completes', async () => {
    const gateway = await chess.startGateway({ SUBSCRIPTION_HEARTBEAT_MS: '50' });
    const raw = await readRaw(
      { accept: 'text/event-stream' },
      {},
      `${gateway.url}?query=${encodeURIComponent(MOVED)}`,
    );
    expect(raw.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await until(() => raw.text.split(':\n\n').length > 3, 10);
    const stream = await nextStream();
    stream.event(moved({ id: '1' }));
    stream.complete();
    await until(() => raw.text.endsWith('event: complete\ndata: \n\n'), 10);
    expect(raw.text).toContain('event: next\ndata: {"data":{"moved":{"id":"1"}}}\n\n');
    await gateway.stop();
  });

  it('in parts has heartbeats, events as payloads, and what ends it beside an empty one', async () => {
    const gateway = await chess.startGateway({ SUBSCRIPTION_HEARTBEAT_MS: '50' });
    const accept = 'multipart/mixed;subscriptionSpec=1.0, application/json';
    const raw = await readRaw({ accept, 'content-type': 'application/json' }, post, gateway.url);
    expect(raw.response.headers.get('content-type')).toMatch(/^multipart\/mixed;boundary="graphql"/);
    await until(() => raw.text.split('\r\n\r\n{}\r\n').length > 3, 10);
    const stream = await nextStream();
    stream.event(moved({ id: '1' }));
    stream.fail([{ message: 'Over.', extensions: { code: 'GAME_OVER' } }]);
    await until(() => raw.text.endsWith('\r\n--graphql--\r\n'), 10);
    expect(raw.text).toContain('\r\n\r\n{"payload":{"data":{"moved":{"id":"1"}}}}\r\n--graphql');
    expect(raw.text).toContain(
      '{"payload":null,"errors":[{"message":"Over.","extensions":{"code":"GAME_OVER"}}]}',
    );
    await gateway.stop();
  });

  it('carries no mutation over GET', async () => {
    const mutation = encodeURIComponent('mutation { greet(name: "Eve") }');
    const raw = await readRaw({ accept: 'text/event-stream' }, {}, `${chess.gateway.url}?query=${mutation}`);
    await until(() => raw.text.endsWith('event: complete\ndata: \n\n'), 10);
    expect(raw.text).toContain('Mutations are sent with POST.');
    expect(chess.comments.calls).toEqual([]);
  });

  it('has to be asked for: over a plain POST a subscription is told how it is done', async () => {
    const reply = await fetch(chess.gateway.url, {
      ...post,
      headers: { 'content-type': 'application/json' },
    });
    expect(reply.status).toBe(400);
    expect(await reply.text()).toMatch(/WebSocket.*server-sent events.*multipart/);
  });
});
