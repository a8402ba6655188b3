import { parseArgs } from 'node:util';

import { type Part, runStreams } from './streams';

/* eslint-disable no-console -- it talks to a person at a terminal */

const MAX_SILENCE_MS = 10_000;
const CONNECTING = 'connect';

/**
 * `streams [--streams N] [--schools N] [--processes N] [--rate EVENTS/S] [--seconds N] [--plant skip-replay]`
 * @returns with a bug, whether it was found; else whether nobody lost anything, got it twice or out of order, or waited for longer than may be
 */
export async function streamsCommand(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      streams: { type: 'string', default: '1000' },
      schools: { type: 'string', default: '10' },
      processes: { type: 'string', default: '2' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '15' },
      plant: { type: 'string' },
    },
  });
  const { plant } = values;
  if (plant !== undefined && plant !== 'skip-replay') throw new Error('--plant takes skip-replay');
  const parts = await runStreams({
    streams: Number(values.streams),
    schools: Number(values.schools),
    processes: Number(values.processes),
    perSecond: Number(values.rate),
    seconds: Number(values.seconds),
    isForgetful: plant !== undefined,
    report: (line) => console.log(line),
  });
  console.table(Object.fromEntries(parts.map((part) => [part.name, rowOf(part)])));
  for (const { name, breaks } of parts) console.log(`${name}: ${JSON.stringify(breaks)}`);
  const faults = parts.flatMap(faultsOf);
  for (const fault of faults) console.log(fault);
  console.log(`${faults.length} violation(s)`);
  return plant ? faults.length > 0 : faults.length === 0;
}

function rowOf({ written, events, lost, duplicated, outOfOrder, behind, longestSilence }: Part) {
  const silence = `${(longestSilence / 1000).toFixed(1)} s`;
  return { written, delivered: events, lost, duplicated, 'out of order': outOfOrder, behind, 'longest silence': silence }; // prettier-ignore
}

function faultsOf(part: Part): string[] {
  const kinds = ['lost', 'duplicated', 'outOfOrder', 'behind'] as const;
  const faults = kinds.filter((kind) => part[kind] > 0).map((kind) => `${part.name}: ${part[kind]} ${kind}`);
  if (part.events === 0) faults.push(`${part.name}: nothing was delivered`);
  if (part.name !== CONNECTING && part.longestSilence > MAX_SILENCE_MS)
    faults.push(`${part.name}: a stream heard nothing for ${part.longestSilence} ms`);
  for (const [reason, count] of Object.entries(part.breaks))
    if (/SUBSCRIPTION_GAP|^told /.test(reason)) faults.push(`${part.name}: ${count} were told of a gap`);
  return faults;
}
