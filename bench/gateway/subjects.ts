import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../../kernel/project-root';
import type { SubgraphName } from './data/sdl';
import { freePort, launch, NODE_FLAGS, waitUntilServing, type Launched } from './launch';

/** What a subject is started with. */
export interface Surroundings {
  supergraphPath: string;
  urls: Record<SubgraphName, string>;
  /** Variables for our gateway, such as switches under test. */
  oursEnv: Readonly<Record<string, string>>;
}

type Program = { args: readonly string[]; env?: Readonly<Record<string, string>> };

/** Something that is measured: a GraphQL endpoint at `/graphql` in a process of its own. */
export interface Subject {
  name: string;
  what: string;
  /** Whether identical calls in flight are made once: wonderful where clients ask the same, nothing where they do not. */
  isSharing: boolean;
  /** Why it cannot run here; null where it can. */
  missing(surroundings: Surroundings): string | null;
  program(surroundings: Surroundings, port: number): Program;
}

const RIVALS = fromRoot('bench', 'gateway', 'rivals');
const HIVE = join(RIVALS, 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js');
const HIVE_WITHOUT_SHARING = ['--config-path', join(RIVALS, 'sharing-off.config.mjs')];
const HIVE_RUST = '--hive-router-runtime';

const inDist = (...path: string[]) => fromRoot('dist', ...path);
const hiveMissing = () =>
  existsSync(HIVE) ? null : 'not installed; npm ci --prefix bench/gateway/rivals installs it';

const ours =
  (env: Readonly<Record<string, string>> = {}): Subject['program'] =>
  ({ supergraphPath, oursEnv }, port) => ({
    args: [inDist('gateway', 'main.js')],
    env: { PORT: String(port), SUPERGRAPH_PATH: supergraphPath, LOG_LEVEL: 'warn', ...env, ...oursEnv },
  });

const hive =
  (...more: string[]): Subject['program'] =>
  ({ supergraphPath }, port) => {
    const options = ['--host', '127.0.0.1', '--port', String(port), '--polling', '1h', '--fork', '1'];
    return { args: [HIVE, 'supergraph', supergraphPath, ...options, ...more], env: { LOG_LEVEL: 'warn' } };
  };

/** All subjects, in the order of their rows and rounds. The first is the one that others are compared with. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: 'ours',
    what: 'this gateway, in-flight sharing off',
    isSharing: false,
    missing: () => null,
    program: ours({ SHARE_READS: 'false' }),
  },
  {
    name: 'ours-sharing',
    what: 'this gateway as it comes, with in-flight sharing',
    isSharing: true,
    missing: () => null,
    program: ours(),
  },
  {
    name: 'apollo',
    what: '@apollo/gateway behind @apollo/server',
    isSharing: false,
    missing: () => null,
    program: ({ supergraphPath }, port) => ({
      args: [inDist('bench', 'gateway', 'subjects', 'apollo.js'), supergraphPath, String(port)],
      env: { APOLLO_TELEMETRY_DISABLED: '1' },
    }),
  },
  {
    name: 'hive',
    what: 'Hive Gateway, in-flight sharing off',
    isSharing: false,
    missing: hiveMissing,
    program: hive(...HIVE_WITHOUT_SHARING),
  },
  {
    name: 'hive-sharing',
    what: 'Hive Gateway as it comes, with in-flight sharing',
    isSharing: true,
    missing: hiveMissing,
    program: hive(),
  },
  {
    name: 'hive-rust',
    what: 'Hive Gateway with its Rust planner, in-flight sharing off',
    isSharing: false,
    missing: hiveMissing,
    program: hive(HIVE_RUST, ...HIVE_WITHOUT_SHARING),
  },
  {
    name: 'hive-rust-sharing',
    what: 'Hive Gateway with its Rust planner, with in-flight sharing',
    isSharing: true,
    missing: hiveMissing,
    program: hive(HIVE_RUST),
  },
  {
    name: 'floor',
    what: 'bare Node, the same calls, no GraphQL',
    isSharing: false,
    missing: () => null,
    program: ({ urls }, port) => ({
      args: [inDist('bench', 'gateway', 'subjects', 'floor.js'), JSON.stringify(urls), String(port)],
    }),
  },
];

/** A subject that serves. */
export interface RunningSubject {
  name: string;
  url: string;
  pid: number;
  stop: Launched['stop'];
}

const START_MS = 40_000;

/**
 * Starts a subject on a core.
 * @throws Error with its output where it does not come to serve
 */
export async function startSubject(
  subject: Subject,
  surroundings: Surroundings,
  core: number,
): Promise<RunningSubject> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const launched = launch({ ...subject.program(surroundings, port), nodeFlags: NODE_FLAGS, core });
  try {
    await waitUntilServing(url, launched, START_MS);
  } catch (error) {
    await launched.stop();
    throw error;
  }
  return { name: subject.name, url, pid: launched.pid, stop: launched.stop };
}
