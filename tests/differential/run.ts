import { parseArgs } from 'node:util';
import { compareOn, worldsOf, type Tally } from './cases';

/** Operations per supergraph: composing one costs as much as dozens of operations. */
const PER_WORLD = 100;

const print = (text: string) => process.stdout.write(`${text}\n`);

/** `run.ts --runs 100000 --seed 1` compares as many cases and prints each supergraph's first difference, shrunk. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? 10_000);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  print(`seed ${seed}`);
  const tally: Tally = { cases: 0, invalid: 0, known: new Map() };
  let failures = 0;
  for (let index = 0; index * PER_WORLD < runs; index += 1) {
    for (const world of worldsOf(seed + index, 1)) {
      await compareOn(world, PER_WORLD, seed + index, tally).catch((error: Error) => {
        failures += 1;
        print(`${'='.repeat(80)}\n${error.message}`);
      });
    }
  }
  print(JSON.stringify({ ...tally, known: [...tally.known], failures }));
  process.exitCode = failures > 0 ? 1 : 0;
}

void main();
