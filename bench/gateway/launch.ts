import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** A process that this run started, and the only kind of process that it ever ends. */
export interface Launched {
  pid: number;
  child: ChildProcess;
  /** What it wrote last, to explain why it failed. */
  output: () => string;
  stop: () => Promise<void>;
}

/** How every subject runs: with the flags of the product's start scripts, and the young generation large from the start. */
export const NODE_FLAGS = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--no-allocation-site-pretenuring',
];

const OUTPUT_BYTES = 4_000;
const STOP_MS = 3_000;

const hasTaskset = spawnSync('taskset', ['--version']).status === 0;

/** Whether processes can be held on one core each. */
export const isPinning = hasTaskset;

interface LaunchOptions {
  nodeFlags?: readonly string[];
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** The core to stay on. */
  core: number;
  /** Whether messages are exchanged with it. */
  ipc?: boolean;
}

/** Starts a Node program on a core of its own. */
export function launch({ nodeFlags = [], args, env, core, ipc = false }: LaunchOptions): Launched {
  const command = [process.execPath, ...nodeFlags, ...args];
  const [program, ...rest] = hasTaskset ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(program!, rest, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-OUTPUT_BYTES)));
  }
  return { pid: child.pid!, child, output: () => output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(timer);
}

/**
 * The next message of a process.
 * @throws Error with its output where it ends or stays silent instead
 */
export function nextMessage({ child, output }: Launched, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      end();
    };
    const fail = (why: string) => settle(() => reject(new Error(`${why}\n${output()}`)));
    const onMessage = (message: unknown) => settle(() => resolve(message));
    const onExit = () => fail('a process of the benchmark ended');
    const timer = setTimeout(() => fail('a process of the benchmark does not answer'), timeoutMs);
    child.on('message', onMessage).on('exit', onExit);
  });
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const POLL_MS = 100;

/**
 * Waits until a GraphQL endpoint answers.
 * @throws Error with the program's output where it ends, or is silent for too long
 */
export async function waitUntilServing(url: string, launched: Launched, timeoutMs: number): Promise<void> {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json' };
  for (const end = performance.now() + timeoutMs; performance.now() < end;) {
    if (launched.child.exitCode !== null) break;
    const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`it does not serve ${url}\n${launched.output()}`);
}
