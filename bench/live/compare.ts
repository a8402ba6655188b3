import { setTimeout as sleep } from 'node:timers/promises';
import { readUsage } from '../gateway/process-usage';
import { gatherCrowd } from './crowd';
import { quantile } from './histogram';
import { residentBytes, startOurs, startServer, type Subject } from './subjects';

/** What is compared: a server, and how its subscribers are told apart. */
interface Contender {
  name: string;
  groups: number;
  start: () => Promise<Subject>;
}

/** One contender's figures of one round. */
interface Figures {
  /** CPU µs for each delivery, of single events and of as many as there are at once. */
  steady: number;
  burst: number;
  perSecond: number;
  /** From a note to a client in ms, of single events. */
  p50: number;
  p99: number;
  /** Resident KB. */
  perSubscriber: number;
  lost: number;
}

export interface CompareOptions {
  subscribers: number;
  groups: number;
  events: number;
  gapMs: number;
  rounds: number;
  processes: number;
}

const WARM_UP = 100;

/** Measures what a delivery costs with and without sharing, without a gateway, and at least. */
export async function compare(options: CompareOptions): Promise<void> {
  const { subscribers, groups, rounds } = options;
  const contenders: Contender[] = [
    { name: 'ours', groups, start: () => startOurs() },
    { name: 'ours, groups of one', groups: subscribers, start: () => startOurs() },
    { name: 'plain graphql-ws', groups, start: () => startServer('plain') },
    { name: 'floor', groups, start: () => startServer('floor') },
  ];
  const measured = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const figures = await measure(contender, options);
      measured.get(contender.name)!.push(figures);
      console.error(`round ${round + 1}, ${contender.name}: ${JSON.stringify(figures)}`);
    }
  }
  print(measured);
}

async function measure({ groups, start }: Contender, options: CompareOptions): Promise<Figures> {
  const { subscribers, events, gapMs, processes } = options;
  const subject = await start();
  const crowd = gatherCrowd(processes);
  try {
    const before = residentBytes(subject.pid);
    const { host, port } = subject;
    await crowd.join({ host, port, count: subscribers, groups, tokens: subject.tokens(subscribers) });
    await sleep(2_000);
    const perSubscriber = (residentBytes(subject.pid) - before) / subscribers / 1_024;
    // The code is compiled before anything is measured.
    for (let event = 0; event < WARM_UP; event += 1) {
      subject.tell();
      await sleep(50);
    }
    await crowd.report(WARM_UP * subscribers);

    const cpu = () => readUsage(subject.pid).cpu;
    const atFirst = cpu();
    for (let event = 0; event < events; event += 1) {
      subject.tell();
      await sleep(gapMs);
    }
    const steady = await crowd.report(events * subscribers);
    const between = cpu();
    for (let event = 0; event < events; event += 1) subject.tell();
    const burst = await crowd.report(events * subscribers);
    const atLast = cpu();
    return {
      steady: rounded(((between - atFirst) * 1_000) / steady.deliveries),
      burst: rounded(((atLast - between) * 1_000) / burst.deliveries),
      perSecond: Math.round((burst.deliveries * 1_000) / (burst.last - burst.first)),
      p50: quantile(steady.latencies, 0.5),
      p99: quantile(steady.latencies, 0.99),
      perSubscriber: rounded(perSubscriber),
      lost: 2 * events * subscribers - steady.deliveries - burst.deliveries,
    };
  } finally {
    await crowd.stop();
    await subject.stop();
  }
}

function print(measured: ReadonlyMap<string, Figures[]>): void {
  console.log(
    '| subject | CPU µs / delivery | of plain | of the floor | in a burst | of plain | deliveries / s | p50 ms | p99 ms | KB / idle subscriber | not delivered |',
  );
  console.log(`| --- |${' --: |'.repeat(10)}`);
  const of = (name: string, key: keyof Figures) => median(measured.get(name)!.map((each) => each[key]));
  /** Of each round, as whatever else the machine does meets a whole round. */
  const ratio = (name: string, other: string, key: 'steady' | 'burst') =>
    median(measured.get(name)!.map((each, round) => each[key] / measured.get(other)![round]![key]));
  for (const name of measured.keys()) {
    const row = [
      name,
      of(name, 'steady').toFixed(1),
      ratio(name, 'plain graphql-ws', 'steady').toFixed(2),
      ratio(name, 'floor', 'steady').toFixed(2),
      of(name, 'burst').toFixed(1),
      ratio(name, 'plain graphql-ws', 'burst').toFixed(2),
      of(name, 'perSecond').toFixed(0),
      of(name, 'p50').toFixed(1),
      of(name, 'p99').toFixed(1),
      of(name, 'perSubscriber').toFixed(1),
      of(name, 'lost'),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;
}
