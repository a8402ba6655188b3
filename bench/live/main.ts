import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  freePort,
  launch,
  nextMessage,
  NODE_FLAGS,
  waitUntilServing,
  type Launched,
} from '../gateway/launch';
import { readUsage } from '../gateway/process-usage';
import type { Order, Report } from './subscribers';

const USAGE = `npm run bench:live -- [options]
  --subscribers n   sockets with one subscription each; 1000
  --groups n        of equal subscribers; 10
  --events n        in each round; 200
  --gap n           ms between two events of the steady part; 100
  --rounds n        of which the medians are; 3
  --processes n     that hold the subscribers; 2`;

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '1000' },
    groups: { type: 'string', default: '10' },
    events: { type: 'string', default: '200' },
    gap: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    processes: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});
const number = (name: 'subscribers' | 'groups' | 'events' | 'gap' | 'rounds' | 'processes') =>
  Number(values[name]);

const SUBJECT_CORE = 0;
const OTHER_CORE = 1;
const READY_MS = 60_000;
const UNLIMITED = '1000000';

/** What is measured: a server with sources, and how its subscribers are told apart. */
interface Subject {
  name: string;
  groups: number;
  /** @returns the server, where it is, and what makes a note */
  start(
    folder: string,
  ): Promise<{ server: Launched; url: string; tell: () => void; stop: () => Promise<void> }>;
}

/** One subject's figures of one round. */
interface Figures {
  cpuPerDelivery: number;
  rssPerSubscriber: number;
  deliveriesPerSecond: number;
  p50: number;
  p99: number;
  lost: number;
}

async function startOurs(folder: string) {
  const source = launch({ args: [join(__dirname, 'source.js')], core: OTHER_CORE, ipc: true });
  const { supergraphSdl } = (await nextMessage(source, READY_MS)) as { supergraphSdl: string };
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, supergraphSdl);
  const port = await freePort();
  const server = launch({
    nodeFlags: NODE_FLAGS,
    args: [join(__dirname, '..', '..', 'gateway', 'main.js')],
    core: SUBJECT_CORE,
    env: {
      SUPERGRAPH_PATH: path,
      PORT: String(port),
      LOG_LEVEL: 'error',
      SOCKETS_PER_ADDRESS: UNLIMITED,
      SUBSCRIPTIONS_PER_USER: UNLIMITED,
    },
  });
  await waitUntilServing(`http://127.0.0.1:${port}/graphql`, server, READY_MS);
  return {
    server,
    url: `ws://127.0.0.1:${port}/graphql`,
    tell: () => void source.child.send({}),
    stop: async () => {
      await server.stop();
      await source.stop();
    },
  };
}

async function startPlain() {
  const server = launch({
    nodeFlags: NODE_FLAGS,
    args: [join(__dirname, 'plain.js')],
    core: SUBJECT_CORE,
    ipc: true,
  });
  const { port } = (await nextMessage(server, READY_MS)) as { port: number };
  return {
    server,
    url: `ws://127.0.0.1:${port}/graphql`,
    tell: () => void server.child.send({}),
    stop: () => server.stop(),
  };
}

const SUBJECTS: Subject[] = [
  { name: 'ours', groups: number('groups'), start: startOurs },
  { name: 'ours, groups of one', groups: number('subscribers'), start: startOurs },
  { name: 'plain graphql-ws', groups: number('groups'), start: startPlain },
];

async function measure(subject: Subject, folder: string): Promise<Figures> {
  const { groups } = subject;
  const { server, url, tell, stop } = await subject.start(folder);
  const [subscribers, processes, events] = [number('subscribers'), number('processes'), number('events')];
  const clients = Array.from({ length: processes }, () =>
    launch({ args: [join(__dirname, 'subscribers.js')], core: OTHER_CORE, ipc: true }),
  );
  const order = async (each: Launched, what: Order) => {
    const answer = nextMessage(each, READY_MS);
    each.child.send(what);
    return answer;
  };
  const reports = async () =>
    (await Promise.all(clients.map((each) => order(each, { report: true })))) as Report[];
  const deliveredAll = async (count: number): Promise<Report> => {
    const total: Report = { deliveries: 0, closed: 0, first: Infinity, last: 0, latencies: [] };
    for (let waited = 0; total.deliveries < count && waited < 300; waited += 1) {
      await sleep(100);
      for (const { deliveries, closed, first, last, latencies } of await reports()) {
        total.deliveries += deliveries;
        total.closed += closed;
        if (first > 0) total.first = Math.min(total.first, first);
        total.last = Math.max(total.last, last);
        total.latencies.push(...latencies);
      }
    }
    return total;
  };
  try {
    const before = residentBytes(server.pid);
    const share = Math.ceil(subscribers / processes);
    for (const [index, client] of clients.entries()) {
      const from = index * share;
      await order(client, { connect: { url, from, count: Math.min(share, subscribers - from), groups } });
    }
    await sleep(2_000);
    const rss = residentBytes(server.pid) - before;
    // The code is compiled before anything is measured.
    for (let event = 0; event < 20; event += 1) tell();
    await deliveredAll(20 * subscribers);

    const cpu = readUsage(server.pid).cpu;
    for (let event = 0; event < events; event += 1) {
      tell();
      await sleep(number('gap'));
    }
    const steady = await deliveredAll(events * subscribers);
    const used = readUsage(server.pid).cpu - cpu;

    for (let event = 0; event < events; event += 1) tell();
    const burst = await deliveredAll(events * subscribers);
    const sorted = steady.latencies.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
    return {
      cpuPerDelivery: (used * 1_000) / steady.deliveries,
      rssPerSubscriber: rss / subscribers / 1_024,
      deliveriesPerSecond: (burst.deliveries * 1_000) / (burst.last - burst.first),
      p50: at(0.5),
      p99: at(0.99),
      lost: 2 * events * subscribers - steady.deliveries - burst.deliveries,
    };
  } finally {
    await Promise.all(clients.map((each) => each.stop()));
    await stop();
  }
}

function residentBytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) * 1_024;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

async function run(): Promise<void> {
  if (values.help) return console.log(USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'bench-live-'));
  const rounds = new Map<string, Figures[]>();
  console.log(
    `${number('subscribers')} subscribers, ${number('groups')} groups, ${number('rounds')} rounds of ${number('events')} events, load average ${loadavg()[0]!.toFixed(1)}\n`,
  );
  try {
    for (let round = 0; round < number('rounds'); round += 1) {
      for (const subject of SUBJECTS) {
        const figures = await measure(subject, folder);
        rounds.set(subject.name, [...(rounds.get(subject.name) ?? []), figures]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(
    '| subject | CPU µs / delivery | KB / idle subscriber | deliveries / s | p50 ms | p99 ms | not delivered |',
  );
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  for (const [name, figures] of rounds) {
    const of = (key: keyof Figures) => median(figures.map((each) => each[key]));
    const shown = [
      of('cpuPerDelivery').toFixed(1),
      of('rssPerSubscriber').toFixed(1),
      of('deliveriesPerSecond').toFixed(0),
    ];
    console.log(
      `| ${[name, ...shown, of('p50').toFixed(1), of('p99').toFixed(1), of('lost')].join(' | ')} |`,
    );
  }
}

void run();
