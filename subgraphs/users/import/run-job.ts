import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { NOT_PROCESSED, type Outcome } from './apply-unit';
import { ImportFile } from './import-file.entity';
import type { ImportJob } from './import-job.entity';
import { lockLeased, takeJob } from './lease-job';
import { failJob, moveJob } from './move-job';
import { applyRows, planRows } from './plan-rows';
import { readRoster } from './read-roster';
import { emptyDraft, type RosterDraft } from './roster-draft';
import type { Unit } from './unit';

const ROWS_AT_ONCE = 250;
/** After as many times that it was taken up and did not get on, a job goes on row by row. */
const ATTEMPTS_TOGETHER = 3;
/** After as many, the row that it does not get over is left out. */
const ATTEMPTS_ALONE = 6;
/** How often a row may fail by itself: the database may have been away for a moment. */
const TRIES_ALONE = 3;

type Services = Pick<SubgraphServices, 'db' | 'clock' | 'logger'>;

/** What a worker does next with a job. */
export type Step = 'go on' | 'over';

/** A job that is worked on. */
export interface JobRun {
  job: ImportJob;
  worker: string;
  units: readonly Unit[];
  /** As many as one transaction applies. */
  rowsAtOnce: number;
  /** Up to which row they are applied one by one, because together they failed. */
  aloneUntil: number;
  /** How often the next row has failed by itself. */
  failures: number;
  /** Whether the next row is left out. */
  leavesOut: boolean;
  /** What a dry run would have done so far: later rows see it. Nothing of it is ever written. */
  rehearsed: RosterDraft | null;
}

/** Takes a job of the tenant that is worked for up where it is. @returns null where there is none to work on */
export async function takeUpJob(
  services: Services,
  worker: string,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<JobRun | null> {
  const { db, clock, logger } = services;
  const job = await takeJob(db.manager, worker);
  if (!job) return null;
  const files = await db.manager.find(ImportFile, { where: { jobId: job.id }, order: { position: 'ASC' } });
  const units = readAgain(job, files, logger);
  if (!units || (job.dryRun && job.attempts > ATTEMPTS_ALONE)) {
    await db.transaction((tx) => failJob(tx, job, clock.now()));
    return null;
  }
  const run: JobRun = {
    ...{ job, worker, units, rowsAtOnce, rehearsed: job.dryRun ? emptyDraft() : null, failures: 0 },
    aloneUntil: job.attempts > ATTEMPTS_TOGETHER ? job.processedRows + rowsAtOnce : 0,
    leavesOut: job.attempts > ATTEMPTS_ALONE,
  };
  if (run.rehearsed) await catchUp(services, run, run.rehearsed);
  return run;
}

/** They could be read when the import was asked for, by the program of that day. */
function readAgain(job: ImportJob, files: readonly ImportFile[], logger: Services['logger']): Unit[] | null {
  try {
    return readRoster(job.format, files).units;
  } catch (error) {
    logger.error({ err: error, jobId: job.id }, 'the files of an import could not be read again');
    return null;
  }
}

/** A dry run that was cut short has forgotten what it would have done. */
async function catchUp({ db, clock, logger }: Services, run: JobRun, draft: RosterDraft): Promise<void> {
  const { job, units, rowsAtOnce } = run;
  for (let from = 0; from < job.processedRows; from += rowsAtOnce) {
    const part = units.slice(from, Math.min(from + rowsAtOnce, job.processedRows));
    await planRows(db.manager, draft, { job, units: part, now: clock.now(), logger });
  }
}

/**
 * Does the next rows of a job. They move the job in the transaction that applies them: cut short anywhere, it is taken up
 * again where it was. Where they fail together, for a reason that is not their own, they are applied one by one.
 */
export async function runStep(services: Services, run: JobRun): Promise<Step> {
  const { processedRows } = run.job;
  const isAlone = run.leavesOut || processedRows < run.aloneUntil;
  const units = run.units.slice(processedRows, processedRows + (isAlone ? 1 : run.rowsAtOnce));
  if (run.leavesOut) {
    run.leavesOut = false;
    return move(services, run, units, [NOT_PROCESSED]);
  }
  try {
    return await move(services, run, units, run.rehearsed && (await rehearse(services, run, units)));
  } catch (error) {
    if (run.rehearsed) throw error;
    services.logger.error({ err: error, jobId: run.job.id }, 'rows of an import could not be applied');
    if (!isAlone) run.aloneUntil = processedRows + units.length;
    else if (++run.failures >= TRIES_ALONE) return move(services, run, units, [NOT_PROCESSED]);
    return 'go on';
  }
}

function rehearse({ db, clock, logger }: Services, run: JobRun, units: readonly Unit[]): Promise<Outcome[]> {
  return planRows(db.manager, run.rehearsed!, { job: run.job, units, now: clock.now(), logger });
}

/** @param outcomes what came of the rows already; null where they are still to be applied */
async function move(
  { db, clock, logger }: Services,
  run: JobRun,
  units: readonly Unit[],
  outcomes: readonly Outcome[] | null,
): Promise<Step> {
  const now = clock.now();
  const moved = await db.transaction(async (tx) => {
    const job = await lockLeased(tx, run.job.id, run.worker);
    if (!job) return null;
    const done = outcomes ?? (await applyRows(tx, { job, units, now, logger }));
    return moveJob(tx, job, { units, outcomes: done, now });
  });
  if (!moved) return 'over';
  run.job = moved;
  run.failures = 0;
  return moved.processedRows < run.units.length ? 'go on' : 'over';
}
