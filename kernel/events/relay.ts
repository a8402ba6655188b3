import type { DataSource } from 'typeorm';
import type { Logger } from '../telemetry/logger';
import { type AnyEvent, type Bus, EventsLostError } from './bus';
import { CommitListener } from './commit-listener';
import type { EventMetrics, OutboxBacklog } from './event-metrics';
import { lockOutbox } from './outbox-lock';
import { startPruning } from './prune-events';
import { Settlement } from './settlement';

interface WaitingRow {
  sequence: string;
  id: string;
  name: string;
  version: number;
  tenant_id: string;
  aggregate_id: string;
  occurred_at: Date;
  payload: object;
}

/** Longest wait before the relay looks again without having been woken. */
const POLL_MS = 1000;
const BATCH_SIZE = 500;

export interface Relay {
  /** Publishes what waits now; resolves when nothing does, or when the bus or database fails. */
  drain(): Promise<void>;
  /** Resolves when the batch under way has ended. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  logger: Logger;
  metrics: EventMetrics;
}

/**
 * Moves a subgraph's outbox to the bus: oldest first, at least once. It asks for rows that are not marked as
 * published, never for rows after the last one seen, so a transaction that commits late is not skipped.
 * What the bus has taken and lost, it publishes again. Old rows it deletes.
 * It sees the outbox of all tenants, so `db` is the relay's own, or the owner's.
 * One relay at a time works on a database; the others wait for its lock. Failures are retried for ever and told once.
 */
export async function startRelay(
  db: DataSource,
  bus: Bus,
  { logger, metrics }: RelayOptions,
): Promise<Relay> {
  let stopped = false;
  let failing = false;
  let running: Promise<void> | null = null;
  let wokenMeanwhile = false;
  let isCheckDue = true;
  const settlement = new Settlement(db, bus);

  const rewind = async (): Promise<void> => {
    const count = await settlement.rewind();
    metrics.republished.inc(count);
    if (count > 0) logger.warn({ count }, 'the event bus has lost events; they are published again');
  };

  const publishAll = async (): Promise<void> => {
    for (let taken = BATCH_SIZE; !stopped && taken === BATCH_SIZE; metrics.published.inc(taken)) {
      taken = await publishBatch(db, bus);
    }
  };

  const drain = async (): Promise<void> => {
    if (isCheckDue && (await settlement.check()) === 'lost') await rewind();
    isCheckDue = false;
    await publishAll().catch(async (error: unknown) => {
      if (!(error instanceof EventsLostError)) throw error;
      await rewind();
      await publishAll();
    });
    if (failing) logger.info('outbox relay works again');
    failing = false;
  };

  const noteFailure = (error: unknown): void => {
    if (failing) logger.debug({ err: error }, 'outbox relay still fails');
    else logger.error({ err: error }, 'outbox relay failed; it tries again until it succeeds');
    failing = true;
  };

  /** Runs one drain at a time; a wake-up during it leads to exactly one more. */
  const wake = (): Promise<void> => {
    if (running) {
      wokenMeanwhile = true;
      return running;
    }
    running = drain()
      .catch(noteFailure)
      .finally(() => {
        running = null;
        if (wokenMeanwhile && !stopped) {
          wokenMeanwhile = false;
          void wake();
        }
      });
    return running;
  };

  metrics.watchOutbox(() => readBacklog(db));
  const commits = new CommitListener(db, () => void wake());
  await commits.listen();
  const timer = setInterval(() => {
    void commits.listen();
    isCheckDue = true;
    void wake();
  }, POLL_MS);
  const pruning = startPruning(db, logger);
  void wake();

  return {
    drain: async () => {
      await running;
      isCheckDue = true;
      await wake();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await pruning.stop();
      await commits.close();
    },
  };
}

/** Publishes one batch and marks it. A crash in between publishes it again: at least once. */
async function publishBatch(db: DataSource, bus: Bus): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await lockOutbox(tx))) return 0;
    const rows = await tx.query<WaitingRow[]>(
      `SELECT sequence, id, name, version, tenant_id, aggregate_id, occurred_at, payload
       FROM outbox_events WHERE published_at IS NULL ORDER BY sequence LIMIT $1`,
      [BATCH_SIZE],
    );
    if (rows.length === 0) return 0;
    const [{ since }] = await tx.query<[{ since: string | null }]>(
      'SELECT receipt AS since FROM outbox_progress',
    );
    const receipt = await bus.publish(rows.map(toEvent), since);
    // The clock's time, not the transaction's: it grows from batch to batch, whichever relay publishes.
    await tx.query(
      `UPDATE outbox_events SET published_at = mark.at FROM (SELECT clock_timestamp() AS at) mark
       WHERE sequence = ANY($1)`,
      [rows.map(({ sequence }) => sequence)],
    );
    await tx.query('UPDATE outbox_progress SET receipt = $1', [receipt]);
    return rows.length;
  });
}

function toEvent(row: WaitingRow): AnyEvent {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    tenantId: row.tenant_id,
    aggregateId: row.aggregate_id,
    occurredAt: row.occurred_at.toISOString(),
    payload: row.payload,
  } as AnyEvent;
}

async function readBacklog(db: DataSource): Promise<OutboxBacklog> {
  const [backlog] = await db.query<[OutboxBacklog]>(
    `SELECT count(*)::int AS rows,
       greatest(coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0), 0)::float8 AS "oldestSeconds"
     FROM outbox_events WHERE published_at IS NULL`,
  );
  return backlog;
}
