import type { DataSource } from 'typeorm';
import type { AnyEvent } from './bus';
import { MAX_ATTEMPTS } from './parked-events';

/** An event that a consumer could not apply, as an operator sees it. */
export interface DeadLetter {
  id: string;
  consumer: string;
  event: AnyEvent;
  attempts: number;
  /** Whether it is no longer tried by itself. */
  isGivenUp: boolean;
  /** Later events about the same thing, which wait for it. */
  behind: number;
  parkedAt: Date;
  error: string;
}

/** Events that failed, oldest first. `relay` sees those of all tenants. @param id of one alone */
export function listDeadLetters(relay: DataSource, id?: string): Promise<DeadLetter[]> {
  return relay.query(
    `SELECT event_id AS id, consumer, event, attempts, attempts >= $1 AS "isGivenUp", parked_at AS "parkedAt",
       last_error AS error, (
         SELECT count(*)::int FROM parked_events other WHERE other.consumer = failed.consumer
           AND other.tenant_id = failed.tenant_id AND other.aggregate_id = failed.aggregate_id
           AND other.position > failed.position
       ) AS behind
     FROM parked_events failed WHERE attempts > 0 AND ($2::text IS NULL OR event_id = $2) ORDER BY position`,
    [MAX_ATTEMPTS, id ?? null],
  );
}

/** Lets events that were given up be tried anew, and those behind them after them. @returns how many */
export async function replayDeadLetters(relay: DataSource, id?: string): Promise<number> {
  const [, count] = await relay.query<[unknown[], number]>(
    `UPDATE parked_events SET attempts = 0, next_attempt_at = now()
     WHERE attempts >= $1 AND ($2::text IS NULL OR event_id = $2)`,
    [MAX_ATTEMPTS, id ?? null],
  );
  return count;
}

/** Drops an event that was given up: it never takes effect, and those behind it go on. @returns how many */
export async function discardDeadLetter(relay: DataSource, id: string): Promise<number> {
  const [, count] = await relay.query<[unknown[], number]>(
    'DELETE FROM parked_events WHERE attempts >= $1 AND event_id = $2',
    [MAX_ATTEMPTS, id],
  );
  return count;
}
