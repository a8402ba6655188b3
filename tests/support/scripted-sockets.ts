import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { execute, parse, type GraphQLSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ServeSockets } from './federation';
import { until } from './shop';

/** A subscription that reached a subgraph, which says nothing but what the test has it say. */
export interface ScriptedStream {
  readonly asked: SubscribePayload;
  /** Whether nobody has ended it yet. */
  readonly isOpen: boolean;
  /** Tells an event as any GraphQL server would. */
  event(root: Record<string, unknown>): void;
  /** Tells something in the place of a result. */
  send(payload: unknown): void;
  fail(errors: readonly object[]): void;
  complete(): void;
}

/** How a subgraph receives those who want to subscribe. */
export interface Reception {
  /** What becomes of the request for a socket: a status refuses it. */
  handshake: 'accept' | 'hang' | number;
  /** What becomes of `connection_init`: a number closes the socket. */
  greeting: 'acknowledge' | 'hang' | number;
  /** Errors that each subscription is refused with. */
  refusal: readonly object[] | null;
  answersPings: boolean;
}

const WELCOME: Reception = {
  handshake: 'accept',
  greeting: 'acknowledge',
  refusal: null,
  answersPings: true,
};

/** The sockets of a subgraph, spoken over by hand. */
export interface ScriptedSockets {
  serve: ServeSockets;
  /** Every request for a socket, in order. */
  upgrades: IncomingMessage[];
  /** The next subscription that no test has taken yet. */
  nextStream(): Promise<ScriptedStream>;
  openStreams(): number;
  openSockets(): number;
  pingAll(): void;
  /** How many pongs came, and pings. */
  heard: { pongs: number; pings: number };
  receive(how: Partial<Reception>): void;
  /** Welcomes everybody again, with nothing recorded. */
  reset(): void;
}

export function scriptedSockets(protocol = 'graphql-transport-ws'): ScriptedSockets {
  const upgrades: IncomingMessage[] = [];
  const arrived: ScriptedStream[] = [];
  const open = new Set<ScriptedStream>();
  const sockets = new Set<WebSocket>();
  const heard = { pongs: 0, pings: 0 };
  let reception = WELCOME;

  const speak = (socket: WebSocket, schema: GraphQLSchema, record: Parameters<ServeSockets>[2]) => {
    const streams = new Map<string, ScriptedStream>();
    const tell = (message: object) => socket.send(JSON.stringify(message));
    const forget = (id: string) => {
      const stream = streams.get(id);
      if (stream) open.delete(stream);
      streams.delete(id);
    };
    const subscribe = (id: string, asked: SubscribePayload) => {
      record.followed.push(asked.query);
      if (reception.refusal) return tell({ id, type: 'error', payload: reception.refusal });
      const end = (message: object) => {
        if (streams.has(id)) tell({ id, ...message });
        forget(id);
      };
      const stream: ScriptedStream = {
        asked,
        get isOpen() {
          return open.has(stream);
        },
        event: (rootValue) => {
          const document = parse(asked.query);
          const variableValues = asked.variables ?? {};
          stream.send(execute({ schema, document, rootValue, variableValues }));
        },
        send: (payload) => tell({ id, type: 'next', payload }),
        fail: (payload) => end({ type: 'error', payload }),
        complete: () => end({ type: 'complete' }),
      };
      streams.set(id, stream);
      open.add(stream);
      arrived.push(stream);
    };
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      [...streams.keys()].forEach(forget);
    });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { id: string; type: string; payload?: never };
      if (message.type === 'connection_init') {
        record.inits.push(message.payload);
        if (reception.greeting === 'acknowledge') tell({ type: 'connection_ack' });
        else if (reception.greeting !== 'hang') socket.close(reception.greeting, 'No.');
      } else if (message.type === 'subscribe') subscribe(message.id, message.payload!);
      else if (message.type === 'complete') forget(message.id);
      else if (message.type === 'pong') heard.pongs += 1;
      else if (message.type === 'ping') {
        heard.pings += 1;
        if (reception.answersPings) tell({ type: 'pong' });
      }
    });
  };

  return {
    upgrades,
    heard,
    serve: (server, schema, record) => {
      const accept = new WebSocketServer({ noServer: true, handleProtocols: () => protocol });
      const waiting = new Set<Duplex>();
      server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
        upgrades.push(request);
        waiting.add(connection.on('error', () => undefined));
        const { handshake } = reception;
        if (handshake === 'hang') return;
        if (handshake === 'accept')
          return accept.handleUpgrade(request, connection, head, (socket) => speak(socket, schema, record));
        connection.end(`HTTP/1.1 ${handshake} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      });
      return () => waiting.forEach((connection) => connection.destroy());
    },
    nextStream: async () => {
      await until(() => arrived.length > 0, 10);
      return arrived.shift()!;
    },
    openStreams: () => open.size,
    openSockets: () => sockets.size,
    pingAll: () => sockets.forEach((socket) => socket.send('{"type":"ping"}')),
    receive: (how) => (reception = { ...reception, ...how }),
    reset: () => {
      reception = WELCOME;
      arrived.length = 0;
      upgrades.length = 0;
    },
  };
}
