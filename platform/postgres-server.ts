import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { type Account, asAccount } from './postgres-account';
import type { Binaries } from './postgres-binaries';
import type { Home } from './postgres-home';
import { isReady } from './postgres-orphans';
import { PortInUseError } from '../kernel/start-error';
import { until } from './postgres-processes';
import { watch } from './postgres-watcher';

/** Server settings by name, as in postgresql.conf. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

export interface ServerOptions {
  home: Home;
  binaries: Binaries;
  account: Account | undefined;
  port: number;
  settings: Settings;
  /** Folders that are to be deleted when this process dies without stopping the server. */
  temporary: readonly string[];
}

/** A server that accepts connections. */
export interface Server {
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** For a small machine that it shares with the program; queries here are too short for the JIT to pay off. */
const DEFAULTS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_connections: 200,
  jit: false,
  timezone: 'UTC',
  log_timezone: 'UTC',
};

// After a crash the server replays its log before it is ready.
const READY_MS = 60_000;
const ORPHANED_BACKENDS_MS = 15_000;
const FAST_STOP_MS = 4_000;

/**
 * Starts the server and waits until it accepts connections. Where the previous one was killed together with our
 * program, its backends notice a moment later and hold its memory until then: those are waited for.
 */
export async function launch(options: ServerOptions): Promise<Server> {
  const deadline = Date.now() + ORPHANED_BACKENDS_MS;
  for (;;) {
    const server = await attempt(options);
    if (server) return server;
    const complaint = await readFile(options.home.log, 'utf8');
    if (/could not bind .*: Address already in use/.test(complaint)) throw new PortInUseError(options.port);
    const heldByBackends = /pre-existing shared memory block .* still in use/.test(complaint);
    if (!heldByBackends || Date.now() > deadline)
      throw new Error(`PostgreSQL did not start:\n${complaint.trim()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns undefined when the server ended before it was ready */
async function attempt(options: ServerOptions): Promise<Server | undefined> {
  const child = spawnServer(options);
  await once(child, 'spawn');
  child.unref();
  const pid = child.pid as number;
  const ended = once(child, 'exit').then(() => undefined);
  const dismissWatcher = watch(pid, options.temporary);
  void ended.then(dismissWatcher);
  const isOver = () => hasEnded(child) || isReady(options.home.data, pid);
  const inTime = await until(isOver, READY_MS);
  if (!inTime) await stop(child);
  return hasEnded(child) ? undefined : { ended, stop: () => stop(child) };
}

/**
 * In a session of its own, so that Ctrl-C in the terminal reaches our program alone, which stops the server when its
 * services are done. It logs to a file, not to a pipe, which would break when Node is killed.
 */
function spawnServer({ home, binaries, account, port, settings }: ServerOptions): ChildProcess {
  const log = openSync(home.log, 'w', 0o600);
  try {
    return spawn(binaries.postgres, ['-D', home.data, '-p', String(port), ...asArguments(settings)], {
      ...asAccount(account),
      cwd: home.path,
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

function asArguments(settings: Settings): string[] {
  return Object.entries({ ...DEFAULTS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Fast: open transactions are rolled back, the data written out. Immediate, if that takes too long: replayed later. */
async function stop(child: ChildProcess): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal);
    if (await until(() => hasEnded(child), FAST_STOP_MS)) return;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
