import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCoreBusy, readUsage } from '../gateway/process-usage';
import { SUBJECT_CORE } from './cores';
import { gatherCrowd, type Crowd } from './crowd';
import { quantile } from './histogram';
import { residentBytes, startOurs, startServer, type GatewaySubject, type Subject } from './subjects';

export interface CapacityOptions {
  subscribers: number;
  groups: number;
  processes: number;
  /** Deliveries per second that are held for a while. */
  rate: number;
  holdMinutes: number;
}

const SETTLE_MS = 15_000;
const IDLE_MS = 30_000;
const SINGLE_EVENTS = 20;
const SINGLE_GAP_MS = 1_000;
const RATE_MS = 30_000;
const BURST_EVENTS = 60;
const HOLD_GAP_MS = 10_000;
/** Beside sockets a gateway has some files open. */
const OTHER_FILES = 200;

/** What deliveries took of the CPU. */
interface Cost {
  usedMs: number;
  deliveries: number;
}

/** The costs of the same events. */
interface Costs {
  single: Cost;
  heldRate: Cost;
  burst: Cost;
}

const microseconds = ({ usedMs, deliveries }: Cost) => (usedMs * 1_000) / deliveries;

function inAll({ single, heldRate, burst }: Costs): Cost {
  const parts = [single, heldRate, burst];
  const sum = (key: keyof Cost) => parts.reduce((total, part) => total + part[key], 0);
  return { usedMs: sum('usedMs'), deliveries: sum('deliveries') };
}

/**
 * Measures how many sockets one gateway holds, what they cost, and how much goes through it on one core; then what the same
 * events cost a plain graphql-ws server with as many.
 */
export async function measureCapacity(options: CapacityOptions): Promise<void> {
  const ours = await measureOurs(options);
  console.log('\nplain graphql-ws, a source for each client');
  const plain = await withCrowd(await startServer('plain'), options, async (measure) => {
    await measure.connect();
    return measureCosts(measure);
  });
  console.log('\nCPU for each delivery, ours of plain');
  const tellRatio = (name: string, one: Cost, other: Cost) =>
    tell(name, (microseconds(one) / microseconds(other)).toFixed(2));
  for (const [kind, name] of COST_NAMES) tellRatio(name, ours[kind], plain[kind]);
  tellRatio('all of these', inAll(ours), inAll(plain));
}

const COST_NAMES: readonly (readonly [keyof Costs, string])[] = [
  ['single', 'one event to all'],
  ['heldRate', 'the rate that was asked for'],
  ['burst', 'many at once'],
];

async function measureOurs(options: CapacityOptions): Promise<Costs> {
  const subject = await startOurs();
  return withCrowd(subject, options, async (measure) => {
    const before = residentBytes(subject.pid);
    await measure.connect();
    await tellMemory(subject, before, options);
    await measure.idle();
    const costs = await measureCosts(measure);
    await measure.hold();
    const { subscribers: left } = await subject.figures();
    tell('still subscribed', String(left));
    return costs;
  });
}

async function measureCosts(measure: Measures): Promise<Costs> {
  return {
    single: await measure.singleEvents(),
    heldRate: await measure.heldRate(),
    burst: await measure.burst(),
  };
}

async function withCrowd<T>(
  subject: Subject,
  options: CapacityOptions,
  use: (measure: Measures) => Promise<T>,
): Promise<T> {
  const crowd = gatherCrowd(options.processes);
  try {
    assertFilesSuffice(subject.pid, options.subscribers);
    return await use(createMeasures(subject, crowd, options));
  } finally {
    await crowd.stop();
    await subject.stop();
  }
}

/** @throws Error where the operating system does not let the gateway have as many sockets */
function assertFilesSuffice(pid: number, sockets: number): void {
  const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
  const files = Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Infinity);
  if (files < sockets + OTHER_FILES)
    throw new Error(`${files} files may be open: raise that with "ulimit -n ${sockets + 10_000}" before.`);
}

