import { parseArgs } from 'node:util';

import { runCampaign } from './campaign';
import { type Plant, PLANTS } from './plants';

/* eslint-disable no-console -- it talks to a person at a terminal */

const MIN_AVAILABILITY = 0.999;
const SHOWN = 20;

/** `npm run test:faults -- --seed N --kills K [--plant BUG]`. With a bug it succeeds where the bug is found. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      kills: { type: 'string', default: '30' },
      plant: { type: 'string' },
    },
  });
  const plant = values.plant as Plant | undefined;
  if (plant && !PLANTS.includes(plant)) throw new Error(`--plant takes one of ${PLANTS.join(', ')}`);
  const outcome = await runCampaign({
    seed: Number(values.seed),
    kills: Number(values.kills),
    plant,
    report: (line) => console.log(line),
  });
  const { violations, failures, ...figures } = outcome;
  console.log(JSON.stringify(figures, null, 2));
  for (const failure of failures.slice(0, SHOWN)) console.log(`unanswered: ${failure}`);
  for (const violation of violations.slice(0, SHOWN)) console.log(violation);
  console.log(`seed ${values.seed}: ${violations.length} violation(s), ${failures.length} unanswered`);
  const hasWorked = figures.events > 0 && figures.following.events > 0;
  const isGood = violations.length === 0 && figures.availability >= MIN_AVAILABILITY && hasWorked;
  const isCaught = plant !== undefined && violations.length > 0;
  if (plant) console.log(isCaught ? `caught: ${plant}` : `NOT caught: ${plant}`);
  process.exitCode = (plant ? isCaught : isGood) ? 0 : 1;
}

// Ends what was started, see Program.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
