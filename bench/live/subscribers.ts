import { WebSocket } from 'ws';
import { NOTED } from './notes';

/** What the process is told to do. */
export type Order =
  { connect: { url: string; from: number; count: number; groups: number } } | { report: true };

/** What became of the notes since the last report. */
export interface Report {
  deliveries: number;
  closed: number;
  /** When the first and the last came, in ms since the epoch. */
  first: number;
  last: number;
  /** From a note to a client, in ms. */
  latencies: number[];
}

const AT = '"at":';
const AT_ONCE = 100;
const now = () => performance.timeOrigin + performance.now();
let report = newReport();

function newReport(): Report {
  return { deliveries: 0, closed: 0, first: 0, last: 0, latencies: [] };
}

function note(text: string): void {
  const at = Number.parseFloat(text.slice(text.indexOf(AT) + AT.length));
  const time = now();
  report.deliveries += 1;
  report.first ||= time;
  report.last = time;
  report.latencies.push(time - at);
}

function subscribe(url: string, on: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', () => (report.closed += 1));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (text.includes('"next"')) return note(text);
      if (!text.includes('connection_ack')) return;
      socket.send(
        JSON.stringify({ id: `s${on}`, type: 'subscribe', payload: { query: NOTED, variables: { on } } }),
      );
      resolve();
    });
  });
}

async function connect({
  url,
  from,
  count,
  groups,
}: Extract<Order, { connect: object }>['connect']): Promise<void> {
  for (let begun = 0; begun < count; begun += AT_ONCE) {
    const some = Array.from(
      { length: Math.min(AT_ONCE, count - begun) },
      (_each, index) => from + begun + index,
    );
    await Promise.all(some.map((each) => subscribe(url, each % groups)));
  }
}

process.on('message', (order: Order) => {
  if ('connect' in order) void connect(order.connect).then(() => process.send!({ connected: true }));
  else {
    process.send!(report);
    report = newReport();
  }
});
