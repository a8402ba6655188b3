import type { Duplex } from 'node:stream';

/** The first part of a text message, which is the same in all messages of one subscription. */
export interface MessageHead {
  text: string;
  /** In bytes. */
  length: number;
}

export function messageHead(text: string): MessageHead {
  return { text, length: Buffer.byteLength(text) };
}

const TEXT = 0x81;
/** To copy so much costs less than another part in the system call. */
const COPIED = 4_096;
const ROOM_BYTES = 8 * 1024;

/** Where frames are put together. Most are taken by the operating system at once, and it can be used again. */
let room = Buffer.allocUnsafeSlow(ROOM_BYTES);
/** The last frame's part of the room: the next one is most often as long. */
let part = room.subarray(0, 0);

/**
 * Writes text messages as WebSocket frames of a server (RFC 6455 §5.2), all in one system call. Each is a head and the part
 * that many have in common, which is not copied for each of them where it is large.
 */
export function writeMessages(socket: Duplex, head: MessageHead, messages: readonly Buffer[]): void {
  let size = 0;
  for (const message of messages) {
    if (message.length > COPIED) return writeInParts(socket, head, messages);
    const length = head.length + message.length;
    size += headerLength(length) + length;
  }
  // What is written behind something that waits will wait, too.
  const isForNow = size <= ROOM_BYTES && socket.writableLength === 0;
  const frames = isForNow ? partOfRoom(size) : Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) {
    at = putHeader(frames, at, head.length + message.length);
    at += frames.write(head.text, at, 'utf8');
    at += message.copy(frames, at);
  }
  socket.write(frames);
  // What could not be taken at once is still read from there.
  if (isForNow && socket.writableLength > 0) leaveRoom();
}

function partOfRoom(size: number): Buffer {
  if (part.length !== size) part = room.subarray(0, size);
  return part;
}

function leaveRoom(): void {
  room = Buffer.allocUnsafeSlow(ROOM_BYTES);
  part = room.subarray(0, 0);
}

function writeInParts(socket: Duplex, head: MessageHead, messages: readonly Buffer[]): void {
  socket.cork();
  for (const message of messages) {
    const length = head.length + message.length;
    const before = Buffer.allocUnsafe(headerLength(length) + head.length);
    before.write(head.text, putHeader(before, 0, length), 'utf8');
    socket.write(before);
    socket.write(message);
  }
  socket.uncork();
}

function headerLength(length: number): number {
  return length < 126 ? 2 : length < 65_536 ? 4 : 10;
}

/** @returns where the header ends */
function putHeader(frame: Buffer, at: number, length: number): number {
  frame[at] = TEXT;
  if (length < 126) {
    frame[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    frame[at + 1] = 126;
    frame[at + 2] = length >> 8;
    frame[at + 3] = length & 0xff;
    return at + 4;
  }
  frame[at + 1] = 127;
  frame.writeBigUInt64BE(BigInt(length), at + 2);
  return at + 10;
}
