import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

/**
 * When a process began, in the system's own notation; undefined when it is gone. A process id alone says little,
 * for ids are given out again: id and beginning together name one process. A zombie counts as gone: in a container
 * without an init process nobody buries them.
 */
export function processStart(pid: number): string | undefined {
  const state = process.platform === 'linux' ? readProcStat(pid) : readPs(pid, 'state=,lstart=');
  return state && !state.startsWith('Z') ? state.slice(state.indexOf(' ') + 1) : undefined;
}

/** The command line of a process, its arguments joined by spaces; empty when it is gone. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return readPs(pid, 'command=') ?? '';
  return readIfAny(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? '';
}

/** Sends a signal; a process that is gone already is what the caller wants. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

/** Waits for a condition. @returns whether it came true in time */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Whether a failed system call failed for this reason, such as `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  // Not `instanceof Error`: Jest runs tests in a realm of their own, where Node's errors are no instance of it.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** `S 12345`: the state and the start time, in clock ticks since boot. The name before them may hold any character. */
function readProcStat(pid: number): string | undefined {
  const stat = readIfAny(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && `${fields[0]} ${fields[19]}`;
}

function readPs(pid: number, columns: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
