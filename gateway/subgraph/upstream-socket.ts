import { WebSocket } from 'ws';

const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/** The address of a subgraph's sockets: that of its operations, over the protocol that belongs to it. */
export function socketUrl(url: URL): string {
  const socket = new URL(url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return socket.href;
}

interface SocketOptions {
  /** How long the subgraph may take to answer the request that becomes the socket. */
  handshakeTimeout: number;
  /** Of that request. */
  headers: Record<string, string>;
}

/** What graphql-ws opens sockets with, which gives it no other way to set these. */
export function socketClass(options: SocketOptions): new (address: string, protocols?: string) => WebSocket {
  return class extends WebSocket {
    constructor(address: string, protocols?: string) {
      super(address, protocols, { ...options, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
      // What is wrong with a socket closes it, too. graphql-ws does not listen any more once it has given one up.
      this.on('error', () => undefined);
    }
  };
}
