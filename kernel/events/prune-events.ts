import type { DataSource } from 'typeorm';
import { repeatWork } from '../repeat-work';
import type { Running } from '../service';
import type { Logger } from '../telemetry/logger';

const HOUR_MS = 3_600_000;
const BATCH_SIZE = 5_000;
/** How long an event can be read again in the outbox after it was published: by subscribers that come back, above all. */
const OUTBOX_DAYS = 7;
/** Far longer than an event can be published again, so that none finds its inbox row gone. */
const INBOX_DAYS = 30;

/**
 * Deletes events that everybody has applied long ago, and the memory of having applied them. `db` is the relay's own.
 */
export async function pruneEvents(db: DataSource): Promise<void> {
  await inBatches(
    db,
    `DELETE FROM outbox_events WHERE sequence IN (
       SELECT sequence FROM outbox_events
       WHERE published_at < now() - $1 * interval '1 day' AND published_at <= (SELECT settled_at FROM outbox_progress)
       ORDER BY published_at LIMIT $2)`,
    OUTBOX_DAYS,
  );
  await inBatches(
    db,
    `DELETE FROM inbox_events WHERE ctid IN (
       SELECT ctid FROM inbox_events WHERE applied_at < now() - $1 * interval '1 day' ORDER BY applied_at LIMIT $2)`,
    INBOX_DAYS,
  );
}

/** Does {@link pruneEvents} at the start and every hour. */
export function startPruning(db: DataSource, logger: Logger): Running {
  const work = () => pruneEvents(db);
  return repeatWork({ purpose: 'delete old events', everyMs: HOUR_MS, work }, logger);
}

/** Each statement is short, so that publishing does not wait for it. */
async function inBatches(db: DataSource, sql: string, days: number): Promise<void> {
  for (let deleted = BATCH_SIZE; deleted === BATCH_SIZE;) {
    [, deleted] = await db.query<[unknown[], number]>(sql, [days, BATCH_SIZE]);
  }
}
