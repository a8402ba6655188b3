import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

import { StartError } from '../kernel/start-error';
import { isErrno, processStart } from './postgres-processes';

interface Owner {
  pid: number;
  started: string;
}

/** The cluster is in use by a program that is alive. */
export class AlreadyRunningError extends StartError {
  override readonly name = 'AlreadyRunningError';

  constructor(readonly pid: number) {
    super(`The database is already running, started by process ${pid}. Stop that first.`);
  }
}

/**
 * Makes this process the only one that runs a cluster. The lock names its owner, so that one left behind by a killed
 * process is told from one that counts.
 * @returns gives the cluster free
 * @throws AlreadyRunningError when a living process has it, be it this one
 */
export async function takeOwnership(lock: string): Promise<() => Promise<void>> {
  const mine = `${lock}.${randomUUID()}`;
  await writeFile(mine, JSON.stringify({ pid: process.pid, started: processStart(process.pid) }));
  try {
    await claim(lock, mine);
  } finally {
    await rm(mine);
  }
  return () => rm(lock, { force: true });
}

async function claim(lock: string, mine: string): Promise<void> {
  while (!(await linkIfFree(mine, lock))) {
    const owner = await livingOwner(lock);
    if (owner) throw new AlreadyRunningError(owner.pid);
    await discard(lock);
  }
}

/** Another process may have replaced the dead owner's lock a moment ago: look again at what was taken away. */
async function discard(lock: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  if (await livingOwner(aside)) await linkIfFree(aside, lock);
  await rm(aside);
}

/** A hard link, not a new file: it appears with its content in it, or not at all. */
async function linkIfFree(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

async function livingOwner(lock: string): Promise<Owner | undefined> {
  try {
    const owner = JSON.parse(await readFile(lock, 'utf8')) as Owner;
    return processStart(owner.pid) === owner.started ? owner : undefined;
  } catch {
    return undefined;
  }
}
