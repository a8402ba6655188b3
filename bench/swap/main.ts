import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fromRoot } from '../../kernel/project-root';
import {
  freePort,
  launch,
  nextMessage,
  NODE_FLAGS,
  waitUntilServing,
  type Launched,
} from '../gateway/launch';
import { startStubs } from '../gateway/stubs-process';
import { operationBodies } from './operations';
import { phaseOf, roundsTable, type Round } from './phases';
import { replaceFile, supergraphNumber } from './supergraphs';
import type { Sample, TrafficOptions, TrafficReply } from './traffic';

const GATEWAY_CORE = 0;
const OTHER_CORE = cpus().length > 1 ? 1 : 0;
const START_MS = 40_000;
const GRACE_MS = 30_000;
/** What a swap may take, so that a round knows when it ends. */
const SWAP_MS = 3_000;
/** The old supergraph stays for late comers and then goes. */
const LINGER_MS = 7_000;
const NEWS = 'the newest supergraph is served';

const USAGE = `npm run bench:swap -- [options]
  --rounds n       rounds with a swap, and as many without; 5
  --seconds n      before, and after; 8
  --per-second n   200`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    'per-second': { type: 'string', default: '200' },
    help: { type: 'boolean', default: false },
  },
});
const [rounds, seconds, perSecond] = [values.rounds, values.seconds, values['per-second']].map(Number) as [
  number,
  number,
  number,
];

const cleanups: (() => Promise<void> | void)[] = [];

/** Starts what a run needs. @returns how to swap, and how to send traffic meanwhile */
async function start() {
  const stubs = await startStubs(OTHER_CORE);
  cleanups.push(stubs.stop);
  const folder = mkdtempSync(join(tmpdir(), 'swap-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'supergraph.graphql');
  let generation = 0;
  const next = () => supergraphNumber(generation++, stubs.urls);
  replaceFile(path, next());
  const gateway = await startGatewayProcess(path);
  const traffic = launch({
    args: [fromRoot('dist', 'bench', 'swap', 'traffic.js')],
    core: OTHER_CORE,
    ipc: true,
  });
  cleanups.push(traffic.stop);
  await nextMessage(traffic, START_MS);

  const send = async (forSeconds: number): Promise<Sample[]> => {
    const options: TrafficOptions = {
      url: gateway.url,
      bodies: operationBodies(),
      perSecond,
      seconds: forSeconds,
    };
    traffic.child.send(options);
    const reply = (await nextMessage(traffic, forSeconds * 1_000 + GRACE_MS)) as TrafficReply;
    if ('error' in reply) throw new Error(reply.error);
    return reply.samples;
  };
  return { send, swap: () => swap(gateway, path, next()) };
}

interface RunningGateway {
  url: string;
  launched: Launched;
  /** How many supergraphs it has served after the first. */
  swaps: () => number;
}

async function startGatewayProcess(supergraphPath: string): Promise<RunningGateway> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/graphql`;
  const launched = launch({
    nodeFlags: NODE_FLAGS,
    args: [fromRoot('dist', 'gateway', 'main.js')],
    env: { PORT: String(port), SUPERGRAPH_PATH: supergraphPath, LOG_LEVEL: 'info' },
    core: GATEWAY_CORE,
  });
  cleanups.push(launched.stop);
  let swaps = 0;
  launched.child.stdout?.on('data', (chunk: Buffer) => (swaps += chunk.toString().split(NEWS).length - 1));
  await waitUntilServing(url, launched, START_MS);
  return { url, launched, swaps: () => swaps };
}

/** Replaces the file and waits until it is served. @returns when it began and when it ended, since the epoch */
async function swap(gateway: RunningGateway, path: string, sdl: string): Promise<[number, number]> {
  const before = gateway.swaps();
  const began = Date.now();
  replaceFile(path, sdl);
  while (gateway.swaps() === before) {
    if (Date.now() - began > SWAP_MS * 3) throw new Error(`it was not swapped\n${gateway.launched.output()}`);
    await sleep(5);
  }
  return [began, Date.now()];
}

/** One round; without a swap it shows what the machine does by itself. */
async function measure(
  { send, swap: doSwap }: Awaited<ReturnType<typeof start>>,
  isSwapping: boolean,
): Promise<Round> {
  const length = seconds * 1_000;
  const sending = send(seconds * 2 + 1 + SWAP_MS / 1_000);
  // The first second opens connections.
  await sleep(1_000 + length);
  const [began, ended] = isSwapping ? await doSwap() : [Date.now(), Date.now()];
  const samples = await sending;
  await sleep(LINGER_MS);
  return {
    before: phaseOf(samples, began - length, began),
    during: phaseOf(samples, began, ended),
    after: phaseOf(samples, ended, ended + length),
    swapMs: ended - began,
  };
}

async function run(): Promise<void> {
  const setup = await start();
  console.log(
    `${perSecond} requests/s, ${seconds} s before and after, load average ${loadavg()[0]!.toFixed(1)}`,
  );
  await setup.send(15);
  const kinds = new Map<string, Round[]>([
    ['swap', []],
    ['no swap', []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, measured] of kinds) measured.push(await measure(setup, kind === 'swap'));
  }
  console.log(`\n${roundsTable(kinds)}\n\nload average ${loadavg()[0]!.toFixed(1)}`);
}

if (values.help) console.log(USAGE);
else {
  run()
    .catch((error: unknown) => {
      console.error((error as Error).message);
      process.exitCode = 1;
    })
    .finally(async () => {
      for (const cleanup of cleanups.reverse()) await cleanup();
    })
    .catch(console.error);
}
