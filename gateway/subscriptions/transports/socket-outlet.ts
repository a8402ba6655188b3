import type { Duplex } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import type { WebSocket } from 'ws';
import { PLAIN_TAIL, type Outlet } from '../delivery/delivery';
import type { EndReason } from '../end-reason';
import { MESSAGE_START, type Frame } from '../groups/frame';
import { writeMessage, writeMessages, type MessageHead } from './socket-frame';

const OPEN = 1;
/** RFC 6455's "try again later", as registered with IANA. */
const TRY_AGAIN_LATER = 1013;
/** How long a subscriber that is cut off may take to say goodbye. */
const GOODBYE_MS = 2_000;

/** A socket with the connection that it is spoken over. */
export interface OpenSocket {
  socket: WebSocket;
  /** Frames are written to it directly; nothing is compressed, so that they cannot get into another one's way. */
  connection: Duplex;
  /** Why what goes over it ends when it is closed. */
  goneBecause: EndReason;
}

/** Writes `next` messages of one operation: a head of its own before what all subscribers have in common. */
export class SocketOutlet implements Outlet, MessageHead {
  readonly transport = 'websocket';
  readonly head: string;
  readonly headLength: number;
  private readonly socket: WebSocket;
  private readonly connection: Duplex;

  /** @param end tells that nothing comes any more */
  constructor(
    private readonly client: OpenSocket,
    id: string,
    readonly end: (errors?: readonly GraphQLFormattedError[]) => void,
  ) {
    this.socket = client.socket;
    this.connection = client.connection;
    this.head = `{"id":${JSON.stringify(id)}`;
    this.headLength = Buffer.byteLength(this.head);
  }

  get isClogged(): boolean {
    return this.connection.writableNeedDrain;
  }

  onceClear(callback: () => void): void {
    this.connection.once('drain', callback);
  }

  write(first: Frame, more: readonly Frame[], tail: string): void {
    const { socket, connection } = this;
    if (socket.readyState !== OPEN) return;
    const message = tail === PLAIN_TAIL ? first.message : withTail(first, tail);
    if (more.length === 0) return writeMessage(connection, this, message);
    writeMessages(connection, this, [message, ...more.map((frame) => frame.message)]);
  }

  cutOff(): void {
    const { socket } = this;
    this.client.goneBecause = 'too_slow';
    socket.close(TRY_AGAIN_LATER, 'SUBSCRIBER_TOO_SLOW');
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }
}

function withTail({ body }: Frame, tail: string): Buffer {
  return Buffer.concat([Buffer.from(MESSAGE_START), body, Buffer.from(`${tail}}`)]);
}
