import { createVerifier, socketCall } from '../../../kernel/auth/signed-identity';
import { systemClock } from '../../../kernel/clock';
import { createLogger } from '../../../kernel/telemetry/logger';
import { startChess, type Chess } from '../../../tests/support/chess';
import { composeStubs, startStubSubgraph } from '../../../tests/support/federation';
import { errorsOf, openFollower, type Follower } from '../../../tests/support/followers';
import { startIssuer, type Issuer } from '../../../tests/support/issuer';
import { scriptedSockets } from '../../../tests/support/scripted-sockets';
import { SECRET, until } from '../../../tests/support/shop';
import type { RunningGateway } from '../../start-gateway';
import { createSubgraphClient } from '../../subgraph/subgraph-client';
import { socketUrl } from '../../subgraph/upstream-socket';

const MOVED = 'subscription { moved { id } }';
const event = (id: string) => ({ moved: { __typename: 'Move', id } });
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

let chess: Chess;
let issuer: Issuer;
let gateway: RunningGateway;

beforeAll(async () => {
  issuer = await startIssuer();
  chess = await startChess(issuer.env);
  gateway = await chess.startGateway({ PROPAGATE_HEADERS: 'x-school,x-name' });
});
afterAll(async () => {
  await gateway.stop();
  await chess.stop();
  await issuer.stop();
});

const nextStream = () => chess.board.sockets.nextStream();
const clients: (Follower | AbortController)[] = [];
afterEach(async () => {
  for (const client of clients.splice(0))
    if ('close' in client) client.close();
    else client.abort();
  await until(() => chess.board.sockets.openSockets() === 0, 10);
  chess.reset();
});

function connect(token?: string, to = chess.gateway): Follower {
  const client = openFollower('WebSocket', to, token);
  clients.push(client);
  return client;
}

/** Follows moves as a client with these headers. @returns what was heard */
async function followWith(headers: Record<string, string>): Promise<{ text: string }> {
  const aborted = new AbortController();
  clients.push(aborted);
  const url = `${gateway.url}?query=${encodeURIComponent(MOVED)}`;
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: aborted.signal,
  });
  const heard = { text: '' };
  void (async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) heard.text += part;
  })().catch(() => undefined);
  return heard;
}

describe('the greeting to a subgraph', () => {
  it('says who is asking, signed by the gateway', async () => {
    connect(issuer.token({ claims: { sub: 'ada' } })).follow(MOVED);
    await nextStream();
    const greeting = chess.board.inits.at(-1)!;
    const verify = createVerifier(SECRET);
    const { identity } = verify(
      socketCall('/graphql'),
      (name) => greeting[name]?.toString(),
      systemClock.now().getTime(),
    );
    expect(identity).toMatchObject({ sub: 'ada' });
  });
});

describe('the request for a socket at a subgraph', () => {
  it('carries the headers that are propagated and the trace of who opens it, and no others', async () => {
    await followWith({ 'x-school': 'north', 'x-other': 'no', cookie: 'a=b', traceparent: TRACE });
    await nextStream();
    const { headers, url } = chess.board.sockets.upgrades[0]!;
    expect(headers).toMatchObject({
      'x-school': 'north',
      traceparent: TRACE,
      'sec-websocket-protocol': 'graphql-transport-ws',
    });
    expect(headers).not.toHaveProperty('x-other');
    expect(headers).not.toHaveProperty('cookie');
    expect(url).toBe('/graphql');
  });

  it('carries values that are not ASCII as they came', async () => {
    // How fetch sends the bytes of a header: one character each.
    const name = Buffer.from('Zoë Rasoāha').toString('latin1');
    const heard = await followWith({ 'x-name': name });
    (await nextStream()).event(event('1'));
    expect(chess.board.sockets.upgrades[0]!.headers['x-name']).toBe(name);
    await until(() => heard.text.includes('"id":"1"'), 10);
  });

  it('is another one for clients with other headers, who never share a stream', async () => {
    const heard = [
      await followWith({ 'x-school': 'north', 'x-other': '1' }),
      await followWith({ 'x-school': 'north', 'x-other': '2' }),
      await followWith({ 'x-school': 'south' }),
    ];
    const first = await nextStream();
    await nextStream();
    await until(() => gateway.gateway.live.statistics.subscribers === 3, 10);
    expect(chess.board.sockets.upgrades.map(({ headers }) => headers['x-school'])).toEqual([
      'north',
      'south',
    ]);
    first.event(event('1'));
    await until(() => heard[0]!.text.includes('"1"') && heard[1]!.text.includes('"1"'), 10);
    expect(heard[2]!.text).not.toContain('"1"');
  });

  it.each([
    ['http://board.example/graphql', 'ws://board.example/graphql'],
    ['https://board.example:8443/a/b?key=1', 'wss://board.example:8443/a/b?key=1'],
  ])('for the operations at %s goes to %s', (url, socket) => {
    expect(socketUrl(new URL(url))).toBe(socket);
  });
});

