import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCoreBusy, readUsage } from '../gateway/process-usage';
import { SUBJECT_CORE } from './cores';
import { gatherCrowd, type Crowd } from './crowd';
import { quantile } from './histogram';
import { residentBytes, startOurs, type GatewaySubject } from './subjects';

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

/** Measures how many sockets one gateway holds, what they cost, and how much goes through it on one core. */
export async function measureCapacity(options: CapacityOptions): Promise<void> {
  const { subscribers } = options;
  const subject = await startOurs();
  const crowd = gatherCrowd(options.processes);
  try {
    assertFilesSuffice(subject.pid, subscribers);
    const measure = createMeasures(subject, crowd, options);
    await measure.connect();
    await measure.idle();
    await measure.singleEvents();
    await measure.heldRate();
    await measure.burst();
    await measure.hold();
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

function createMeasures(subject: GatewaySubject, crowd: Crowd, options: CapacityOptions) {
  const { subscribers, groups, rate, holdMinutes } = options;
  let closed = 0;
  let lost = 0;
  const cpu = () => readUsage(subject.pid).cpu;
  const tell = (name: string, value: string) => console.log(`${name.padEnd(44)} ${value}`);
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`;
  /** Waits for what was told, and counts what did not come and who is not there any more. */
  const heard = async (events: number) => {
    const report = await crowd.report(events * subscribers);
    lost += events * subscribers - report.deliveries;
    closed += report.closed.length;
    return report;
  };

  return {
    async connect() {
      const before = residentBytes(subject.pid);
      const began = performance.now();
      const { host, port } = subject;
      await crowd.join({ host, port, count: subscribers, groups, tokens: subject.tokens(subscribers) });
      const took = performance.now() - began;
      await sleep(SETTLE_MS);
      const after = residentBytes(subject.pid);
      const figures = await subject.figures();
      tell('sockets with a token and a subscription', `${figures.subscribers} in ${figures.streams} groups`);
      tell('connected', `in ${(took / 1_000).toFixed(1)} s`);
      tell('resident before, and with all of them', `${megabytes(before)}, ${megabytes(after)}`);
      tell('resident for each', `${((after - before) / subscribers / 1_024).toFixed(1)} KB`);
      const settled = residentBytes(subject.pid);
      tell('the same without garbage', `${((settled - before) / subscribers / 1_024).toFixed(1)} KB`);
      tell('of these in the heap in all', megabytes(figures.heap));
    },
    async idle() {
      const before = cpu();
      await sleep(IDLE_MS);
      tell('CPU with nothing to do', `${(((cpu() - before) / IDLE_MS) * 100).toFixed(2)} %`);
    },
    async singleEvents() {
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
      tell('CPU for each delivery', `${(((cpu() - before) * 1_000) / deliveries).toFixed(1)} µs`);
    },
    async heldRate() {
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
      tell('  CPU for each', `${((used * 1_000) / report.deliveries).toFixed(1)} µs`);
      tell('  on the core: the gateway, others', shares(used, readCoreBusy(SUBJECT_CORE) - busy, took));
    },
    async burst() {
      const [before, busy] = [cpu(), readCoreBusy(SUBJECT_CORE)];
      for (let event = 0; event < BURST_EVENTS; event += 1) subject.tell();
      const report = await heard(BURST_EVENTS);
      const took = report.last - report.first;
      const used = cpu() - before;
      tell(
        `${BURST_EVENTS} events at once`,
        `${((report.deliveries * 1_000) / took).toFixed(0)} deliveries / s`,
      );
      tell('  CPU for each', `${((used * 1_000) / report.deliveries).toFixed(1)} µs`);
      tell('  on the core: the gateway, others', shares(used, readCoreBusy(SUBJECT_CORE) - busy, took));
    },
    async hold() {
      const events = Math.round((holdMinutes * 60_000) / HOLD_GAP_MS);
      for (let event = 0; event < events; event += 1) {
        subject.tell();
        await sleep(HOLD_GAP_MS);
        await heard(1);
      }
      const { subscribers: left } = await subject.figures();
      tell(`after ${holdMinutes} min more: still subscribed`, String(left));
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
