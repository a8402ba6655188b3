import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import type { SubgraphServices } from '../../../kernel/graphql/subgraph';
import { recordAudit } from '../audit/record-audit';
import { applyUnit, type Outcome } from './apply-unit';
import { ImportError } from './import-error.entity';
import { ImportFile } from './import-file.entity';
import { ImportJob } from './import-job.entity';
import { scopeOf } from './import-scope';
import { readUnits } from './read-units';
import type { ImportScope, Unit } from './unit';

const ROWS_AT_ONCE = 200;
const LEASE_SECONDS = 60;

type Services = Pick<SubgraphServices, 'db' | 'clock'>;

/** What a worker does next with a job. */
type Step = 'go on' | 'over';

/**
 * Takes a job of the tenant that is worked for that nobody works on, and does it to its end, batch by batch. Each batch
 * moves the job in the transaction that applies its rows: cut short anywhere, it is taken up again where it was.
 * @param worker tells those apart that work at the same time
 * @returns whether there was one
 */
export async function runNextJob({ db, clock }: Services, worker: string): Promise<boolean> {
  const job = await takeJob(db.manager, worker);
  if (!job) return false;
  const files = await db.manager.find(ImportFile, { where: { jobId: job.id }, order: { position: 'ASC' } });
  const units = readUnits(job.format, files);
  for (let step: Step = 'go on'; step === 'go on';) {
    // A dry run is one batch, undone at its end: later rows see what earlier ones would have done.
    const size = job.dryRun ? units.length : ROWS_AT_ONCE;
    step = await runBatch({ db, clock }, { job, units, worker, size });
  }
  return true;
}

async function takeJob(db: EntityManager, worker: string): Promise<ImportJob | null> {
  const [taken] = await db.query<[{ id: string }[], number]>(
    `UPDATE import_jobs SET state = 'RUNNING', leased_by = $1, lease_until = now() + make_interval(secs => $2)
     WHERE id = (SELECT id FROM import_jobs
                 WHERE state IN ('PENDING', 'RUNNING') AND (lease_until IS NULL OR lease_until < now())
                 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [worker, LEASE_SECONDS],
  );
  const [row] = taken;
  return row ? db.findOneBy(ImportJob, { id: row.id }) : null;
}

interface Batch {
  job: ImportJob;
  units: readonly Unit[];
  worker: string;
  size: number;
}

/** A dry run's way out of its transaction, with what came of it. */
class Undo extends Error {
  constructor(readonly outcomes: readonly Outcome[]) {
    super('a dry run changes nothing');
  }
}

async function runBatch({ db, clock }: Services, { job, units, worker, size }: Batch): Promise<Step> {
  const now = clock.now();
  const outcomes = job.dryRun ? await rehearse(db.manager, job, units, now) : null;
  return db.transaction(async (tx) => {
    const locked = await lockLeased(tx, job.id, worker);
    if (!locked) return 'over';
    const from = locked.processedRows;
    const part = units.slice(from, from + size);
    const scope = await scopeOf(tx, locked, now);
    const results = outcomes ?? (await applyAll(tx, scope, part));
    const moved = await moveJob(tx, locked, part, results);
    const isOver = moved.processedRows >= units.length;
    if (isOver) await finishJob(tx, moved, now);
    await tellProgress(tx, moved, now);
    return isOver ? 'over' : 'go on';
  });
}

/** What would come of the rows; nothing of it stays. */
async function rehearse(
  db: EntityManager,
  job: ImportJob,
  units: readonly Unit[],
  now: Date,
): Promise<readonly Outcome[]> {
  try {
    return await db.transaction(async (tx) => {
      throw new Undo(await applyAll(tx, await scopeOf(tx, job, now), units));
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcomes;
    throw error;
  }
}

async function applyAll(tx: EntityManager, scope: ImportScope, units: readonly Unit[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const unit of units) outcomes.push(await applyUnit(tx, scope, unit));
  return outcomes;
}

/** The job, as long as it is this worker's; its time is renewed. */
async function lockLeased(tx: EntityManager, id: string, worker: string): Promise<ImportJob | null> {
  const [renewed] = await tx.query<[unknown[], number]>(
    `UPDATE import_jobs SET lease_until = now() + make_interval(secs => $3)
     WHERE id = $1 AND leased_by = $2 AND state = 'RUNNING' RETURNING id`,
    [id, worker, LEASE_SECONDS],
  );
  return renewed.length > 0 ? tx.findOneByOrFail(ImportJob, { id }) : null;
}

async function moveJob(
  tx: EntityManager,
  job: ImportJob,
  units: readonly Unit[],
  outcomes: readonly Outcome[],
): Promise<ImportJob> {
  const count = (change: string) =>
    outcomes.filter((outcome) => 'change' in outcome && outcome.change === change).length;
  const progress = {
    processedRows: job.processedRows + units.length,
    created: job.created + count('created'),
    updated: job.updated + count('updated'),
    unchanged: job.unchanged + count('unchanged'),
    failed: job.failed + outcomes.filter((outcome) => 'problems' in outcome).length,
  };
  await tx.update(ImportJob, { id: job.id }, progress);
  const errors = units.flatMap((unit, i) => errorsOf(job, unit, outcomes[i]!, job.processedRows + i));
  if (errors.length > 0) await tx.insert(ImportError, errors);
  return { ...job, ...progress };
}

/** The most that is told of one row: each may have as many positions in the list. */
const PROBLEMS_PER_ROW = 20;

function errorsOf(
  { id: jobId, tenantId }: ImportJob,
  { file, line }: Unit,
  outcome: Outcome,
  index: number,
): ImportError[] {
  if (!('problems' in outcome)) return [];
  return outcome.problems.slice(0, PROBLEMS_PER_ROW).map((problem, i) => ({
    ...problem,
    id: newId('ime'),
    ...{ jobId, tenantId, file, line, position: index * PROBLEMS_PER_ROW + i },
  }));
}

async function finishJob(tx: EntityManager, job: ImportJob, now: Date): Promise<void> {
  await tx.update(ImportJob, { id: job.id }, { state: 'COMPLETED', finishedAt: now });
  await tx.delete(ImportFile, { jobId: job.id });
  const { tenantId, schoolId, requestedBy: actorUserId, created, updated, unchanged, failed } = job;
  if (job.dryRun) return;
  await recordAudit(tx, {
    ...{ tenantId, schoolId, actorUserId, action: 'roster.imported', subjectId: job.id, at: now },
    after: { created, updated, unchanged, failed },
  });
  if (created + updated === 0) return;
  const { schools } = await scopeOf(tx, job, now);
  for (const id of schools.keys()) {
    await recordEvent(tx, {
      ...{ name: 'roster.imported', tenantId, aggregateId: id, occurredAt: now },
      payload: { schoolId: id, jobId: job.id },
    });
  }
}

function tellProgress(
  tx: EntityManager,
  { id, tenantId, processedRows }: ImportJob,
  now: Date,
): Promise<void> {
  return recordEvent(tx, {
    ...{ name: 'import.progressed', tenantId, aggregateId: id, occurredAt: now },
    payload: { jobId: id, processedRows },
  });
}
