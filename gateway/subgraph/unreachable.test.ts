import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { askSocket, expectSafe, INSIDE, QUERY } from '../../tests/support/canaries';
import { startShop, until, type Shop } from '../../tests/support/shop';
import { CANARY } from '../../tests/support/shop-subgraphs';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const MEGABYTE = 'x'.repeat(2 ** 20);

let shop: Shop;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());
afterEach(() => shop.reset());

describe('a subgraph that cannot be talked to', () => {
  let server: Server | undefined;
  const sockets: Socket[] = [];

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server?.close();
  });

  async function listen(serve: (socket: Socket) => void): Promise<number> {
    const opened = createTcpServer((socket) => {
      sockets.push(socket.on('error', () => undefined));
      serve(socket);
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
    return (opened.address() as AddressInfo).port;
  }

  it.each<[string, () => Promise<string>]>([
    ['because nobody listens', () => Promise.resolve(`http://127.0.0.1:1/${CANARY}`)],
    ['because there is no such name', () => Promise.resolve(`http://${CANARY}.invalid/graphql`)],
    [
      'because it does not speak TLS',
      async () =>
        `https://127.0.0.1:${await listen((socket) => socket.end('HTTP/1.1 400 no\r\n\r\n'))}/${CANARY}`,
    ],
    [
      'because it does not speak HTTP',
      async () =>
        `http://127.0.0.1:${await listen((socket) => socket.end(`220 ${INSIDE}\r\n\r\n`))}/${CANARY}`,
    ],
    [
      'because it hangs up',
      async () => `http://127.0.0.1:${await listen((socket) => socket.destroy())}/${CANARY}`,
    ],
  ])('%s tells nothing of where it is, over HTTP and sockets', async (_why, address) => {
    const lost = await shop.startGateway({
      SUBGRAPH_URL_REVIEWS: await address(),
      SUBGRAPH_TIMEOUT_MS: '3000',
    });
    expectSafe(await shop.ask(QUERY, { url: lost.url }), 'SUBGRAPH_UNAVAILABLE');
    expectSafe(await askSocket(QUERY, lost), 'SUBGRAPH_UNAVAILABLE');
    await lost.stop();
  });
});

describe('a subgraph that never comes to an end', () => {
  it('with one byte after the other costs the deadline and no more', async () => {
    let isCut = false;
    const drip: Answer = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(timer);
        isCut = true;
      });
    };
    shop.reviews.answerWith(drip);
    const hasty = await shop.startGateway({ SUBGRAPH_TIMEOUT_MS: '500' });
    const began = performance.now();
    expectSafe(await shop.ask(QUERY, { url: hasty.url }), 'SUBGRAPH_TIMEOUT');
    expect(performance.now() - began).toBeLessThan(2_000);
    await until(() => isCut);
    await hasty.stop();
  });

  it('with 50 megabytes is cut off after a few of them', async () => {
    let sent = 0;
    shop.reviews.answerWith((_request, response) => {
      const more = () => {
        while (sent < 50 && !response.destroyed) {
          sent += 1;
          if (!response.write(MEGABYTE)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    expectSafe(await shop.ask(QUERY, { url: shop.gateway.url }), 'SUBGRAPH_INVALID_RESPONSE');
    expect(sent).toBeLessThan(30);
  });
});

describe('a subgraph that hangs or is dead, as a client sees it', () => {
  it('costs those who ask together the deadline once', async () => {
    shop.reviews.answerWith(() => {});
    const hasty = await shop.startGateway({ SUBGRAPH_TIMEOUT_MS: '400' });
    const began = performance.now();
    const replies = await Promise.all(Array.from({ length: 10 }, () => shop.ask(QUERY, { url: hasty.url })));
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const reply of replies) expectSafe(reply, 'SUBGRAPH_TIMEOUT');
    await hasty.stop();
  });

  it('fails fast once its circuit is open, and is found again when it is back', async () => {
    const server = createServer((_request, response) => response.end('{"data":{"reviewCount":2}}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const lost = await shop.startGateway({ SUBGRAPH_URL_REVIEWS: `http://127.0.0.1:${port}/graphql` });
    const count = () => shop.ask('{ reviewCount }', { url: lost.url });
    const circuit = () => lost.gateway.subgraphHealth.find(({ name }) => name === 'reviews')?.circuit;
    for (let i = 0; i < 20; i += 1) await count();
    expect(circuit()).toBe('open');
    const [failing, idle]: [number[], number[]] = [[], []];
    for (let i = 0; i < 20; i += 1) {
      const began = performance.now();
      const { errors } = await count();
      const failed = performance.now();
      expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
      const asked = performance.now();
      await shop.ask('{ __typename }', { url: lost.url });
      failing.push(failed - began);
      idle.push(performance.now() - asked);
    }
    // How long the way there and back takes by itself is the machine's affair.
    expect(Math.min(...failing) - Math.min(...idle)).toBeLessThan(5);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    let data: unknown;
    for (let i = 0; i < 200 && circuit() !== 'closed'; i += 1) {
      ({ data } = await count());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(data).toEqual({ reviewCount: 2 });
    await lost.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
