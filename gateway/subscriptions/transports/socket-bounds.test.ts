import { WebSocket, type ClientOptions } from 'ws';
import { startIssuer, type Issuer } from '../../../tests/support/issuer';
import { startShop, until, type Shop } from '../../../tests/support/shop';
import type { RunningGateway } from '../../start-gateway';

const CHANGED = 'subscription { productChanged { upc } }';
const PROTOCOL = 'graphql-transport-ws';

jest.setTimeout(15_000);

let shop: Shop;
let issuer: Issuer;
let gateway: RunningGateway;

beforeAll(async () => {
  shop = await startShop();
  issuer = await startIssuer();
  gateway = await shop.startGateway({
    ...issuer.env,
    SOCKETS_PER_USER: '2',
    SOCKETS_PER_ADDRESS: '6',
    SUBSCRIPTIONS_PER_CONNECTION: '3',
    ALLOWED_ORIGINS: 'https://board.example',
  });
});
afterAll(async () => {
  await gateway.stop();
  await issuer.stop();
  await shop.stop();
});

interface Message {
  id?: string;
  type: string;
  payload?: { extensions?: { code: string } }[] & { errors?: { extensions: { code: string } }[] };
}

/** A socket spoken to by hand. */
interface Raw {
  socket: WebSocket;
  got: Message[];
  send(message: unknown): void;
  /** The code that it is closed with, or the status that refuses it. */
  closed: Promise<number>;
}

async function open(protocol = PROTOCOL, options: ClientOptions = {}, to = gateway): Promise<Raw> {
  const socket = new WebSocket(to.wsUrl, protocol, options);
  const got: Message[] = [];
  const closed = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode!));
    socket.on('close', resolve);
  });
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => got.push(JSON.parse(data.toString()) as Message));
  await Promise.race([closed, new Promise((resolve) => socket.once('open', resolve))]);
  return {
    socket,
    got,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

async function greeted(payload?: object): Promise<Raw> {
  const raw = await open();
  raw.send({ type: 'connection_init', ...(payload && { payload }) });
  await Promise.race([raw.closed, until(() => raw.got.length > 0)]);
  return raw;
}

const opened: Raw[] = [];
const kept = async (raw: Promise<Raw>) => {
  opened.push(await raw);
  return raw;
};
afterEach(async () => {
  opened.splice(0).forEach(({ socket }) => socket.terminate());
  await until(() => shop.openSources() === 0 && gateway.gateway.live.statistics.streams === 0);
  await new Promise((resolve) => setTimeout(resolve, 50));
});

const subscribe = (id: string, query = CHANGED) => ({ id, type: 'subscribe', payload: { query } });
const init = { type: 'connection_init' };

it.each<[string, number, (raw: Raw) => void]>([
  ['no connection_init', 4408, () => undefined],
  ['two of them', 4429, ({ send }) => [init, init].forEach(send)],
  ['a subscribe before the ack', 4401, ({ send }) => send(subscribe('a'))],
  ['something that is not JSON', 4400, ({ send }) => send('{')],
  ['a message of an unknown type', 4400, ({ send }) => send({ type: 'stop' })],
  ['a message that only servers send', 4400, ({ send }) => send({ id: 'a', type: 'next', payload: {} })],
  ['a binary frame', 4400, ({ socket }) => socket.send(Buffer.from('{"type":"ping"}'))],
  ['a frame of 65,537 bytes', 1009, ({ send }) => send('x'.repeat(65_537))],
  ['a flood of messages', 1008, ({ send }) => Array.from({ length: 5_000 }, () => send({ type: 'ping' }))],
])('%s closes the socket with %i', async (_what, code, act) => {
  const raw = await kept(open());
  act(raw);
  expect(await raw.closed).toBe(code);
});

it('an id that is in use closes the socket, also while its subscription is being prepared', async () => {
  const raw = await kept(greeted());
  raw.send(subscribe('a'));
  raw.send(subscribe('a'));
  expect(await raw.closed).toBe(4409);
});

it('an id can be used again after its subscription has ended', async () => {
  const raw = await kept(greeted());
  raw.send(subscribe('a'));
  await shop.nextSource();
  raw.send({ id: 'a', type: 'complete' });
  await until(() => shop.openSources() === 0);
  raw.send(subscribe('a'));
  (await shop.nextSource()).push('p1');
  await until(() => raw.got.some(({ type, id }) => type === 'next' && id === 'a'));
});

it.each(['graphql-ws', 'chat'])('speaks no %s', async (protocol) => {
  const raw = await kept(open(protocol));
  expect(await raw.closed).toBe(1006);
});

it('pages of other origins open no socket', async () => {
  expect(await (await kept(open(PROTOCOL, { origin: 'https://evil.example' }))).closed).toBe(403);
  const own = await kept(open(PROTOCOL, { origin: 'https://board.example' }));
  expect(own.socket.readyState).toBe(WebSocket.OPEN);
});

it('a user has so many sockets and no more, until one of them is closed', async () => {
  const payload = { authorization: `Bearer ${issuer.token({ claims: { sub: 'u9' } })}` };
  const [first] = [await kept(greeted(payload)), await kept(greeted(payload))];
  expect(await (await kept(greeted(payload))).closed).toBe(4429);
  first.socket.close();
  await first.closed;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await kept(greeted(payload))).got[0]?.type).toBe('connection_ack');
});

