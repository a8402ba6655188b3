import { Client, type ClientConfig } from 'pg';
import type { DataSource } from 'typeorm';
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
  /** Publishes what waits now; resolves when nothing does, or when the bus or database fails. */
  drain(): Promise<void>;
  /** Resolves when the batch under way has ended. */
  stop(): Promise<void>;
}

/**
 * Moves a subgraph's outbox to the bus: oldest first, at least once. It asks for rows that are not marked as
 * published, never for rows after the last one seen, so a transaction that commits late is not skipped.
 * It sees the outbox of all tenants, so `db` is the relay's own, or the owner's.
 * One relay at a time works on a database; the others wait for its lock. Failures are retried for ever and told once.
 */
export async function startRelay(db: DataSource, bus: Bus, logger: Logger): Promise<Relay> {
  let stopped = false;
  let failing = false;
  let running: Promise<void> | null = null;
  let wokenMeanwhile = false;

  const drain = async (): Promise<void> => {
    while (!stopped && (await publishBatch(db, bus)) === BATCH_SIZE);
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

  const commits = new CommitListener(db, () => void wake());
  await commits.listen();
  const timer = setInterval(() => {
    void commits.listen();
    void wake();
  }, POLL_MS);
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
      await commits.close();
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

/**
 * Hears `NOTIFY outbox` on a connection of its own, not one of the pool, which would lack it for good. Only makes
 * publication prompt: while it is lost, the relay finds by polling what was committed.
 */
class CommitListener {
  private client: Client | null = null;
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly onCommit: () => void,
  ) {}

  /** Connects unless it is connected or connecting; called again after a loss. Never rejects. */
  async listen(): Promise<void> {
    if (this.client || this.closed) return;
    const client = (this.client = new Client({
      ...connectionOf(this.db),
      connectionTimeoutMillis: 5000,
    }));
    client.on('notification', this.onCommit);
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    await client
      .connect()
      .then(() => client.query('LISTEN outbox'))
      .catch(() => this.lose(client));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    client.end().catch(() => undefined);
  }
}

/** Where the pool's connections go and whom they act as. */
function connectionOf({ options }: DataSource): ClientConfig {
  if (options.type !== 'postgres' || !options.url) throw new Error('The outbox needs a PostgreSQL URL');
  const { options: startUp } = options.extra as ClientConfig;
  return { connectionString: options.url, options: startUp };
}