const tell = (name: string, value: string) => console.log(`${name.padEnd(44)} ${value}`);
const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`;

/** What sockets hold, with what has become garbage and without it. */
async function tellMemory(
  subject: GatewaySubject,
  before: number,
  { subscribers }: CapacityOptions,
): Promise<void> {
  const after = residentBytes(subject.pid);
  const figures = await subject.figures();
  tell('sockets with a token and a subscription', `${figures.subscribers} in ${figures.streams} groups`);
  tell('resident before, and with all of them', `${megabytes(before)}, ${megabytes(after)}`);
  tell('resident for each', `${((after - before) / subscribers / 1_024).toFixed(1)} KB`);
  const settled = residentBytes(subject.pid);
  tell('the same without garbage', `${((settled - before) / subscribers / 1_024).toFixed(1)} KB`);
  tell('of these in the heap in all', megabytes(figures.heap));
}

type Measures = ReturnType<typeof createMeasures>;

function createMeasures(subject: Subject, crowd: Crowd, options: CapacityOptions) {
  const { subscribers, groups, rate, holdMinutes } = options;
  let closed = 0;
  let lost = 0;
  const cpu = () => readUsage(subject.pid).cpu;
  /** Waits for what was told, and counts what did not come and who is not there any more. */
  const heard = async (events: number) => {
    const report = await crowd.report(events * subscribers);
    lost += events * subscribers - report.deliveries;
    closed += report.closed.length;
    return report;
  };
  const tellCost = (usedMs: number, deliveries: number): Cost => {
    const cost = { usedMs, deliveries };
    tell('  CPU for each delivery', `${microseconds(cost).toFixed(1)} µs`);
    return cost;
  };

  return {
    async connect() {
      const began = performance.now();
      const { host, port } = subject;
      await crowd.join({ host, port, count: subscribers, groups, tokens: subject.tokens(subscribers) });
      tell('connected', `in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
      await sleep(SETTLE_MS);
    },
    async idle() {
      const before = cpu();
      await sleep(IDLE_MS);
      tell('CPU with nothing to do', `${(((cpu() - before) / IDLE_MS) * 100).toFixed(2)} %`);
    },
    async singleEvents(): Promise<Cost> {
      const times: [p50: number, p99: number][] = [];
      const before = cpu();
      for (let event = 0; event < SINGLE_EVENTS; event += 1) {
        subject.tell();
        await sleep(SINGLE_GAP_MS);
        const { latencies } = await heard(1);
        times.push([quantile(latencies, 0.5), quantile(latencies, 0.99)]);
      }
      const deliveries = SINGLE_EVENTS * subscribers;
      const of = (which: 0 | 1) => times.map((each) => each[which]).sort((a, b) => a - b);
      const [p50, p99] = [of(0), of(1)];
      tell('one event to all: median p50', `${p50[p50.length >> 1]!.toFixed(1)} ms`);
      tell(
        'one event to all: median p99, worst p99',
        `${p99[p99.length >> 1]!.toFixed(1)} ms, ${p99.at(-1)!.toFixed(1)} ms`,
      );
      return tellCost(cpu() - before, deliveries);
    },
    async heldRate(): Promise<Cost> {
      const gap = (subscribers * 1_000) / rate;
      const events = Math.round(RATE_MS / gap);
      const [before, busy] = [cpu(), readCoreBusy(SUBJECT_CORE)];
      const began = performance.now();
      for (let event = 0; event < events; event += 1) {
        const wait = began + event * gap - performance.now();
        if (wait > 0) await sleep(wait);
        subject.tell();
      }
      const report = await heard(events);
      const took = report.last - report.first;
      const used = cpu() - before;
      tell('deliveries asked for', `${rate} / s for ${(took / 1_000).toFixed(0)} s`);
      tell('  made', `${((report.deliveries * 1_000) / took).toFixed(0)} / s`);
      tell(
        '  p50, p99',
        `${quantile(report.latencies, 0.5).toFixed(1)} ms, ${quantile(report.latencies, 0.99).toFixed(1)} ms`,
      );
      tell('  on the core: the server, others', shares(used, readCoreBusy(SUBJECT_CORE) - busy, took));
      return tellCost(used, report.deliveries);
    },
    async burst(): Promise<Cost> {
      const [before, busy] = [cpu(), readCoreBusy(SUBJECT_CORE)];
      for (let event = 0; event < BURST_EVENTS; event += 1) subject.tell();
      const report = await heard(BURST_EVENTS);
      const took = report.last - report.first;
      const used = cpu() - before;
      tell(
        `${BURST_EVENTS} events at once`,
        `${((report.deliveries * 1_000) / took).toFixed(0)} deliveries / s`,
      );
      tell('  on the core: the server, others', shares(used, readCoreBusy(SUBJECT_CORE) - busy, took));
      return tellCost(used, report.deliveries);
    },
    async hold() {
      const events = Math.round((holdMinutes * 60_000) / HOLD_GAP_MS);
      for (let event = 0; event < events; event += 1) {
        subject.tell();
        await sleep(HOLD_GAP_MS);
        await heard(1);
      }
      tell('sockets were kept open for another', `${holdMinutes} min`);
      tell('sockets closed, in all', String(closed));
      tell('events not delivered, in all', String(lost));
      tell('resident', megabytes(residentBytes(subject.pid)));
    },
  };
}

/** How a core's time was used. */
function shares(own: number, all: number, tookMs: number): string {
  const percent = (ms: number) => `${((Math.max(0, ms) / tookMs) * 100).toFixed(0)} %`;
  return `${percent(own)}, ${percent(all - own)}`;
}
