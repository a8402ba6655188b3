import { randomUUID } from 'node:crypto';
import { createHistogram, type Counts } from './histogram';
import { NOTED } from './notes';
import { openRawSocket, type RawSocket } from './raw-socket';

/** Subscribers to connect: numbers `from` to `from + count`, told apart by their groups. */
export interface Joining {
  host: string;
  port: number;
  from: number;
  count: number;
  groups: number;
  /** One for each of them; none where they are anonymous. */
  tokens: string[];
  /** Whether they stop reading as soon as they are subscribed. */
  stalled?: boolean;
}

/** What the process is told to do. */
export type Order = { join: Joining } | { report: true } | { read: true };

/** What became of notes since the last report. */
export interface Report {
  deliveries: number;
  /** How each socket that was closed was: its code, or null where there was none. */
  closed: (number | null)[];
  /** When the first and the last came, in ms since the epoch; 0 where none did. */
  first: number;
  last: number;
  /** From a note to a client. */
  latencies: Counts;
  /** Events that subscribers were told they missed. */
  missed: number;
}

const AT = '"at":';
const AT_DIGITS = 17;
const MISSED = '"missedEvents":';
const AT_ONCE = 50;
/** One that does not read sees no ping, and would be cut. */
const SAY_ALIVE_MS = 4_000;
/** How long what has come may lie before it is read. */
const TURN_MS = 2;
const NEVER = new Int32Array(new SharedArrayBuffer(4));
const PORTS_OF_AN_ADDRESS = 10_000;
const now = () => performance.timeOrigin + performance.now();
const latencies = createHistogram();
const stalled: RawSocket[] = [];
let report = newReport();

function newReport(): Omit<Report, 'latencies'> {
  return { deliveries: 0, closed: [], first: 0, last: 0, missed: 0 };
}

function note(at: number): void {
  const time = now();
  report.deliveries += 1;
  report.first ||= time;
  report.last = time;
  latencies.add(time - at);
}

function subscribe(joining: Joining, number: number): Promise<void> {
  const { host, port, groups, tokens, from } = joining;
  return new Promise((resolve) => {
    /** Where in a message the time stands: the same for all of one subscriber. */
    let where = -1;
    let isStalled = false;
    const onNext = (buffer: Buffer, start: number, end: number) => {
      if (where < 0) where = buffer.indexOf(AT, start) - start + AT.length;
      note(Number.parseFloat(buffer.toString('latin1', start + where, start + where + AT_DIGITS)));
      if (!isStalled) return;
      const text = buffer.toString('latin1', start, end);
      const told = text.indexOf(MISSED);
      if (told >= 0) report.missed += Number.parseInt(text.slice(told + MISSED.length), 10);
    };
    let take = (buffer: Buffer, start: number, end: number) => {
      if (!buffer.toString('latin1', start, end).includes('connection_ack')) return;
      take = onNext;
      const payload = { query: NOTED, variables: { on: number % groups } };
      socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload }));
      if (joining.stalled) {
        isStalled = true;
        stalled.push(socket);
        socket.pause();
      }
      resolve();
    };
    const token = tokens[number - from];
    const greeting = token && { payload: { authorization: `Bearer ${token}` } };
    const socket = openRawSocket({
      host,
      port,
      localAddress: `127.0.0.${1 + Math.floor(number / PORTS_OF_AN_ADDRESS)}`,
      onOpen: () => socket.send(JSON.stringify({ type: 'connection_init', ...greeting })),
      onText: (buffer, start, end) => take(buffer, start, end),
      onClose: (code) => {
        report.closed.push(code);
        resolve();
      },
    });
  });
}

async function join(joining: Joining): Promise<void> {
  const { from, count } = joining;
  for (let begun = 0; begun < count; begun += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, count - begun) },
      (_each, index) => from + begun + index,
    );
    await Promise.all(some.map((number) => subscribe(joining, number)));
  }
}

/**
 * Reads what has come in turns, as a network card tells of packets. Else each message would wake this process, and the
 * time that takes is that of whoever sends it, where both are on one machine.
 */
function readInTurns(): void {
  Atomics.wait(NEVER, 0, 0, TURN_MS);
  setImmediate(readInTurns);
}

readInTurns();
setInterval(() => stalled.forEach((socket) => socket.sayAlive()), SAY_ALIVE_MS).unref();

process.on('message', (order: Order) => {
  if ('join' in order) void join(order.join).then(() => process.send!({ joined: true }));
  else if ('read' in order) stalled.splice(0).forEach((socket) => socket.resume());
  else {
    process.send!({ ...report, latencies: latencies.take() } satisfies Report);
    report = newReport();
  }
});
