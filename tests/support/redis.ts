import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'redis';

/** A logical database of a Redis, nobody else's until it is closed. */
export interface TestRedis {
  url: string;
  /** Empties it and gives it back. */
  close(): Promise<void>;
}

/** A Redis server of the test's own, which may be stopped at will. */
export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** Without notice, as in a crash. */
  kill(): Promise<void>;
  /** Stops the process for a while: its connections stay, and nobody answers. */
  freeze(milliseconds: number): Promise<void>;
  /** Kills it and removes its data. */
  remove(): Promise<void>;
}

const LOCAL_URL = 'redis://127.0.0.1:6379';
/** Marks a logical database as one that holds tests' data alone; the lock inside says whether tests are at work. */
const MARK = 'schoolgraph:test';
const LOCK = 'schoolgraph:test:lock';
const LOCK_SECONDS = 600;
const START_DEADLINE_MS = 10_000;

const binary = findBinary('redis-server');
const runningUrl = process.env.REDIS_URL || (answers(LOCAL_URL) ? LOCAL_URL : null);

/** Whether a Redis can be had: `REDIS_URL`, one on the default port, or the program to start one. */
export const hasRedis = runningUrl !== null || binary !== null;

if (process.env.REQUIRE_REDIS && (!hasRedis || !binary)) {
  throw new Error('REQUIRE_REDIS is set, but there is no Redis to reach or no redis-server to start.');
}

/** `describe` for tests that need a Redis; they are reported as skipped where there is none. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (hasRedis) describe(name, tests);
  else describe.skip(`${name} (skipped: no Redis; set REDIS_URL or install redis-server)`, tests);
}

/** `describe` for tests that start and kill a Redis; skipped where the program is not installed. */
export function describeWithRedisServer(name: string, tests: () => void): void {
  if (binary) describe(name, tests);
  else describe.skip(`${name} (skipped: redis-server is not installed)`, tests);
}

/** An empty Redis for one test file. Others may use the same server meanwhile; their data is left alone. */
export async function openTestRedis(): Promise<TestRedis> {
  if (runningUrl) return claimDatabase(runningUrl);
  const server = await createRedisServer();
  await server.start();
  return { url: server.url, close: () => server.remove() };
}

/**
 * A server that is not started yet, on a port of its own.
 * @param isDurable whether what it has acknowledged is on disk, and there again after a crash
 */
export async function createRedisServer({ isDurable = true } = {}): Promise<RedisServer> {
  if (!binary) throw new Error('redis-server is not installed');
  const directory = await mkdtemp(join(tmpdir(), 'schoolgraph-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  const kill = async () => {
    const killed = server;
    server = null;
    if (!killed || killed.exitCode !== null) return;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
  };
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
  const durable = isDurable ? ['--appendonly', 'yes', '--appendfsync', 'always'] : [];
  return {
    url,
    start: async () => {
      const started = spawn(binary, [...settings, ...durable], { stdio: 'ignore' });
      server = started;
      process.once('exit', () => started.kill('SIGKILL'));
      await untilAnswering(url);
    },
    kill,
    freeze: async (milliseconds) => {
      const frozen = server;
      frozen?.kill('SIGSTOP');
      await sleep(milliseconds);
      frozen?.kill('SIGCONT');
    },
    remove: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Databases 1 to 15: 0 is where people keep their own things. */
async function claimDatabase(serverUrl: string): Promise<TestRedis> {
  for (let index = 1; index < 16; index++) {
    const url = Object.assign(new URL(serverUrl), { pathname: `/${index}` }).href;
    if (await claim(url)) return { url, close: () => giveBack(url) };
  }
  throw new Error(`Each logical database of ${new URL(serverUrl).host} is in use`);
}

/** Takes a database that is empty, or that tests have left behind when they were cut short. */
async function claim(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const isOurs = (await client.dbSize()) === 0 || (await client.exists(MARK)) === 1;
    if (!isOurs) return false;
    if (!(await client.set(LOCK, String(process.pid), { NX: true, EX: LOCK_SECONDS }))) return false;
    // Emptied but for the lock: whoever looks meanwhile must not find it free.
    await client.set(MARK, '1');
    const leftovers = (await client.keys('*')).filter((key) => key !== MARK && key !== LOCK);
    if (leftovers.length > 0) await client.del(leftovers);
    return true;
  });
}

async function giveBack(url: string): Promise<void> {
  await withClient(url, async (client) => void (await client.flushDb()));
}

async function withClient<T>(
  url: string,
  work: (client: ReturnType<typeof createTestClient>) => Promise<T>,
): Promise<T> {
  const client = createTestClient(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

function createTestClient(url: string) {
  const client = createClient({ url, socket: { connectTimeout: 1000, reconnectStrategy: false } });
  client.on('error', () => undefined);
  return client;
}

async function untilAnswering(url: string): Promise<void> {
  for (const start = performance.now(); ; await sleep(20)) {
    const isUp = await withClient(url, (client) => client.ping()).catch(() => null);
    if (isUp) return;
    if (performance.now() - start > START_DEADLINE_MS)
      throw new Error(`redis-server did not start at ${url}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function findBinary(name: string): string | null {
  const paths = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Asked while tests are being declared, which cannot wait: hence in a process of its own. */
function answers(url: string): boolean {
  const { hostname, port } = new URL(url);
  const probe = `
    const socket = require('node:net').connect(${port}, '${hostname}', () => socket.write('PING\\r\\n'));
    socket.on('data', (data) => process.exit(data.toString().startsWith('+PONG') ? 0 : 1));
    socket.on('error', () => process.exit(1));
    setTimeout(() => process.exit(1), 1000);`;
  return spawnSync(process.execPath, ['-e', probe], { timeout: 5000 }).status === 0;
}
