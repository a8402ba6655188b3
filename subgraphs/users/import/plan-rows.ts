import type { EntityManager } from 'typeorm';
import type { Logger } from '../../../kernel/telemetry/logger';
import { applyUnit, NO_LONGER_ALLOWED, type Outcome } from './apply-unit';
import type { ImportJob } from './import-job.entity';
import { scopeOf } from './import-scope';
import { covers, lockDraft, locksFor, NO_LOCKS } from './lock-draft';
import { readDraft } from './read-draft';
import { emptyDraft, type RosterDraft } from './roster-draft';
import type { Unit } from './unit';
import { writeDraft } from './write-draft';

/** Some rows of a job. */
export interface RowsOfJob {
  job: ImportJob;
  units: readonly Unit[];
  now: Date;
  logger: Logger;
}

/** Drafts rows, with the rights that the importer has now. @returns what comes of each */
export async function planRows(
  db: EntityManager,
  draft: RosterDraft,
  { job, units, now, logger }: RowsOfJob,
): Promise<Outcome[]> {
  const scope = await scopeOf(db, job, now);
  if (!scope) return units.map(() => NO_LONGER_ALLOWED);
  await readDraft(
    db,
    draft,
    scope,
    units.map(({ keys }) => keys),
  );
  return units.map((unit) => applyUnit({ draft, scope }, unit, logger));
}

/** As often as those that rows are about may turn out to be others once they are locked. */
const MAX_ROUNDS = 5;

/**
 * Drafts rows and writes what comes of them. Whom they change is known only when they are drafted: then these people are
 * locked, and the rows are drafted again from what is stored by then.
 */
export async function applyRows(tx: EntityManager, rows: RowsOfJob): Promise<Outcome[]> {
  // Into a database that is new, a roster comes faster than statistics: every row is found by an index all the same.
  await tx.query('SET LOCAL enable_seqscan = off');
  let held = NO_LOCKS;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const draft = emptyDraft();
    const outcomes = await planRows(tx, draft, rows);
    const wanted = locksFor(draft);
    if (covers(held, wanted)) {
      await writeDraft(tx, rows.job.tenantId, draft);
      return outcomes;
    }
    held = await lockDraft(tx, held, wanted);
  }
  throw new Error('The people of an import change faster than they can be locked');
}
