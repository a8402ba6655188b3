import type { Duplex } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import type { WebSocket } from 'ws';
import { PLAIN_TAIL, type Outlet } from '../delivery/delivery';
import { MESSAGE_START, type Frame } from '../groups/frame';
import { messageHead, writeMessages, type MessageHead } from './socket-frame';

/** RFC 6455's "try again later", as registered with IANA. */
const TRY_AGAIN_LATER = 1013;
/** How long a subscriber that is cut off may take to say goodbye. */
const GOODBYE_MS = 2_000;

/** A socket with the connection that it is spoken over. */
export interface OpenSocket {
  socket: WebSocket;
  /** Frames are written to it directly; nothing is compressed, so that they cannot get into another one's way. */
  connection: Duplex;
}

/** Writes `next` messages of one operation: a head of its own before what all subscribers have in common. */
export class SocketOutlet implements Outlet {
  private readonly head: MessageHead;

  /** @param end tells that nothing comes any more */
  constructor(
    private readonly client: OpenSocket,
    id: string,
    readonly end: (errors?: readonly GraphQLFormattedError[]) => void,
  ) {
    this.head = messageHead(`{"id":${JSON.stringify(id)}`);
  }

  get isClogged(): boolean {
    return this.client.connection.writableNeedDrain;
  }

  onceClear(callback: () => void): void {
    this.client.connection.once('drain', callback);
  }

  write(frames: readonly Frame[], tail: string): void {
    const { socket, connection } = this.client;
    if (socket.readyState !== socket.OPEN) return;
    const messages: Buffer[] = [];
    for (const { message } of frames) messages.push(message);
    if (tail !== PLAIN_TAIL) messages[0] = withTail(frames[0]!, tail);
    writeMessages(connection, this.head, messages);
  }

  cutOff(): void {
    const { socket } = this.client;
    socket.close(TRY_AGAIN_LATER, 'SUBSCRIBER_TOO_SLOW');
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  }
}

function withTail({ body }: Frame, tail: string): Buffer {
  return Buffer.concat([Buffer.from(MESSAGE_START), body, Buffer.from(`${tail}}`)]);
}
