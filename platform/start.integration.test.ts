import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../kernel/project-root';
import { send, signIn } from '../tests/support/client';
import { DEMO_PASSWORD } from './demo/seed-people';
import { RASOHA } from './demo/schools';
import { removeEmbeddedPostgres } from './embedded-postgres';
import { claimPort } from './postgres-port';

/** `npm start` as a process of its own, on ports and in a folder of its own. */
class Started {
  output = '';
  private readonly process: ChildProcess;

  constructor(
    private readonly port: number,
    data: string,
    ...options: string[]
  ) {
    const program = ['-r', fromRoot('tests/support/register-typescript.js'), fromRoot('platform/main.ts')];
    this.process = spawn(process.execPath, [...program, '--port', String(port), '--data', data, ...options]);
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  url = () => `http://127.0.0.1:${this.port}/graphql`;
  kill = (signal: NodeJS.Signals) => this.process.kill(signal);

  async ready(): Promise<void> {
    const ended = this.ended().then((code) =>
      Promise.reject(new Error(`Ended with ${code}: ${this.output}`)),
    );
    const up = (async () => {
      while (!this.output.includes('Schoolgraph is up'))
        await new Promise((resolve) => setTimeout(resolve, 50));
    })();
    ended.catch(() => undefined);
    await Promise.race([up, ended]);
  }

  async ended(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }
}

let data: string;
let port: number;
const running: Started[] = [];
const start = (...options: string[]): Started => {
  const started = new Started(port, data, ...options);
  running.push(started);
  return started;
};

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'schoolgraph-start-'));
  await chmod(data, 0o755);
  port = await freePorts();
});
afterAll(async () => {
  for (const started of running) started.kill('SIGKILL');
  await Promise.all(running.map((started) => started.ended()));
  await removeEmbeddedPostgres(join(data, 'postgres'));
  await rm(data, { recursive: true, force: true });
});

/** Below the range that systems hand out for outgoing connections, so that nothing takes one in between. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const PORTS_NEEDED = 11;

/** A port that is free, as are the ten behind it. */
async function freePorts(): Promise<number> {
  const first = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));
  const claims = Array.from({ length: PORTS_NEEDED }, (_, i) => claimPort(first + i));
  const results = await Promise.allSettled(claims);
  return results.every(({ status }) => status === 'fulfilled') ? first : freePorts();
}

const NAMES = '{ schools { nodes { name } } ledgers { nodes { transactions(first: 1) { totalCount } } } }';
const askOffice = async (started: Started, login = 'bursar') => {
  const token = await signIn(started.url(), `${login}@${RASOHA.domain}`, DEMO_PASSWORD);
  return send(started.url(), token, NAMES);
};

describe('npm start', () => {
  it('brings the platform up, keeps its data through kill -9, and ends on Ctrl-C', async () => {
    const first = start('--no-simulator');
    await first.ready();
    const before = await askOffice(first);
    expect(before.data.schools.nodes).toEqual([{ name: RASOHA.name }]);
    expect(before.data.ledgers.nodes[0].transactions.totalCount).toBeGreaterThan(100);

    first.kill('SIGKILL');
    await first.ended();
    const second = start('--no-simulator');
    await second.ready();
    expect(await askOffice(second)).toEqual(before);

    const interrupted = Date.now();
    second.kill('SIGINT');
    expect(await second.ended()).toBe(0);
    expect(Date.now() - interrupted).toBeLessThan(5_000);
  }, 120_000);

  it('says in one line which port is in use, and starts nothing', async () => {
    const other = createServer().listen(port + 3, '127.0.0.1');
    await once(other, 'listening');
    const refused = start('--no-simulator');
    expect(await refused.ended()).toBe(1);
    expect(refused.output.trim()).toBe(`Port ${port + 3} is already in use by another program.`);
    other.close();
  });

  it('says in one line which option it does not know', async () => {
    const refused = start('--simulatr');
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain("Unknown option '--simulatr'");
    expect(refused.output).not.toContain('    at ');
  });
});
