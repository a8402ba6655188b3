import { parseArgs } from 'node:util';
import type { Extent } from './measure';
import { WORKLOADS, type Workload } from './workloads';

/** What a run is told. */
export interface Options {
  extent: Extent;
  workloads: readonly Workload[];
  /** Names of subjects; all where absent. */
  subjects?: readonly string[];
  /** Whether subjects that share identical calls in flight are measured, too. */
  isSharing: boolean;
  oursEnv: Record<string, string>;
  isSaved: boolean;
  /** The run is given up after this many ms. */
  limitMs: number;
}

const CONNECTIONS = 50;

/** About one minute with all subjects. */
const QUICK: Extent = { rounds: 3, secondsPerRound: 0.6, warmUpSeconds: 0.4, connections: CONNECTIONS };
/** About eight minutes with all subjects. */
const FULL: Extent = { rounds: 5, secondsPerRound: 3, warmUpSeconds: 3, connections: CONNECTIONS };
const LIMIT_MS = 15 * 60_000;

/** How to call it. */
export const USAGE = `npm run bench:gateway -- [options]
  --quick                  about a minute instead of about eight
  --save                   writes bench/gateway/results/<date>-<commit>.json
  --sharing                adds the rows of those that share identical calls in flight
  --subjects a,b           ours, ours-sharing, apollo, hive, hive-sharing, hive-rust, hive-rust-sharing, floor
  --workloads W1,W4
  --rounds n  --seconds n  --requests n  --warm-up seconds  --connections n
  --ours-env NAME=VALUE    a variable for our gateway; may be repeated`;

/**
 * Reads the command line.
 * @throws Error where it says what is not there
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      sharing: { type: 'boolean', default: false },
      save: { type: 'boolean', default: false },
      subjects: { type: 'string' },
      workloads: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      requests: { type: 'string' },
      'warm-up': { type: 'string' },
      connections: { type: 'string' },
      'ours-env': { type: 'string', multiple: true, default: [] },
    },
  });
  const base = values.quick ? QUICK : FULL;
  return {
    extent: {
      rounds: positive(values.rounds) ?? base.rounds,
      secondsPerRound: positive(values.seconds) ?? base.secondsPerRound,
      warmUpSeconds: positive(values['warm-up']) ?? base.warmUpSeconds,
      connections: positive(values.connections) ?? base.connections,
      requestsPerRound: positive(values.requests),
    },
    workloads: workloadsNamed(values.workloads),
    subjects: values.subjects?.split(','),
    isSharing: values.sharing,
    oursEnv: variables(values['ours-env']),
    isSaved: values.save,
    limitMs: LIMIT_MS,
  };
}

function positive(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${text} is not a number above 0`);
  return value;
}

function workloadsNamed(names: string | undefined): readonly Workload[] {
  if (!names) return WORKLOADS;
  return names.split(',').map((wanted) => {
    const workload = WORKLOADS.find(({ name }) => name === wanted);
    if (!workload) throw new Error(`there is no workload ${wanted}`);
    return workload;
  });
}

function variables(assignments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const at = assignment.indexOf('=');
      if (at < 1) throw new Error(`${assignment} is not NAME=VALUE`);
      return [assignment.slice(0, at), assignment.slice(at + 1)];
    }),
  );
}
