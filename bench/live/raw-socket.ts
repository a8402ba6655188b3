import { connect, type Socket } from 'node:net';

const CONNECTED = '\r\n\r\n';
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
/** Clients mask what they send; with zeros that changes nothing. */
const MASK = Buffer.alloc(4);
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

export interface RawSocketOptions {
  host: string;
  port: number;
  /** The address that it comes from: there are some 28,000 ports of each. */
  localAddress: string;
  onOpen: () => void;
  /** @param buffer holds the message from `start` to `end`, and something else once this returns */
  onText: (buffer: Buffer, start: number, end: number) => void;
  /** @param code null where there was no word of why */
  onClose: (code: number | null) => void;
}

/** A socket of graphql-transport-ws that does no more than it must: thousands of them are not to be what is measured. */
export interface RawSocket {
  send: (text: string) => void;
  /** Says that it is there without having been asked. */
  sayAlive: () => void;
  pause: () => void;
  resume: () => void;
}

/** All sockets read into it, one after the other. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

export function openRawSocket(options: RawSocketOptions): RawSocket {
  const { host, port, localAddress, onText } = options;
  let isOpen = false;
  let rest: Buffer | null = null;
  let code: number | null = null;

  const readFrames = (buffer: Buffer, end: number): number => {
    let at = 0;
    while (at + 2 <= end) {
      let start = at + 2;
      let length = buffer[at + 1]!;
      if (length === 126) {
        if (at + 4 > end) break;
        length = buffer.readUInt16BE(at + 2);
        start = at + 4;
      } else if (length === 127) {
        if (at + 10 > end) break;
        length = Number(buffer.readBigUInt64BE(at + 2));
        start = at + 10;
      }
      if (start + length > end) break;
      const kind = buffer[at]! & 0xf;
      if (kind === TEXT) onText(buffer, start, start + length);
      else if (kind === PING) socket.write(PONG);
      else if (kind === CLOSE) {
        code = length >= 2 ? buffer.readUInt16BE(start) : null;
        socket.end();
      }
      at = start + length;
    }
    return at;
  };
  const read = (count: number): boolean => {
    let chunk = shared;
    let end = count;
    if (rest) {
      chunk = Buffer.concat([rest, shared.subarray(0, count)]);
      end = chunk.length;
      rest = null;
    }
    let from = 0;
    if (!isOpen) {
      from = chunk.subarray(0, end).indexOf(CONNECTED);
      if (from < 0) rest = Buffer.from(chunk.subarray(0, end));
      if (from < 0) return true;
      from += CONNECTED.length;
      isOpen = true;
      options.onOpen();
    }
    const frames = from === 0 ? chunk : chunk.subarray(from);
    const taken = readFrames(frames, end - from);
    if (taken < end - from) rest = Buffer.from(frames.subarray(taken, end - from));
    return true;
  };

  const socket: Socket = connect({ host, port, localAddress, onread: { buffer: shared, callback: read } });
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => options.onClose(code));
  socket.write(
    [
      'GET /graphql HTTP/1.1',
      `Host: ${host}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36',
      `Origin: http://${host}:${port}`,
      'Accept-Encoding: gzip, deflate, br, zstd',
      'Accept-Language: en-GB,en;q=0.9',
      'Cache-Control: no-cache',
      CONNECTED.slice(2),
    ].join('\r\n'),
  );
  return {
    send: (text) => {
      const payload = Buffer.from(text);
      const { length } = payload;
      const header =
        length < 126
          ? Buffer.from([0x81, 0x80 | length])
          : Buffer.from([0x81, 0xfe, length >> 8, length & 0xff]);
      socket.write(Buffer.concat([header, MASK, payload]));
    },
    sayAlive: () => void socket.write(PONG),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  };
}
