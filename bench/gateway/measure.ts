import { cpus } from 'node:os';
import type { Loader } from './loader-process';
import { readCoreBusy, readUsage } from './process-usage';
import type { Stubs } from './stubs-process';
import type { Counters } from './stubs/counters';
import type { RunningSubject } from './subjects';
import { verify, type Verified } from './verify';
import type { Workload } from './workloads';

/** One round of one subject. */
export interface Round {
  requests: number;
  /** CPU of the subject's process, ms per request. */
  cpu: number;
  requestsPerSecond: number;
  /** ms */
  p50: number;
  p99: number;
  /** The share of the time that the subject was on its core. */
  busy: number;
  /** The share of the time that others were on the subject's core: noise. */
  foreign: number;
  /** What a query cost the subgraphs under load; sharing makes it less than that of a single one. */
  perQuery: Counters;
}

/** All that was measured of one subject under one workload. */
export interface Measured {
  subject: string;
  workload: Workload['name'];
  answerBytes: number;
  perQuery: Counters;
  rounds: Round[];
}

/** How long and how much. */
export interface Extent {
  rounds: number;
  secondsPerRound: number;
  /** Sent before the rounds, per subject and workload, unmeasured. */
  warmUpSeconds: number;
  connections: number;
  /** Ends a round early; for runs bounded in count. */
  requestsPerRound?: number;
}

/** What a run is made of. */
export interface Bench {
  loader: Loader;
  stubs: Stubs;
  subjects: readonly RunningSubject[];
  /** The core that subjects are on. */
  core: number;
  extent: Extent;
}

/** Where the subject's core is not its own, without pinning, nothing can be said about others on it. */
const isCoreKnown = (core: number) => cpus().length > core;

/**
 * Verifies and measures one workload: every subject in turn, and that several times, so that whatever else the machine
 * does meets all of them.
 * @throws DifferentAnswers where subjects differ
 * @throws Error where a subject gives a wrong answer under load
 */
export async function measure(workload: Workload, bench: Bench): Promise<Measured[]> {
  const { subjects, extent } = bench;
  const verified = await verify(workload, subjects, bench);
  for (const subject of subjects) {
    await runRound(bench, subject, workload, verified.get(subject.name)!, extent.warmUpSeconds);
  }
  const measured = subjects.map(({ name }) => {
    const { answerBytes, perQuery } = verified.get(name)!;
    return { subject: name, workload: workload.name, answerBytes, perQuery, rounds: [] as Round[] };
  });
  for (let round = 0; round < extent.rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const known = verified.get(subject.name)!;
      measured[index]!.rounds.push(
        await runRound(bench, subject, workload, known, extent.secondsPerRound, extent.requestsPerRound),
      );
    }
  }
  return measured;
}

async function runRound(
  { loader, stubs, core, extent: { connections } }: Bench,
  { name, url, pid }: RunningSubject,
  workload: Workload,
  { probe }: Verified,
  seconds: number,
  requests?: number,
): Promise<Round> {
  await stubs.reset();
  const [cpuBefore, coreBefore] = [readUsage(pid).cpu, readCoreBusy(core)];
  const result = await loader.round({ url, workload, connections, seconds, requests, probe });
  const [cpu, coreBusy] = [readUsage(pid).cpu - cpuBefore, readCoreBusy(core) - coreBefore];
  if (result.wrong)
    throw new Error(`${name}, ${workload.name}: ${result.wrong} of ${result.requests} answers are wrong`);
  const counters = await stubs.counters();
  return {
    requests: result.requests,
    cpu: cpu / result.requests,
    requestsPerSecond: result.requests / (result.elapsed / 1_000),
    p50: result.p50,
    p99: result.p99,
    busy: cpu / result.elapsed,
    foreign: isCoreKnown(core) ? Math.max(0, (coreBusy - cpu) / result.elapsed) : Number.NaN,
    perQuery: {
      requests: counters.requests / result.requests,
      representations: counters.representations / result.requests,
      bytes: counters.bytes / result.requests,
    },
  };
}
