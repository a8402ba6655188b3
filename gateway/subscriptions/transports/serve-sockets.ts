import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, type Server as Protocol } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { StopSignal } from '../../../kernel/stop-signal';
import { clientAddressOf } from '../../http/client-address';
import { isTrustedOrigin } from '../../http/origins';
import { ownerOf, type LiveService } from '../live-service';
import { reasonOfBadToken } from '../end-reason';
import { overTime } from './over-time';
import { Rota } from './rota';
import { createTally } from './tally';
import { closeReason } from './close-reason';
import { renewSession } from './renew-session';
import { headersOf, type SocketClient } from './socket-client';
import { speakGraphqlWs, type SocketExtra } from './socket-protocol';

const MAX_FRAME_BYTES = 64 * 1024;
/** How many turns sockets are asked in … */
const PING_STEPS = 48;
/** … and after how many of them they must have answered. */
const ANSWER_STEPS = 36;
/** A WebSocket frame that asks and says nothing. */
const PING = Buffer.from([0x89, 0]);
/** How long a client may take to say goodbye. */
const GOODBYE_MS = 2_000;
/** More messages than this in one second are no client of ours. */
const MESSAGES_PER_SECOND = 1_000;
/** What a client may leave unread of answers to queries before it is cut off. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
/** When the gateway stops, clients come back within this time, not all at once. */
const COME_BACK_MS = 5_000;

interface SocketOptions {
  path: string;
  /** Where there are any, pages of no other origin may open a socket. */
  allowedOrigins: readonly string[];
  /** See {@link clientAddressOf}. */
  trustedProxies: number;
}

/** Open sockets that can be ended. */
export interface SocketServer {
  readonly size: number;
  /** Closes every socket with 1001, which ends its operations here and upstream; many are closed one after the other. */
  close(): Promise<void>;
}