describe('sockets at a subgraph', () => {
  it('are one for all that the same caller follows, and none once that has ended', async () => {
    const ada = connect(issuer.token({ claims: { sub: 'ada' } }));
    ada.follow(MOVED);
    const other = ada.follow('subscription { moved(game: 2) { id } }');
    await nextStream();
    await nextStream();
    expect(chess.board.sockets.openSockets()).toBe(1);
    connect(issuer.token({ claims: { sub: 'bob' } })).follow(MOVED);
    await nextStream();
    expect(chess.board.sockets.openSockets()).toBe(2);
    other.leave();
    ada.close();
    await until(() => chess.board.sockets.openSockets() === 1, 10);
  });

  it('are spoken over by graphql-transport-ws alone: one that knows only another is out of reach', async () => {
    const sockets = scriptedSockets('graphql-ws');
    const old = await startStubSubgraph('board', 'type Query { a: Int }', {}, 0, sockets.serve);
    const over = await chess.startGateway({ SUBGRAPH_URL_BOARD: old.url });
    const [error] = errorsOf(await connect(undefined, over).follow(MOVED).next());
    expect(error?.extensions?.code).toBe('SUBGRAPH_UNAVAILABLE');
    await over.stop();
    await old.stop();
  });
});

describe('an idle socket at a subgraph', () => {
  const open = () =>
    createSubgraphClient({
      name: 'board',
      url: new URL(chess.board.url),
      timeoutMs: 5_000,
      heartbeat: { pingMs: 50, pongMs: 500 },
      clock: systemClock,
      logger: createLogger('gateway', 'silent'),
    });
  const context = { identity: null, requestId: 'r', signal: new AbortController().signal };
  const operation = { query: MOVED, variables: {} };

  it('is asked again and again whether it is still there, and says so itself when it is asked', async () => {
    const client = open();
    const events = client.subscribe(operation, context);
    const next = events.next();
    const stream = await nextStream();
    const { heard } = chess.board.sockets;
    const { pings } = heard;
    await until(() => heard.pings > pings + 3, 10);
    chess.board.sockets.pingAll();
    await until(() => heard.pongs > 0, 10);
    stream.event(event('1'));
    expect((await next).value).toMatchObject({ data: { moved: { id: '1' } } });
    await events.return?.();
    await client.close();
  });

  it('is kept where it has no time to say that it is there for all the other things that it says', async () => {
    chess.board.sockets.receive({ answersPings: false });
    const client = open();
    const events = client.subscribe(operation, context);
    let next = events.next();
    const stream = await nextStream();
    for (let number = 0; number < 15; number += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      stream.event(event(String(number)));
      expect((await next).value).toMatchObject({ data: { moved: { id: String(number) } } });
      next = events.next();
    }
    await expect(next).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    await client.close();
  });

  it('is given up where it does not say that it is there', async () => {
    chess.board.sockets.receive({ answersPings: false });
    const client = open();
    const next = client.subscribe(operation, context).next();
    await nextStream();
    await expect(next).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(client.health()).toMatchObject({ sockets: 0, subscriptions: 0 });
    await client.close();
  });
});

describe('a supergraph', () => {
  const part = async (name: string, sdl: string) => startStubSubgraph(name, sdl, {});
  const DATA = 'type Query { a: Int @shareable }';

  it.each([
    ['that two subgraphs have', 'type Subscription { moved: Int }', /moved/],
    ['that is said to be shareable', 'type Subscription { moved: Int @shareable }', /shareable|moved/],
  ])('has no subscription %s', async (_what, subscription, why) => {
    const parts = [
      await part('one', `${DATA} ${subscription}`),
      await part('two', `${DATA} ${subscription}`),
    ];
    expect(() => composeStubs(parts)).toThrow(why);
    await Promise.all(parts.map((each) => each.stop()));
  });

  it('has the subscriptions of all its subgraphs', async () => {
    const parts = [
      await part('one', `${DATA} type Subscription { moved: Int }`),
      await part('two', `${DATA} type Subscription { resigned: Int }`),
    ];
    expect(composeStubs(parts)).toMatch(/type Subscription[\s\S]*moved: Int[\s\S]*resigned: Int/);
    await Promise.all(parts.map((each) => each.stop()));
  });
});
