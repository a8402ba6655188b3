import type { EntityManager } from 'typeorm';
import { ImportJob } from './import-job.entity';

const LEASE_SECONDS = 60;

/** Takes a job of the tenant that is worked for that nobody works on; null where there is none. */
export async function takeJob(db: EntityManager, worker: string): Promise<ImportJob | null> {
  const [taken] = await db.query<[{ id: string }[], number]>(
    `UPDATE import_jobs SET state = 'RUNNING', leased_by = $1, lease_until = now() + make_interval(secs => $2),
       attempts = attempts + 1
     WHERE id = (SELECT id FROM import_jobs
                 WHERE state IN ('PENDING', 'RUNNING') AND (lease_until IS NULL OR lease_until < now())
                 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [worker, LEASE_SECONDS],
  );
  const [row] = taken;
  return row ? db.findOneBy(ImportJob, { id: row.id }) : null;
}

/** The job, as long as it is this worker's; its time is renewed. */
export async function lockLeased(tx: EntityManager, id: string, worker: string): Promise<ImportJob | null> {
  const [renewed] = await tx.query<[unknown[], number]>(
    `UPDATE import_jobs SET lease_until = now() + make_interval(secs => $3)
     WHERE id = $1 AND leased_by = $2 AND state = 'RUNNING' RETURNING id`,
    [id, worker, LEASE_SECONDS],
  );
  return renewed.length > 0 ? tx.findOneByOrFail(ImportJob, { id }) : null;
}

/** Leaves a job to whoever takes it next. */
export async function releaseJob(db: EntityManager, id: string, worker: string): Promise<void> {
  await db.query(
    'UPDATE import_jobs SET leased_by = NULL, lease_until = NULL, attempts = 0 WHERE id = $1 AND leased_by = $2',
    [id, worker],
  );
}
