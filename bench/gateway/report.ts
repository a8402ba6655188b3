import type { Measured, Round } from './measure';

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** One subject under one workload in one line: medians of its rounds. */
export interface Summary extends Omit<Measured, 'rounds'>, Omit<Round, 'requests' | 'perQuery'> {
  /** Lowest and highest CPU of the rounds: how far to trust the median. */
  cpuRange: [number, number];
  /** Calls to subgraphs per query under load. */
  requestsUnderLoad: number;
}

/** Sums up the rounds. */
export function summarise({ rounds, ...measured }: Measured): Summary {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const cpus = rounds.map(({ cpu }) => cpu);
  return {
    ...measured,
    cpu: of(({ cpu }) => cpu),
    cpuRange: [Math.min(...cpus), Math.max(...cpus)],
    requestsPerSecond: of(({ requestsPerSecond }) => requestsPerSecond),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    busy: of(({ busy }) => busy),
    foreign: of(({ foreign }) => foreign),
    requestsUnderLoad: of(({ perQuery }) => perQuery.requests),
  };
}

type Row = readonly string[];

/** A Markdown table whose columns are as wide as what is in them. */
export function table(header: Row, rows: readonly Row[]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), 3),
  );
  const line = (row: Row) =>
    `| ${row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[0]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

const HEADER: Row = [
  'subject',
  'CPU ms/request',
  'min-max',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'calls',
  'entities',
  'bytes',
  'calls under load',
  'busy',
  'foreign',
];

function rowOf(summary: Summary): Row {
  const { subject, cpu, cpuRange, requestsPerSecond, p50, p99, perQuery, requestsUnderLoad } = summary;
  return [
    subject,
    cpu.toFixed(2),
    cpuRange.map((value) => value.toFixed(2)).join('-'),
    requestsPerSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    ...[perQuery.requests, perQuery.representations, perQuery.bytes].map(String),
    requestsUnderLoad.toFixed(2),
    percent(summary.busy),
    percent(summary.foreign),
  ];
}

/** One workload's rows. */
export function workloadTable(summaries: readonly Summary[]): string {
  return table(HEADER, summaries.map(rowOf));
}

/** CPU per request of the first subject divided by each other's, by workload: below 1 the first is cheaper. */
export function ratioTable(summaries: readonly Summary[]): string {
  const workloads = [...new Set(summaries.map(({ workload }) => workload))];
  const subjects = [...new Set(summaries.map(({ subject }) => subject))];
  const cpuOf = (name: string | undefined, on: string) =>
    summaries.find(({ subject, workload }) => subject === name && workload === on)?.cpu ?? Number.NaN;
  const rows = subjects
    .slice(1)
    .map((other) => [
      `${subjects[0]} / ${other}`,
      ...workloads.map((on) => (cpuOf(subjects[0], on) / cpuOf(other, on)).toFixed(2)),
    ]);
  return table(['CPU ratio', ...workloads], rows);
}
