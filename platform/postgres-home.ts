import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { type Account, canEnter } from './postgres-account';
import { isErrno } from './postgres-processes';

/** Where everything of one cluster lives. */
export interface Home {
  path: string;
  data: string;
  log: string;
  password: string;
  lock: string;
}

/** For what root cannot keep in the project. Only root can write beside it, so nobody can lie in wait there. */
const SHARED = '/var/lib/schoolgraph-postgres';

/**
 * Opens the home of the cluster that belongs to `directory`, and makes it on first use: the folder `cluster` in it,
 * or, when the server's account cannot enter `directory` (root, with the project in a private folder), a folder under
 * /var/lib, and `cluster` is a symbolic link to it. The link alone ties the two together, so the project may move,
 * and a new project at an old path never meets old data.
 */
export async function openHome(directory: string, account: Account | undefined): Promise<Home> {
  await mkdir(directory, { recursive: true });
  const entrance = entranceOf(await realpath(directory));
  if (!(await isThere(entrance))) await createHome(entrance, account);
  const path = await realpath(entrance);
  await assertOwner(path, account);
  return homeAt(path);
}

/** The home of the cluster that belongs to `directory`, if it has one. */
export async function findHome(directory: string): Promise<Home | undefined> {
  const entrance = entranceOf(directory);
  return (await isThere(entrance)) ? homeAt(await realpath(entrance)) : undefined;
}

/** Deletes the home of the cluster that belongs to `directory`, wherever it is. The server must be stopped. */
export async function removeHome(directory: string): Promise<void> {
  const entrance = entranceOf(directory);
  const target = await readlink(entrance).catch(() => undefined);
  // Somebody's own link may lead anywhere: follow only those made here.
  if (target && dirname(target) === SHARED) await remove(target);
  await remove(entrance);
}

/** The folder under /var/lib, made on first use. */
export async function sharedFolder(): Promise<string> {
  await mkdir(SHARED, { recursive: true });
  await chmod(SHARED, 0o755);
  return SHARED;
}

function entranceOf(directory: string): string {
  return join(directory, 'cluster');
}

function homeAt(path: string): Home {
  const at = (name: string) => join(path, name);
  return {
    path,
    data: at('data'),
    log: at('postgres.log'),
    password: at('password'),
    lock: at('owner.json'),
  };
}

async function createHome(entrance: string, account: Account | undefined): Promise<void> {
  if (!canEnter(account, dirname(entrance))) return createElsewhere(entrance, account);
  await mkdir(entrance, { mode: 0o700 }).catch(ignoreExisting);
  await give(entrance, account);
}

async function createElsewhere(entrance: string, account: Account | undefined): Promise<void> {
  const path = await mkdtemp(join(await sharedFolder(), 'cluster-'));
  await writeFile(join(path, 'belongs-to'), `${entrance}\n`);
  await give(path, account);
  // A link that leads nowhere any more.
  await rm(entrance, { force: true });
  await symlink(path, entrance).catch((error: unknown) => {
    ignoreExisting(error);
    return remove(path);
  });
}

async function give(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

async function assertOwner(path: string, account: Account | undefined): Promise<void> {
  const expected = account?.uid ?? process.getuid?.();
  const { uid } = await stat(path);
  if (uid === expected) return;
  throw new Error(
    `The database in ${path} belongs to user ${uid}. Start as that user, or delete it and start anew.`,
  );
}

/** @returns false for a link that leads nowhere, too */
function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => ignoreMissing(error),
  );
}

async function remove(path: string): Promise<void> {
  const entry = await lstat(path).catch(ignoreMissing);
  if (entry) await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

function ignoreMissing(error: unknown): false {
  if (isErrno(error, 'ENOENT')) return false;
  throw error;
}

function ignoreExisting(error: unknown): void {
  if (!isErrno(error, 'EEXIST')) throw error;
}
