import type { EntityManager } from 'typeorm';
import type { AnyEvent } from './bus';

/** Pauses before an event that failed is tried again; the first attempt has none. */
const RETRY_SECONDS = [0.2, 1, 5, 25] as const;
/** After so many attempts an event is a dead letter: it waits, and those behind it, for an operator. */
export const MAX_ATTEMPTS = RETRY_SECONDS.length + 1;
const MAX_ERROR_LENGTH = 2_000;

/** An event that waits in the database of a service that could not apply it, or could not apply one before it. */
export interface ParkedEvent {
  position: string;
  event: AnyEvent;
  attempts: number;
}

/** Whether events of an aggregate wait, so that whatever comes now must wait behind them. */
export async function isParked(tx: EntityManager, consumer: string, aggregateId: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    'SELECT FROM parked_events WHERE consumer = $1 AND aggregate_id = $2 LIMIT 1',
    [consumer, aggregateId],
  );
  return rows.length > 0;
}

/** Keeps whoever parks behind an aggregate's events apart from whoever applies them, until the transaction ends. */
export async function lockAggregate(tx: EntityManager, consumer: string, aggregateId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `parked:${consumer}:${aggregateId}`,
  ]);
}

/** @param error why its first attempt failed; absent where it only waits for others */
export async function parkEvent(
  tx: EntityManager,
  consumer: string,
  event: AnyEvent,
  error?: unknown,
): Promise<void> {
  const attempts = error === undefined ? 0 : 1;
  await tx.query(
    `INSERT INTO parked_events
       (consumer, event_id, tenant_id, aggregate_id, event, attempts, last_error, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 second')
     ON CONFLICT DO NOTHING`,
    [
      ...[consumer, event.id, event.tenantId, event.aggregateId, JSON.stringify(event)],
      ...[attempts, error === undefined ? null : textOf(error), attempts === 0 ? 0 : RETRY_SECONDS[0]],
    ],
  );
}

/** The event of an aggregate that all others wait for; null where it is gone, given up, or not due. */
export async function takeFirstParked(
  tx: EntityManager,
  consumer: string,
  aggregateId: string,
): Promise<ParkedEvent | null> {
  const [first] = await tx.query<ParkedEvent[]>(
    `SELECT position, event, attempts FROM (
       SELECT * FROM parked_events WHERE consumer = $1 AND aggregate_id = $2 ORDER BY position LIMIT 1
     ) first WHERE attempts < $3 AND next_attempt_at <= clock_timestamp()`,
    [consumer, aggregateId, MAX_ATTEMPTS],
  );
  return first ?? null;
}

export async function unpark(tx: EntityManager, { position }: ParkedEvent): Promise<void> {
  await tx.query('DELETE FROM parked_events WHERE position = $1', [position]);
}

/** @returns whether it has become a dead letter */
export async function noteFailure(
  tx: EntityManager,
  { position, attempts }: ParkedEvent,
  error: unknown,
): Promise<boolean> {
  const isDead = attempts + 1 >= MAX_ATTEMPTS;
  await tx.query(
    `UPDATE parked_events SET attempts = $2, last_error = $3,
       next_attempt_at = clock_timestamp() + $4 * interval '1 second'
     WHERE position = $1`,
    [position, attempts + 1, textOf(error), isDead ? 0 : RETRY_SECONDS[attempts]],
  );
  return isDead;
}

function textOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).slice(0, MAX_ERROR_LENGTH);
}
