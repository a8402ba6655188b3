import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { fromRoot } from '../../kernel/project-root';

const RESTART_MS = 300;

/** What a program is started with. */
export interface ProgramOptions {
  name: string;
  /** A built file, from the project's root. */
  file: string;
  env: Record<string, string>;
  /** Where its output goes. */
  log: string;
  /** Answers 200 when it can serve; absent for a program that serves nobody. */
  readyUrl?: string;
}

/** Whatever ends the campaign ends what it has started. */
const started = new Set<Program>();
process.on('exit', () => started.forEach((program) => program.kill()));

/** A process that is started again whenever it ends, as a supervisor would. */
export class Program {
  readonly name: string;
  private child: ChildProcess | null = null;
  private hasStopped = false;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProgramOptions) {
    this.name = options.name;
    started.add(this);
  }

  start(): void {
    this.hasStopped = false;
    this.ended = this.keepRunning();
  }

  /** Ends the process, without a word unless told otherwise. */
  kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  async freeze(milliseconds: number): Promise<void> {
    const frozen = this.child;
    frozen?.kill('SIGSTOP');
    await sleep(milliseconds);
    frozen?.kill('SIGCONT');
  }

  async untilReady(deadlineMs: number): Promise<void> {
    for (const start = Date.now(); !(await this.isReady()); await sleep(100)) {
      if (Date.now() - start > deadlineMs)
        throw new Error(`${this.name} is not ready after ${deadlineMs} ms`);
    }
  }

  private async isReady(): Promise<boolean> {
    const { readyUrl } = this.options;
    if (!readyUrl) return true;
    return fetch(readyUrl, { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async stop(): Promise<void> {
    this.hasStopped = true;
    this.kill();
    await this.ended;
  }

  private async keepRunning(): Promise<void> {
    const { file, env, log } = this.options;
    const output = openSync(log, 'a');
    while (!this.hasStopped) {
      this.child = spawn(process.execPath, ['--enable-source-maps', fromRoot('dist', file)], {
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', output, output],
      });
      await once(this.child, 'exit');
      if (!this.hasStopped) await sleep(RESTART_MS);
    }
  }
}
