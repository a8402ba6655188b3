import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { GraphQLError, print, type DocumentNode, type GraphQLFormattedError } from 'graphql';
import { Fault } from '../../kernel/errors';
import type { QueryPlan } from './planner';

/** What the worker is started with. */
export interface PlanWorkerData {
  sdl: string;
}

/** One operation for the worker to plan. */
export interface PlanJob {
  /** The document's text. */
  text: string;
  operationName?: string;
  overrides?: readonly string[];
}

/** A plan as JSON text, or why there is none: the client's fault, or ours. */
export type PlanReply = { plan: string } | { refusal: GraphQLFormattedError } | { defect: string };

/** The program a worker runs. */
export interface PlanProgram extends Pick<WorkerOptions, 'execArgv'> {
  file: string;
}

export interface PlanThreadOptions {
  sdl: string;
  /** What one operation may take. */
  timeLimitMs: number;
  program: PlanProgram;
}

/** Plans operations of one supergraph off the event loop, one after the other. */
export interface PlanThread {
  /** Resolves when the worker has built its planner; rejects where it cannot. */
  readonly ready: Promise<void>;
  /**
   * @throws GraphQLError where the operation cannot be planned
   * @throws Fault OPERATION_PLANNING_TIMEOUT past the time limit, or where planning exhausts the worker's memory
   * @throws Fault SERVICE_UNAVAILABLE where there is no worker
   * @throws Error what the planner failed with
   */
  plan(document: DocumentNode, operationName?: string, overrides?: readonly string[]): Promise<QueryPlan>;
  close(): Promise<void>;
}

/** The worker as it was built, or null where the program runs from source and there is none. */
export function builtPlanProgram(): PlanProgram | null {
  const file = join(__dirname, 'plan-worker.js');
  return existsSync(file) ? { file } : null;
}

/** A planner that outgrows this is stopped alone; without a limit it would take the whole process with it. */
const MAX_HEAP_MB = 1024;

interface Pending extends PlanJob {
  resolve(plan: QueryPlan): void;
  reject(error: Error): void;
}

/** Starts the worker at once, so that it is there when the first operation comes. */
export function startPlanThread(options: PlanThreadOptions): PlanThread {
  const queue: Pending[] = [];
  let isClosed = false;
  let running: { job: Pending; timer: NodeJS.Timeout } | null = null;
  let thread = spawn();

  function spawn() {
    const { file, execArgv } = options.program;
    const workerData: PlanWorkerData = { sdl: options.sdl };
    const resourceLimits = { maxOldGenerationSizeMb: MAX_HEAP_MB };
    const worker = new Worker(file, { workerData, resourceLimits, ...(execArgv && { execArgv }) });
    // The process may end while a worker waits for work.
    worker.unref();
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the planning worker ended')));
    });
    ready.then(next, failAll);
    worker.on('message', (reply: PlanReply | 'ready') => reply !== 'ready' && finish(reply));
    worker.on('error', () => lose(worker));
    worker.on('exit', () => (spawned.hasEnded = true));
    const spawned = { worker, ready, hasEnded: false };
    return spawned;
  }

  /** Hands the worker its next job, and gives up on it past the time limit. */
  function next(): void {
    if (running || isClosed) return;
    const job = queue.shift();
    if (!job) return;
    running = { job, timer: setTimeout(() => lose(thread.worker), options.timeLimitMs) };
    const { text, operationName, overrides } = job;
    thread.worker.postMessage({ text, operationName, overrides } satisfies PlanJob);
  }

  function finish(reply: PlanReply): void {
    const job = take();
    if (!job) return;
    if ('plan' in reply) job.resolve(JSON.parse(reply.plan) as QueryPlan);
    else if ('refusal' in reply) job.reject(refusalOf(reply.refusal));
    else job.reject(new Error(reply.defect));
    next();
  }

  function take(): Pending | undefined {
    const taken = running;
    clearTimeout(taken?.timer);
    running = null;
    return taken?.job;
  }

  /** Planning cannot be interrupted but with its worker; those that wait get a new one. */
  function lose(worker: Worker): void {
    if (isClosed || worker !== thread.worker || !running) return;
    take()?.reject(tooLong());
    void worker.terminate();
    thread = spawn();
  }

  function failAll(cause: unknown): void {
    if (isClosed) return;
    const failed = new Error('the planning worker cannot start', { cause });
    for (const job of queue.splice(0)) job.reject(unavailable(failed));
  }

  return {
    ready: thread.ready,
    plan: (document, operationName, overrides) =>
      new Promise((resolve, reject) => {
        queue.push({ text: print(document), operationName, overrides, resolve, reject });
        if (thread.hasEnded && !isClosed) thread = spawn();
        void thread.ready.then(next, failAll);
      }),
    close: async () => {
      isClosed = true;
      const closed = () => unavailable(new Error('the planning worker is closed'));
      take()?.reject(closed());
      for (const job of queue.splice(0)) job.reject(closed());
      await thread.worker.terminate();
    },
  };
}

function refusalOf({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions });
}

function unavailable(cause: Error): Fault {
  return new Fault('SERVICE_UNAVAILABLE', 'The operation cannot be planned at the moment.', { cause });
}

function tooLong(): Fault {
  return new Fault(
    'OPERATION_PLANNING_TIMEOUT',
    'The operation takes too long to plan. Ask for less at once.',
  );
}
