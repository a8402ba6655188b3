import { parseArgs } from 'node:util';

import { runMarks } from './marks';

/* eslint-disable no-console -- it talks to a person at a terminal */

const MAX_LAG_MS = 1_000;
const MAX_P95_MS = 250;

/** `marks [--marks N] [--minutes M] [--singles SHARE]`. @returns whether every mark is stored once */
export async function marksCommand(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      marks: { type: 'string', default: '50000' },
      minutes: { type: 'string', default: '10' },
      singles: { type: 'string', default: '0.05' },
    },
  });
  const outcome = await runMarks({
    marks: Number(values.marks),
    minutes: Number(values.minutes),
    singles: Number(values.singles),
    report: (line) => console.log(line),
  });
  const { failures, ...mutation } = outcome.mutation;
  console.log(JSON.stringify({ ...outcome, mutation, unanswered: failures.length }, null, 2));
  for (const failure of failures.slice(0, 10)) console.log(failure);
  const isStoredOnce = outcome.marksStored === outcome.marksSent && outcome.events === outcome.submissions;
  console.log(isStoredOnce ? 'every mark is stored once' : 'NOT every mark is stored once');
  console.log(
    `outbox lag p99 ${outcome.outboxLag.p99.toFixed(0)} ms, at most ${MAX_LAG_MS} on a quiet machine`,
  );
  console.log(`mutation p95 ${mutation.p95.toFixed(0)} ms, at most ${MAX_P95_MS} on a quiet machine`);
  return isStoredOnce && failures.length === 0;
}
