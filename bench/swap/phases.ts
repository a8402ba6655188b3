import { median, table } from '../gateway/report';
import type { Sample } from './traffic';

/** Requests that were due in one stretch of time. Times in milliseconds. */
export interface Phase {
  requests: number;
  wrong: number;
  p50: number;
  p99: number;
  max: number;
}

/** One round: what clients met before the swap, until the new supergraph was served, and after. */
export interface Round {
  before: Phase;
  during: Phase;
  after: Phase;
  /** From the file's replacement to the new supergraph being served. */
  swapMs: number;
}

/** Sums up the requests that were due from one moment to another. */
export function phaseOf(samples: readonly Sample[], from: number, to: number): Phase {
  const inside = samples.filter(({ at }) => at >= from && at < to);
  const times = Float64Array.from(inside, ({ ms }) => ms).sort();
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    requests: inside.length,
    wrong: inside.filter(({ isRight }) => !isRight).length,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
  };
}

const ms = (value: number) => value.toFixed(2);
const ratio = ({ before, after }: Round) => after.p99 / before.p99;

function rowOf(label: string, rounds: readonly Round[]): string[] {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const phases = ['before', 'during', 'after'] as const;
  const times = phases.flatMap((name) => [ms(of((r) => r[name].p50)), ms(of((r) => r[name].p99))]);
  const all = phases.flatMap((name) => rounds.map((round) => round[name]));
  const sum = (pick: (phase: Phase) => number) =>
    String(all.reduce((total, phase) => total + pick(phase), 0));
  const longest = ms(of(({ during }) => during.max));
  return [
    label,
    ...times,
    longest,
    of(ratio).toFixed(2),
    of((r) => r.swapMs).toFixed(0),
    sum((p) => p.requests),
    sum((p) => p.wrong),
  ];
}

const HEADER = [
  'round',
  ...['before', 'during', 'after'].flatMap((phase) => [`${phase} p50`, `${phase} p99`]),
  'during max',
  'p99 after/before',
  'swap ms',
  'requests',
  'errors',
];

/** Rounds and their medians, as Markdown. */
export function roundsTable(kinds: ReadonlyMap<string, readonly Round[]>): string {
  const rows = [...kinds].flatMap(([kind, rounds]) => [
    ...rounds.map((round, index) => rowOf(`${kind} ${index + 1}`, [round])),
    rowOf(`**${kind}: median**`, rounds),
  ]);
  return table(HEADER, rows);
}
