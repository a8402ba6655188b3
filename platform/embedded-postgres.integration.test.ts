import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { fromRoot } from '../kernel/project-root';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { AlreadyRunningError } from './postgres-owner';
import { PortInUseError } from '../kernel/start-error';
import { processStart, until } from './postgres-processes';

/** A program that runs a cluster, says where, and then only waits, at most as long as the test lives. */
const PROGRAM = `
  const { startEmbeddedPostgres } = require('./platform/embedded-postgres');
  startEmbeddedPostgres({ directory: process.argv[1], port: 0 }).then(async (postgres) => {
    await postgres.ensureDatabase('school');
    console.log(postgres.urlOf('school'));
    process.stdin.on('end', () => process.exit()).resume();
  });
`;

const programs: ChildProcess[] = [];

function spawnProgram(directory: string): ChildProcess {
  const register = fromRoot('tests/support/register-typescript.js');
  const program = spawn(process.execPath, ['-r', register, '-e', PROGRAM, directory], {
    cwd: fromRoot(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  programs.push(program);
  return program;
}

async function runProgram(directory: string): Promise<{ program: ChildProcess; url: string }> {
  const program = spawnProgram(directory);
  const [line] = (await once(program.stdout!, 'data')) as [Buffer];
  return { program, url: line.toString().trim() };
}

async function killHard(program: ChildProcess): Promise<void> {
  program.kill('SIGKILL');
  await once(program, 'exit');
}

async function query(url: string, sql: string): Promise<object[]> {
  const client = new Client({ connectionString: url });
  // The server may go away under it: that is what some tests are about.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(directory: string): Promise<number> {
  return parseInt(await readFile(join(directory, 'cluster/data/postmaster.pid'), 'utf8'), 10);
}

describe('the embedded PostgreSQL', () => {
  let directory: string;
  const running: EmbeddedPostgres[] = [];

  async function start(port = 0, folder = directory): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ directory: folder, port });
    running.push(postgres);
    return postgres;
  }

  async function createFolder(mode = 0o755): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'schoolgraph-postgres-')));
    await chmod(folder, mode);
    return folder;
  }

  async function removeFolder(folder: string): Promise<void> {
    await removeEmbeddedPostgres(folder);
    await rm(folder, { recursive: true });
  }

  beforeAll(async () => {
    directory = await createFolder();
  });

  afterEach(async () => {
    for (const program of programs.splice(0)) program.kill('SIGKILL');
    await Promise.all(running.splice(0).map((postgres) => postgres.stop()));
  });

  afterAll(() => removeFolder(directory));

  it('starts, creates databases once, and is gone after it was stopped', async () => {
    const postgres = await start();
    expect(await postgres.ensureDatabase('users')).toBe(true);
    expect(await postgres.ensureDatabase('users')).toBe(false);
    expect(await query(postgres.urlOf('users'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const pid = await serverPid(directory);
    await postgres.stop();
    expect(processStart(pid)).toBeUndefined();
    await expect(query(postgres.urlOf('users'), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('asks for the password even on the loopback address', async () => {
    const postgres = await start();
    const url = Object.assign(new URL(postgres.urlOf('postgres')), { password: 'guess' }).href;
    await expect(query(url, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('ends soon after its program was killed with -9, and keeps what was committed', async () => {
    const { program, url } = await runProgram(directory);
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = await serverPid(directory);
    await killHard(program);
    expect(await until(() => processStart(pid) === undefined, 5_000)).toBe(true);
    const postgres = await start();
    expect(await query(postgres.urlOf('school'), 'TABLE kept')).toEqual([{ answer: 42 }]);
  });

  it('starts at once after its program was killed with -9, although the old server is still there', async () => {
    const { program } = await runProgram(directory);
    await killHard(program);
    const postgres = await start();
    expect(await query(postgres.urlOf('school'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps what was committed when the server is killed with -9 together with its program', async () => {
    const { program, url } = await runProgram(directory);
    await query(url, 'CREATE TABLE kept_too AS SELECT 43 AS answer');
    process.kill(await serverPid(directory), 'SIGKILL');
    await killHard(program);
    const postgres = await start();
    expect(await query(postgres.urlOf('school'), 'TABLE kept_too')).toEqual([{ answer: 43 }]);
  });

  it('refuses a port that is in use, and names it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(start(port)).rejects.toThrow(new PortInUseError(port));
    other.close();
    await start(port);
  });

  it('refuses a second start while the first is running, and names the process that runs it', async () => {
    const { program } = await runProgram(directory);
    await expect(start()).rejects.toThrow(new AlreadyRunningError(program.pid!));
    await expect(removeEmbeddedPostgres(directory)).rejects.toThrow(AlreadyRunningError);
    await killHard(program);
  });

  it('begins anew when creating the cluster was broken off half-way', async () => {
    const folder = await createFolder();
    const program = spawnProgram(folder);
    const isHalfWay = () => existsSync(join(folder, 'cluster')) && hasDraft(folder);
    expect(await until(isHalfWay, 10_000)).toBe(true);
    await killHard(program);
    expect(existsSync(join(folder, 'cluster/data'))).toBe(false);
    const postgres = await start(0, folder);
    expect(await postgres.ensureDatabase('school')).toBe(true);
    await postgres.stop();
    await removeFolder(folder);
  });

  it('runs in a folder that nobody else may enter, and leaves nothing when it was meant to be temporary', async () => {
    const folder = await createFolder(0o700);
    const postgres = await startEmbeddedPostgres({ directory: folder, port: 0, temporary: true });
    running.push(postgres);
    // Started by root, the server is somebody else, and its data are elsewhere.
    const home = await realpath(join(folder, 'cluster'));
    expect(home === join(folder, 'cluster')).toBe(process.getuid?.() !== 0);
    expect(await postgres.ensureDatabase('school')).toBe(true);
    await postgres.stop();
    expect([folder, home].filter(existsSync)).toEqual([]);
  });
});

async function hasDraft(folder: string): Promise<boolean> {
  return (await readdir(join(folder, 'cluster'))).some((name) => name.startsWith('data.new-'));
}
