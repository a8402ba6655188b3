import type { EntityManager } from 'typeorm';
import type { SessionEndReason } from '../schema.generated';

/** Which of a person's sessions. */
export interface SessionsOf {
  userId: string;
  /** This one alone. */
  only?: string;
  /** All but this one. */
  except?: string | null;
}

/** Ends sessions that are open; their tokens are refused everywhere within seconds. */
export async function endSessions(
  tx: EntityManager,
  { userId, only, except }: SessionsOf,
  reason: SessionEndReason,
  now: Date,
): Promise<{ ended: string[] }> {
  const [rows] = await tx.query<[{ id: string }[], number]>(
    `UPDATE sessions SET ended_at = $1, end_reason = $2
     WHERE user_id = $3 AND ended_at IS NULL AND expires_at > $1
       AND ($4::text IS NULL OR id = $4) AND ($5::text IS NULL OR id <> $5)
     RETURNING id`,
    [now, reason, userId, only ?? null, except ?? null],
  );
  return { ended: rows.map(({ id }) => id) };
}
