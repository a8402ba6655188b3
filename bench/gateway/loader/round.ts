import { bodyOf, skipAt, type Workload } from '../workloads';
import { openConnection, type Connection } from './connection';
import { checkOf, type Check } from './expectation';

/** What to send, and for how long: until `seconds` are over or `requests` are sent, whichever comes first. */
export interface RoundOptions {
  url: string;
  workload: Workload;
  connections: number;
  seconds: number;
  requests?: number;
  /** A verified answer, as base64. */
  probe: string;
}

/** What came of it. Times in milliseconds. */
export interface RoundResult {
  requests: number;
  /** Answers that were not 200 with the right bytes. */
  wrong: number;
  /** From the first request to the last answer. */
  elapsed: number;
  p50: number;
  p99: number;
}

/** Where varied workloads go on, so that one round does not repeat the pages of the round before. */
let position = 0;

/** Runs one round: every connection sends its next request as soon as it has its answer. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const { url, workload, connections, seconds, requests = Infinity } = options;
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(new URL(url))));
  const check = checkOf(workload, Buffer.from(options.probe, 'base64'));
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  let sent = 0;
  const mayGoOn = () => performance.now() < end && sent++ < requests;
  try {
    const wrong = await Promise.all(
      open.map((connection) => drive({ connection, workload, check, mayGoOn, latencies })),
    );
    const elapsed = performance.now() - start;
    return { ...percentiles(latencies), elapsed, wrong: wrong.reduce((sum, each) => sum + each, 0) };
  } finally {
    for (const connection of open) connection.close();
  }
}

interface Drive {
  connection: Connection;
  workload: Workload;
  check: Check;
  mayGoOn: () => boolean;
  latencies: number[];
}

/** Keeps one connection busy; tells how many answers were wrong. */
async function drive({ connection, workload, check, mayGoOn, latencies }: Drive): Promise<number> {
  const fixed = bodyOf(workload, 0);
  let wrong = 0;
  while (mayGoOn()) {
    const skip = workload.isVaried ? skipAt(position++) : 0;
    const start = performance.now();
    const { status, body } = await connection.ask(workload.isVaried ? bodyOf(workload, skip) : fixed);
    latencies.push(performance.now() - start);
    if (status !== 200 || !check(body, skip)) wrong += 1;
  }
  return wrong;
}

function percentiles(latencies: readonly number[]): Pick<RoundResult, 'requests' | 'p50' | 'p99'> {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { requests: sorted.length, p50: at(0.5), p99: at(0.99) };
}
