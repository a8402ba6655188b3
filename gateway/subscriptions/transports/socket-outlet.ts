import type { Duplex } from 'node:stream';
import type { GraphQLFormattedError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Outlet } from '../delivery/delivery';
import type { EndReason } from '../end-reason';
import type { Frame } from '../groups/frame';
import { writeTextFrame } from './socket-frame';

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
export function socketOutlet(
  open: OpenSocket,
  id: string,
  onEnd: (errors?: readonly GraphQLFormattedError[]) => void,
): Outlet {
  const { socket, connection } = open;
  const head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  return {
    transport: 'websocket',
    get isClogged() {
      return connection.writableNeedDrain;
    },
    onceClear: (callback) => void connection.once('drain', callback),
    write: ({ body }: Frame, tail) => {
      if (socket.readyState !== socket.OPEN) return;
      writeTextFrame(connection, [head, body, tail === '}' ? PLAIN_TAIL : Buffer.from(`${tail}}`)]);
    },
    end: onEnd,
    cutOff: () => {
      open.goneBecause = 'too_slow';
      socket.close(TRY_AGAIN_LATER, 'SUBSCRIBER_TOO_SLOW');
      setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
    },
  };
}

const PLAIN_TAIL = Buffer.from('}}');
