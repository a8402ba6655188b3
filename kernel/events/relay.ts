import type { DataSource, QueryRunner } from 'typeorm';
import type { Logger } from '../telemetry/logger';
import type { AnyEvent, Bus } from './bus';

interface WaitingRow {
  sequence: string;
  id: string;
  name: string;
  tenant_id: string;
  aggregate_id: string;
  occurred_at: Date;
  payload: object;
}

/** Longest wait before the relay looks again without having been woken. */
const POLL_MS = 1000;
const BATCH_SIZE = 500;

export interface Relay {
  /** Publishes what waits now; resolves when nothing does. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Moves a subgraph's outbox to the bus: oldest first, at least once. It asks for rows that are not marked as
 * published, never for rows after the last one seen, so a transaction that commits late is not skipped.
 * One relay at a time works on a database; the others wait for its lock.
 */
export async function startRelay(db: DataSource, bus: Bus, logger: Logger): Promise<Relay> {
  let stopped = false;
  let running: Promise<void> | null = null;
  let wokenMeanwhile = false;

  const drain = async (): Promise<void> => {
    while (!stopped && (await publishBatch(db, bus)) === BATCH_SIZE);
  };

  /** Runs one drain at a time; a wake-up during it leads to exactly one more. */
  const wake = (): Promise<void> => {
    if (running) {
      wokenMeanwhile = true;
      return running;
    }
    running = drain()
      .catch((error: unknown) => logger.error({ err: error }, 'outbox relay failed; it will try again'))
      .finally(() => {
        running = null;
        if (wokenMeanwhile && !stopped) {
          wokenMeanwhile = false;
          void wake();
        }
      });
    return running;
  };

  const listener = await listen(db, () => void wake());
  const timer = setInterval(() => void wake(), POLL_MS);
  void wake();

  return {
    drain: async () => {
      await running;
      await wake();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await listener.release();
    },
  };
}

/** Publishes one batch and marks it. A crash in between publishes it again: at least once. */
async function publishBatch(db: DataSource, bus: Bus): Promise<number> {
  return db.transaction(async (tx) => {
    // Taken by the transaction that commits the marks: two relays cannot publish the same rows out of order.
    const [{ locked }] = await tx.query<[{ locked: boolean }]>(
      `SELECT pg_try_advisory_xact_lock(hashtext('outbox-relay')) AS locked`,
    );
    if (!locked) return 0;
    const rows = await tx.query<WaitingRow[]>(
      `SELECT sequence, id, name, tenant_id, aggregate_id, occurred_at, payload
       FROM outbox_events WHERE published_at IS NULL ORDER BY sequence LIMIT $1`,
      [BATCH_SIZE],
    );
    if (rows.length === 0) return 0;
    await bus.publish(rows.map(toEvent));
    await tx.query('UPDATE outbox_events SET published_at = now() WHERE sequence = ANY($1)', [
      rows.map(({ sequence }) => sequence),
    ]);
    return rows.length;
  });
}

function toEvent(row: WaitingRow): AnyEvent {
  return {
    id: row.id,
    name: row.name,
    tenantId: row.tenant_id,
    aggregateId: row.aggregate_id,
    occurredAt: row.occurred_at.toISOString(),
    payload: row.payload,
  } as AnyEvent;
}

interface NotifyingClient {
  on(event: 'notification', listener: () => void): void;
  removeAllListeners(event: 'notification'): void;
}

/** A connection of its own that hears `NOTIFY outbox`. */
async function listen(db: DataSource, onNotify: () => void): Promise<{ release(): Promise<void> }> {
  const runner: QueryRunner = db.createQueryRunner();
  const client = (await runner.connect()) as NotifyingClient;
  client.on('notification', onNotify);
  await runner.query('LISTEN outbox');
  return {
    release: async () => {
      client.removeAllListeners('notification');
      await runner.query('UNLISTEN outbox').catch(() => undefined);
      await runner.release();
    },
  };
}
