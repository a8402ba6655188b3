import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromRoot } from '../../kernel/project-root';
import { composeStubs, type StubSubgraph } from '../support/federation';
import { askHttp, startSubgraphs } from './serve-federation';

const PROGRAM = ['-r', fromRoot('tests/support/register-typescript.js'), fromRoot('gateway/main.ts')];
const START_MS = 20_000;

let folder: string;
let subgraphs: Map<string, StubSubgraph>;
let running: ChildProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alone-'));
  subgraphs = await startSubgraphs({
    names: {
      sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! name: String }',
      resolvers: { Query: { thing: () => ({ id: 't', name: 'one' }) } },
    },
    sizes: {
      sdl: 'type Thing @key(fields: "id") { id: ID! size: Int }',
      resolvers: { Thing: { size: () => 3 } },
    },
  });
});
afterEach(async () => {
  const exited = running && new Promise((resolve) => running?.once('exit', resolve));
  if (running?.exitCode === null && running.kill()) await exited;
  running = undefined;
});
afterAll(async () => {
  await Promise.all([...subgraphs.values()].map((subgraph) => subgraph.stop()));
  rmSync(folder, { recursive: true });
});

/** Runs the gateway's program in an empty folder with an environment of its own. */
function run(env: Record<string, string>): { process: ChildProcess; output: () => string } {
  const started = spawn(process.execPath, PROGRAM, { cwd: folder, env: { PATH: process.env.PATH, ...env } });
  running = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { process: started, output: () => output };
}

function writeSupergraph(sdl: string): string {
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, sdl);
  return path;
}

describe('the gateway’s program', () => {
  it('needs nothing but a supergraph', async () => {
    const path = writeSupergraph(composeStubs([...subgraphs.values()]));
    const { process: gateway, output } = run({ SUPERGRAPH_PATH: path, PORT: '0' });
    let url: string | undefined;
    for (let waited = 0; !url && waited < START_MS && gateway.exitCode === null; waited += 50) {
      await sleep(50);
      url = /"url":"(http[^"]+)"/.exec(output())?.[1];
    }
    expect(output()).toContain('gateway is listening');
    expect(await askHttp(`${url}/graphql`, '{ thing { name size } }')).toEqual({
      status: 200,
      data: { thing: { name: 'one', size: 3 } },
    });
  });

  it.each([
    ['no supergraph', 'type Query { a: Int }', 'cannot be served'],
    ['a feature it does not serve', connectors(), 'connect'],
  ])('ends and says why where the file has %s', async (_what, sdl, reason) => {
    const { process: gateway, output } = run({ SUPERGRAPH_PATH: writeSupergraph(sdl), PORT: '0' });
    const code = await new Promise((resolve) => gateway.once('exit', resolve));
    expect(code).toBe(1);
    expect(output()).toContain(reason);
    expect(output()).not.toContain('    at ');
  });
});

function connectors(): string {
  return `
    schema @link(url: "https://specs.apollo.dev/link/v1.0")
      @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
      @link(url: "https://specs.apollo.dev/connect/v0.1", for: EXECUTION) { query: Query }
    type Query { name: String }`;
}