/** Serves graphql-transport-ws on a server. */
export function serveSockets(server: Server, service: LiveService, options: SocketOptions): SocketServer {
  const { path, allowedOrigins, trustedProxies } = options;
  const { bounds, heartbeatMs, logger } = service;
  const clients = new Rota<SocketClient>(PING_STEPS);
  const perAddress = createTally(bounds.socketsPerAddress);
  const perUser = createTally(bounds.socketsPerUser);
  const accept = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL,
  });
  const protocol = speakGraphqlWs(service, (client) =>
    count(client, client.session ? perUser.add(ownerOf(client)) : noLimit),
  );
  let isClosing = false;

  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== path)
      return refuse(connection, '404 Not Found');
    if (isClosing) return refuse(connection, '503 Service Unavailable');
    // Without allowed origins there is no check: a socket's token is in its greeting, not in a cookie.
    if (allowedOrigins.length > 0 && !isTrustedOrigin(request.headers, allowedOrigins))
      return refuse(connection, '403 Forbidden');
    const { remoteAddress } = request.socket;
    const clientAddress = clientAddressOf({ headers: request.headers, remoteAddress }, trustedProxies);
    const release = perAddress.add(String(clientAddress));
    if (!release) return refuse(connection, '429 Too Many Requests');
    connection.once('close', release);
    accept.handleUpgrade(request, connection, head, (socket) => {
      open(newClient(socket, connection, { headers: headersOf(request), clientAddress }));
    });
  });

  function open(client: SocketClient): void {
    const { socket, connection } = client;
    clients.add(client);
    // Each of its subscriptions may wait for it to be clear.
    connection.setMaxListeners(0);
    const closed = protocol.opened(adapt(client), { client });
    socket.on('pong', () => (client.isAlive = true));
    // What is wrong with a socket closes it, too.
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket failed'));
    socket.once('close', (code, reason) => {
      clients.delete(client);
      client.gone.abort(new Error('the socket is closed'));
      for (const followed of client.followed.values()) followed?.leave(client.goneBecause);
      client.followed.clear();
      client.releases.forEach((release) => release());
      void closed(code, String(reason));
    });
  }

  function adapt(client: SocketClient): Parameters<Protocol<SocketExtra>['opened']>[0] {
    const { socket, connection } = client;
    const send = (text: string) => {
      if (socket.readyState !== socket.OPEN) return Promise.resolve();
      if (connection.writableLength > MAX_UNREAD_BYTES) socket.terminate();
      return new Promise<void>((resolve) => socket.send(text, () => resolve()));
    };
    return {
      protocol: socket.protocol,
      send,
      close: (code, reason) => closeFor(client, code, reason),
      onMessage: (read) => {
        socket.on('message', (data: Buffer, isBinary: boolean) => {
          if (isBinary) return closeFor(client, CloseCode.BadRequest, 'Invalid message received');
          if (isFlooding(client)) return closeFor(client, 1008, 'Too many messages');
          read(data.toString()).catch((error: unknown) => onProtocolError(client, error));
        });
      },
      onPing: async (payload) => {
        const authorization = payload?.authorization;
        const answer =
          authorization === undefined ? payload : await renewSession(service, client, authorization);
        await send(JSON.stringify({ type: 'pong', ...(answer && { payload: answer }) }));
      },
    };
  }

  function onProtocolError(client: SocketClient, error: unknown): void {
    // A message of a type that only servers send.
    if (error instanceof Error && error.message.startsWith('Unexpected message of type'))
      return closeFor(client, CloseCode.BadRequest, 'Invalid message received');
    logger.error({ err: error }, 'a message over a socket could not be handled');
    closeFor(client, CloseCode.InternalServerError, 'INTERNAL');
  }

  const lookWhoIsThere = () => {
    clients.next().forEach(askWhetherAlive);
    for (const { isAlive, socket } of clients.past(ANSWER_STEPS)) if (!isAlive) socket.terminate();
  };
  // What has come while this process was busy is read first.
  const ping = setInterval(() => setImmediate(lookWhoIsThere), heartbeatMs / PING_STEPS).unref();

  return {
    get size() {
      return clients.size;
    },
    close: async () => {
      isClosing = true;
      clearInterval(ping);
      const open = clients.all();
      const closed = open.map(
        ({ socket }) => new Promise<void>((resolve) => void socket.once('close', () => resolve())),
      );
      await overTime(open, service.drainMs, (client) => {
        client.goneBecause = 'shutdown';
        client.socket.close(1001, JSON.stringify({ retryAfterMs: Math.floor(Math.random() * COME_BACK_MS) }));
      });
      const cut = setTimeout(() => open.forEach(({ socket }) => socket.terminate()), GOODBYE_MS);
      await Promise.all(closed);
      clearTimeout(cut);
    },
  };
}

const noLimit = () => undefined;

/** Closes a socket for what its client did over it. */
function closeFor(client: SocketClient, code: number | undefined, reason: string | undefined): void {
  // What ended it before is why it is closed.
  if (client.goneBecause === 'client_gone') client.goneBecause = 'protocol_error';
  client.socket.close(code, reason);
}

function count(client: SocketClient, release: (() => void) | null): boolean {
  if (release) client.releases.push(release);
  return release !== null;
}

function newClient(
  socket: WebSocket,
  connection: Duplex,
  { headers, clientAddress }: Pick<SocketClient, 'headers' | 'clientAddress'>,
): SocketClient {
  // Field by field: what begins with a spread and has more behind it gets a hidden class of its own, each time.
  const client: SocketClient = {
    headers,
    clientAddress,
    socket,
    connection,
    session: null,
    gone: new StopSignal(),
    goneBecause: 'client_gone',
    followed: new Map(),
    releases: [],
    isAlive: true,
    messages: { since: 0, count: 0 },
    watched: {
      session: null as never,
      onBad: (error) => {
        client.goneBecause = reasonOfBadToken(error);
        socket.close(...closeReason(error));
        setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
      },
    },
  };
  return client;
}

function askWhetherAlive(client: SocketClient): void {
  client.isAlive = false;
  if (client.socket.readyState === client.socket.OPEN) client.connection.write(PING);
}

function isFlooding({ messages }: SocketClient): boolean {
  const now = performance.now();
  if (now - messages.since >= 1_000) {
    messages.since = now;
    messages.count = 0;
  }
  messages.count += 1;
  return messages.count > MESSAGES_PER_SECOND;
}

function refuse(connection: Duplex, status: string): void {
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
