import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '../../kernel/project-root';
import type { Extent, Measured } from './measure';
import type { Summary } from './report';

/** All that is worth keeping of a run. */
export interface Results {
  extent: Extent;
  isPinning: boolean;
  /** One-minute load average before the first workload: above about 1, others were at work. */
  loadBefore: number;
  summaries: readonly Summary[];
  memory: readonly { subject: string; peakRss: number }[];
  measured: readonly Measured[];
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: fromRoot(), encoding: 'utf8' }).trim();

/** Writes the results with the commit they are of; returns where. */
export function saveResults(results: Results): string {
  const commit = git('rev-parse', '--short', 'HEAD');
  const isDirty = git('status', '--porcelain', '--untracked-files=no') !== '';
  const date = new Date().toISOString();
  const machine = {
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  };
  const name = `${date.slice(0, 10)}-${commit}.json`;
  const content = { date, commit, isDirty, machine, ...results };
  const folder = fromRoot('bench', 'gateway', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(content, round, 2)}\n`);
  return `Saved as bench/gateway/results/${name}`;
}

/** Four digits after the point are more than any of this is worth. */
function round(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
}
