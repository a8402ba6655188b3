import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { fromRoot } from '../../kernel/project-root';
import { composeStubs } from '../../tests/support/federation';
import { buildGeneration } from '../supergraph/generation';
import { startPlanThread, type PlanProgram, type PlanThread } from './plan-thread';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';
const subgraph = (name: string, sdl: string) => ({
  name,
  url: `http://${name}/graphql`,
  typeDefs: parse(`${LINK} ${sdl}`),
});
const sdl = composeStubs([
  subgraph('a', 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! a: Int }'),
  subgraph('b', 'type Thing @key(fields: "id") { id: ID! b(x: Int): Int }'),
]);
const document = parse('query One($x: Int) { thing { a b(x: $x) } } query Two { thing { a } }');

/** The worker as the product has it, compiled as it is loaded. */
const real: PlanProgram = {
  file: fromRoot('gateway/planning/plan-worker.ts'),
  execArgv: ['-r', fromRoot('tests/support/register-typescript.js')],
};

const folder = mkdtempSync(join(tmpdir(), 'planning-'));
/** A worker that never comes back from one operation, fails on another, ends after a third, and plans all the rest. */
const moody: PlanProgram = { file: join(folder, 'moody.js') };
writeFileSync(
  moody.file,
  `const { parentPort } = require('node:worker_threads');
   parentPort.on('message', ({ text }) => {
     if (text.includes('forever')) for (;;);
     if (text.includes('dies')) throw new Error('out of memory');
     parentPort.postMessage({ plan: '{"kind":"QueryPlan"}' });
     if (text.includes('leaves')) setTimeout(() => process.exit(1), 20);
   });
   parentPort.postMessage('ready');`,
);

let thread: PlanThread;
const start = (program: PlanProgram, timeLimitMs = 20_000) =>
  (thread = startPlanThread({ sdl, timeLimitMs, program }));

afterEach(() => thread.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe('planning in a thread', () => {
  it('gives the plans that the event loop would give, and its refusals', async () => {
    const { planner } = buildGeneration(sdl);
    const { plan } = start(real);
    for (const name of ['One', 'Two']) {
      expect(await plan(document, name)).toEqual(JSON.parse(JSON.stringify(planner.plan(document, name))));
    }
    const unknown = plan(document, 'Three');
    await expect(unknown).rejects.toThrow('Three');
  });

  it('gives up past the time limit with a code, and goes on with those that wait', async () => {
    const { plan } = start(moody, 300);
    const endless = plan(parse('{ forever }'));
    const next = plan(parse('{ thing { a } }'));
    await expect(endless).rejects.toMatchObject({ extensions: { code: 'OPERATION_PLANNING_TIMEOUT' } });
    expect(await next).toEqual({ kind: 'QueryPlan' });
  });

  it('survives an operation that takes the worker down', async () => {
    const { plan } = start(moody);
    const deadly = plan(parse('{ dies }'));
    const next = plan(parse('{ thing { a } }'));
    await expect(deadly).rejects.toMatchObject({ extensions: { code: 'OPERATION_PLANNING_TIMEOUT' } });
    expect(await next).toEqual({ kind: 'QueryPlan' });
  });

  it('is not ready where the worker cannot build its planner', async () => {
    thread = startPlanThread({ sdl: 'type Query {', timeLimitMs: 1_000, program: real });
    await expect(thread.ready).rejects.toThrow('supergraph');
    await expect(thread.plan(document)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('gets a new worker where the last one ended by itself', async () => {
    const { plan } = start(moody);
    await plan(parse('{ thing { a } }'));
    await expect(plan(parse('{ leaves }'))).resolves.toBeDefined();
    await sleep(200);
    expect(await plan(parse('{ thing { a } }'))).toEqual({ kind: 'QueryPlan' });
  });

  it('lets nobody wait when it closes', async () => {
    const { plan, close } = start(moody);
    const both = Promise.allSettled([plan(parse('{ forever }')), plan(parse('{ thing { a } }'))]);
    await close();
    const closed = { status: 'rejected', reason: { code: 'SERVICE_UNAVAILABLE' } };
    expect(await both).toMatchObject([closed, closed]);
  });
});
