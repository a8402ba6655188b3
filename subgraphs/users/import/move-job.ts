import type { EntityManager } from 'typeorm';
import { recordEvent } from '../../../kernel/events/record-event';
import { newId } from '../../../kernel/ids';
import { recordAudit } from '../audit/record-audit';
import { School } from '../school/school.entity';
import { NOT_PROCESSED, type Outcome } from './apply-unit';
import { ImportError } from './import-error.entity';
import { ImportFile } from './import-file.entity';
import { ImportJob } from './import-job.entity';
import type { Unit } from './unit';

/** Counts what came of the next rows of a job, and tells it. @returns the job as it is now */
export async function moveJob(
  tx: EntityManager,
  job: ImportJob,
  { units, outcomes, now }: { units: readonly Unit[]; outcomes: readonly Outcome[]; now: Date },
): Promise<ImportJob> {
  const count = (change: string) =>
    outcomes.filter((outcome) => 'change' in outcome && outcome.change === change).length;
  const progress = {
    processedRows: job.processedRows + units.length,
    created: job.created + count('created'),
    updated: job.updated + count('updated'),
    unchanged: job.unchanged + count('unchanged'),
    failed: job.failed + outcomes.filter((outcome) => 'problems' in outcome).length,
    attempts: 0,
  };
  await tx.update(ImportJob, { id: job.id }, progress);
  const errors = units.flatMap((unit, i) => errorsOf(job, unit, outcomes[i]!, job.processedRows + i));
  if (errors.length > 0) await tx.insert(ImportError, errors);
  const moved = { ...job, ...progress };
  if (moved.processedRows >= moved.totalRows) await completeJob(tx, moved, now);
  await tellProgress(tx, moved, now);
  return moved;
}

/** The most that is told of one row: each may have as many positions in the list. */
const PROBLEMS_PER_ROW = 20;

function errorsOf(
  { id: jobId, tenantId }: ImportJob,
  { file, line }: Pick<Unit, 'file' | 'line'>,
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

async function completeJob(tx: EntityManager, job: ImportJob, now: Date): Promise<void> {
  await closeJob(tx, job, 'COMPLETED', now);
  const { tenantId, schoolId, requestedBy: actorUserId, created, updated, unchanged, failed } = job;
  if (job.dryRun) return;
  await recordAudit(tx, {
    ...{ tenantId, schoolId, actorUserId, action: 'roster.imported', subjectId: job.id, at: now },
    after: { created, updated, unchanged, failed },
  });
  if (created + updated === 0) return;
  const schools = await tx.findBy(School, { tenantId, ...(schoolId && { id: schoolId }) });
  for (const { id } of schools) {
    await recordEvent(tx, {
      ...{ name: 'roster.imported', tenantId, aggregateId: id, occurredAt: now },
      payload: { schoolId: id, jobId: job.id },
    });
  }
}

/** Gives a job up that cannot get on. */
export async function failJob(tx: EntityManager, job: ImportJob, now: Date): Promise<void> {
  const [file] = await tx.findBy(ImportFile, { jobId: job.id });
  const place = { file: file?.name ?? '', line: 1 };
  await tx.insert(ImportError, errorsOf(job, place, NOT_PROCESSED, job.processedRows));
  await closeJob(tx, job, 'FAILED', now);
  await tellProgress(tx, job, now);
}

async function closeJob(
  tx: EntityManager,
  { id }: ImportJob,
  state: 'COMPLETED' | 'FAILED',
  now: Date,
): Promise<void> {
  await tx.update(ImportJob, { id }, { state, finishedAt: now });
  await tx.delete(ImportFile, { jobId: id });
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
