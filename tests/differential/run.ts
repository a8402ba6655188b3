import { parseArgs } from 'node:util';
import { compareOn, newTally, worldsOf } from './cases';

/** Operations per supergraph: composing one costs as much as dozens of operations. */
const PER_WORLD = 100;
const STOCK_EVERY = 10;
/** Supergraphs after which it says how far it is. */
const REPORT_EVERY = 100;

const print = (text: string) => process.stdout.write(`${text}\n`);

/** `run.ts --runs 100000 --seed 1` compares as many cases and prints each supergraph's first difference, shrunk. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? 100_000);
  const first = Number(values.seed ?? Date.now() % 1_000_000);
  const tally = newTally();
  let failures = 0;
  let seed = first;
  const report = (last: number) =>
    print(`seeds ${first} to ${last}: ${JSON.stringify({ ...tally, failures })}`);
  for (; tally.cases < runs; seed += 1) {
    for (const world of worldsOf(seed, 1)) {
      await compareOn(world, { runs: PER_WORLD, seed, stockEvery: STOCK_EVERY }, tally).catch(
        (error: Error) => {
          failures += 1;
          print(`${'='.repeat(80)}\n${error.message}`);
        },
      );
    }
    if ((seed - first) % REPORT_EVERY === REPORT_EVERY - 1) report(seed);
  }
  report(seed - 1);
  process.exitCode = failures > 0 ? 1 : 0;
}

void main();
