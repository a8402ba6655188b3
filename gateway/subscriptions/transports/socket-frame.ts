import type { Duplex } from 'node:stream';

const TEXT = 0x81;

/**
 * Writes a text message as a WebSocket frame of a server (RFC 6455 §5.2), put together of parts: a large one that many
 * have in common is not copied for each.
 */
export function writeTextFrame(socket: Duplex, parts: readonly Buffer[]): void {
  let length = 0;
  for (const part of parts) length += part.length;
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  if (length > COPIED) {
    socket.cork();
    socket.write(head(Buffer.allocUnsafe(headLength), length));
    for (const part of parts) socket.write(part);
    socket.uncork();
    return;
  }
  const frame = head(Buffer.allocUnsafe(headLength + length), length);
  let offset = headLength;
  for (const part of parts) offset += part.copy(frame, offset);
  socket.write(frame);
}

/** To copy so much costs less than another part in the system call. */
const COPIED = 4_096;

function head(frame: Buffer, length: number): Buffer {
  frame[0] = TEXT;
  if (length < 126) frame[1] = length;
  else if (length < 65_536) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return frame;
}
