import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { commandLine, processStart, signal, until } from './postgres-processes';

const STOP_MS = 10_000;
const KILL_MS = 5_000;

/**
 * Stops a server that a killed program left behind on these data, and clears away what the server would stumble
 * over. Only for the owner of the cluster: it is what tells an orphan from a server at work.
 * @returns whether there was one
 */
export async function stopOrphan(data: string): Promise<boolean> {
  const pid = await recordedServer(data);
  if (pid === undefined) return false;
  const found = isServerOf(pid, data);
  if (found) await stop(pid, data);
  // The server would take any process that was given its old id since for a server at work.
  await rm(pidFile(data), { force: true });
  return found;
}

/** What the server says of itself in `postmaster.pid`: its process id and, at the end, whether it is ready. */
export async function isReady(data: string, pid: number): Promise<boolean> {
  const lines = await readPidFile(data);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function stop(pid: number, data: string): Promise<void> {
  const isGone = () => !isServerOf(pid, data);
  signal(pid, 'SIGINT');
  if (await until(isGone, STOP_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await until(isGone, KILL_MS)) return;
  signal(pid, 'SIGKILL');
  await until(isGone, KILL_MS);
}

/** A process id out of a file may belong to anybody by now. */
function isServerOf(pid: number, data: string): boolean {
  return processStart(pid) !== undefined && commandLine(pid).includes(`-D ${data} `);
}

async function recordedServer(data: string): Promise<number | undefined> {
  const pid = Number((await readPidFile(data))[0]);
  return pid > 1 ? pid : undefined;
}

async function readPidFile(data: string): Promise<string[]> {
  return (await readFile(pidFile(data), 'utf8').catch(() => '')).split('\n');
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
