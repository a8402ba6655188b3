import type { Duplex } from 'node:stream';

/** The first part of a text message, which is the same in all messages of one subscription. */
export interface MessageHead {
  readonly head: string;
  /** In bytes. */
  readonly headLength: number;
}

const TEXT = 0x81;
/** To copy so much costs less than another part in the system call. */
const COPIED = 4_096;
const ROOM_BYTES = 8 * 1024;

/** Where frames are put together. Most are taken by the operating system at once, and it can be used again. */
let room = Buffer.allocUnsafeSlow(ROOM_BYTES);
/** The last frame's part of the room … */
let part = room.subarray(0, 0);
/** … and what it is made of: the next one is most often of the same message, for another subscriber. */
let inRoom: { message: Buffer | null; headLength: number } = { message: null, headLength: 0 };

/**
 * Writes a text message as a WebSocket frame of a server (RFC 6455 §5.2): a head and the part that many have in common, which
 * is not copied for each of them where it is large.
 */
export function writeMessage(socket: Duplex, head: MessageHead, message: Buffer): void {
  if (message.length > COPIED) return writeInParts(socket, head, [message]);
  const length = head.headLength + message.length;
  const size = headerLength(length) + length;
  // What is written behind something that waits will wait, too.
  const isForNow = size <= ROOM_BYTES && socket.writableLength === 0;
  if (isForNow) return writeFromRoom(socket, head, message, size);
  const frame = Buffer.allocUnsafe(size);
  putMessage(frame, 0, head, message);
  socket.write(frame);
}

function writeFromRoom(socket: Duplex, head: MessageHead, message: Buffer, size: number): void {
  if (inRoom.message === message && inRoom.headLength === head.headLength) {
    putHead(part, size - message.length - head.headLength, head);
  } else {
    part = room.subarray(0, size);
    putMessage(part, 0, head, message);
    inRoom = { message, headLength: head.headLength };
  }
  socket.write(part);
  // What could not be taken at once is still read from there.
  if (socket.writableLength > 0) leaveRoom();
}

/** Writes several in one system call. */
export function writeMessages(socket: Duplex, head: MessageHead, messages: readonly Buffer[]): void {
  let size = 0;
  for (const message of messages) {
    if (message.length > COPIED) return writeInParts(socket, head, messages);
    const length = head.headLength + message.length;
    size += headerLength(length) + length;
  }
  const frames = Buffer.allocUnsafe(size);
  let at = 0;
  for (const message of messages) at = putMessage(frames, at, head, message);
  socket.write(frames);
}

/** @returns where the message ends */
function putMessage(frame: Buffer, at: number, head: MessageHead, message: Buffer): number {
  const start = putHeader(frame, at, head.headLength + message.length);
  putHead(frame, start, head);
  const end = start + head.headLength;
  return end + message.copy(frame, end);
}

function putHead(frame: Buffer, at: number, { head, headLength }: MessageHead): void {
  // Where it is not ASCII; else a short loop costs less than a call out of JavaScript.
  if (head.length !== headLength) return void frame.write(head, at, 'utf8');
  for (let index = 0; index < headLength; index += 1) frame[at + index] = head.charCodeAt(index);
}

function leaveRoom(): void {
  room = Buffer.allocUnsafeSlow(ROOM_BYTES);
  part = room.subarray(0, 0);
  inRoom = { message: null, headLength: 0 };
}

function writeInParts(socket: Duplex, head: MessageHead, messages: readonly Buffer[]): void {
  socket.cork();
  for (const message of messages) {
    const length = head.headLength + message.length;
    const before = Buffer.allocUnsafe(headerLength(length) + head.headLength);
    putHead(before, putHeader(before, 0, length), head);
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
