import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../platform/embedded-postgres';

/** Something that programs keep their data in, and that can be killed and comes back with what it had. */
export interface Store {
  port: number;
  /** Without notice. Resolves when it serves again. */
  killAndRestart(): Promise<void>;
  /** Stops all its processes for a while: its connections stay, and nobody answers. */
  freeze(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresStore extends Store {
  urlOf(database: string): string;
  ensureDatabase(name: string): Promise<boolean>;
}

/** PostgreSQL as it comes with npm, with its defaults for durability. */
export async function startPostgresStore(): Promise<PostgresStore> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'schoolgraph-faults-')));
  // Run by root, the server has another user, who must be able to enter.
  await chmod(directory, 0o755);
  const start = (port: number): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ directory, port });
  let postgres = await start(0);
  const { port } = postgres;
  const postmaster = async () => {
    const pidFile = join(directory, 'cluster', 'data', 'postmaster.pid');
    return parseInt(await readFile(pidFile, 'utf8'), 10);
  };
  const killAndRestart = async () => {
    process.kill(await postmaster(), 'SIGKILL');
    await postgres.stop();
    postgres = await start(port);
  };
  return {
    port,
    urlOf: (database) => postgres.urlOf(database),
    ensureDatabase: (name) => postgres.ensureDatabase(name),
    killAndRestart,
    freeze: async (milliseconds) => {
      const main = await postmaster();
      // It first, so that there is no new one among those that are stopped after it.
      signal([main], 'SIGSTOP');
      const backends = childrenOf(main);
      signal(backends, 'SIGSTOP');
      await sleep(milliseconds);
      signal([...backends, main], 'SIGCONT');
    },
    stop: async () => {
      await postgres.stop();
      await removeEmbeddedPostgres(directory);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function childrenOf(parent: number): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const lines = processes.trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid!);
}

/** Those that have ended meanwhile are passed over. */
function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
