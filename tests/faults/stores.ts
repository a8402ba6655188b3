import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  const killAndRestart = async () => {
    const pidFile = join(directory, 'cluster', 'data', 'postmaster.pid');
    process.kill(parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGKILL');
    await postgres.stop();
    postgres = await start(port);
  };
  return {
    port,
    urlOf: (database) => postgres.urlOf(database),
    ensureDatabase: (name) => postgres.ensureDatabase(name),
    killAndRestart,
    stop: async () => {
      await postgres.stop();
      await removeEmbeddedPostgres(directory);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
