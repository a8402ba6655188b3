import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';

import { Client, escapeIdentifier } from 'pg';

import { serverAccount } from './postgres-account';
import { findBinaries } from './postgres-binaries';
import { findHome, type Home, openHome, removeHome } from './postgres-home';
import { initialise } from './postgres-initdb';
import { stopOrphan } from './postgres-orphans';
import { takeOwnership } from './postgres-owner';
import { claimPort } from './postgres-port';
import { launch, type Server, type Settings } from './postgres-server';

export interface EmbeddedPostgresOptions {
  /** The cluster's folder; made on first use. Its data are in `cluster` in there, which may be a link to elsewhere. */
  directory: string;
  /** On 127.0.0.1; 0 for any that is free. */
  port: number;
  /** Told in words about what takes time or is out of the ordinary. */
  log?: (message: string) => void;
  /** Over the defaults; for tests, that need not survive a power cut. */
  settings?: Settings;
  /** Deletes `directory` when the server stops or this process dies. */
  temporary?: boolean;
}

/** A PostgreSQL server of our own. It ends at the latest with this process, and does not keep it running. */
export interface EmbeddedPostgres {
  port: number;
  /** Where a database is reached, user and password included. */
  urlOf(database: string): string;
  /** @returns whether it had to be created */
  ensureDatabase(name: string): Promise<boolean>;
  /** Stops the server within seconds. Data are kept, unless temporary. Harmless when repeated. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with npm, on data in `directory`. What a killed predecessor left behind is cleared
 * away first; everything it had committed is kept.
 * @throws PortInUseError before anything is started
 * @throws AlreadyRunningError when a living process runs this cluster
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = await openHome(options.directory, serverAccount());
  const release = await takeOwnership(home.lock);
  try {
    return await startOwned(home, options, release);
  } catch (error) {
    await (options.temporary ? remove(options.directory) : release());
    throw error;
  }
}

/**
 * Deletes the cluster of `directory`, wherever its data are.
 * @throws AlreadyRunningError when a living process runs it
 */
export async function removeEmbeddedPostgres(directory: string): Promise<void> {
  const home = await findHome(directory);
  if (home) {
    await takeOwnership(home.lock);
    await stopOrphan(home.data);
  }
  await removeHome(directory);
}

async function startOwned(
  home: Home,
  {
    directory,
    port: wanted,
    log = () => undefined,
    settings = {},
    temporary = false,
  }: EmbeddedPostgresOptions,
  release: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  if (await stopOrphan(home.data)) log('Stopped a database server that a killed run had left behind.');
  const port = await claimPort(wanted);
  const account = serverAccount();
  const binaries = await findBinaries(account);
  if (await initialise(home, binaries, account)) log(`Created a database cluster in ${home.path}.`);
  const doomed = temporary ? [home.path, resolve(directory)] : [];
  const server = await launch({ home, binaries, account, port, settings, temporary: doomed });
  const cleanUp = temporary ? () => remove(directory) : release;
  const password = await readFile(home.password, 'utf8');
  return handle(server, { port, password, log, cleanUp });
}

interface Details {
  port: number;
  password: string;
  log: (message: string) => void;
  cleanUp: () => Promise<void>;
}

function handle(server: Server, { port, password, log, cleanUp }: Details): EmbeddedPostgres {
  const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  let stopped: Promise<void> | undefined;
  void server.ended.then(() => stopped ?? log('The database server has ended by itself.'));
  return {
    port,
    urlOf,
    ensureDatabase: (name) => ensureDatabase(urlOf('postgres'), name),
    stop: () => (stopped ??= server.stop().then(cleanUp)),
  };
}

async function remove(directory: string): Promise<void> {
  await removeHome(directory);
  await rm(directory, { recursive: true, force: true });
}

async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(name)}`);
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