it('an address has so many sockets and no more', async () => {
  for (let count = 0; count < 6; count += 1) await kept(open());
  expect(await (await kept(open())).closed).toBe(429);
});

it('a socket has so many subscriptions and no more', async () => {
  const raw = await kept(greeted());
  for (const id of ['a', 'b', 'c']) raw.send(subscribe(id));
  await until(() => gateway.gateway.live.statistics.subscribers === 3);
  raw.send(subscribe('d'));
  await until(() => raw.got.some(({ id }) => id === 'd'));
  const refused = raw.got.find(({ id }) => id === 'd');
  expect(JSON.stringify(refused)).toContain('TOO_MANY_SUBSCRIPTIONS');
});

it('a ping is answered with what it carries, as the protocol has it', async () => {
  const raw = await kept(open());
  raw.send({ type: 'ping' });
  raw.send({ type: 'ping', payload: { at: 1 } });
  await until(() => raw.got.length === 2);
  expect(raw.got).toEqual([{ type: 'pong' }, { type: 'pong', payload: { at: 1 } }]);
});

it('a client that does not say that it is still there is cut', async () => {
  const asking = await shop.startGateway({ SUBSCRIPTION_HEARTBEAT_MS: '500' });
  const silent = await kept(open(PROTOCOL, { autoPong: false }, asking));
  const alive = await kept(open(PROTOCOL, {}, asking));
  expect(await silent.closed).toBe(1006);
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  alive.socket.close();
  await asking.stop();
});

it('a bad token closes the socket, and no subgraph hears of it', async () => {
  const before = shop.products.inits.length;
  const raw = await kept(open());
  raw.send({ ...init, payload: { authorization: 'Bearer nonsense' } });
  raw.send(subscribe('a'));
  expect(await raw.closed).toBe(4401);
  expect(shop.products.inits).toHaveLength(before);
});

it('where the schema is told to nobody it is not told over a socket either', async () => {
  const secretive = await shop.startGateway({ INTROSPECTION: 'false' });
  const raw = await kept(open(PROTOCOL, {}, secretive));
  raw.send(init);
  await until(() => raw.got.length > 0);
  raw.send(subscribe('a', '{ __schema { queryType { name } } }'));
  raw.send(subscribe('b', '{ topProduct { upc } }'));
  await until(() => raw.got.length === 3);
  expect(raw.got.map(({ type }) => type)).toEqual(['connection_ack', 'error', 'error']);
  expect(JSON.stringify(raw.got)).not.toMatch(/queryType:|topProducts/);
  await secretive.stop();
});
