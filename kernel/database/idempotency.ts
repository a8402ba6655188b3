import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Person } from '../auth/viewer';
import { refuse } from '../errors';

/** DDL of the table behind {@link once}; part of each migration list whose subgraph uses it. */
export const CREATE_IDEMPOTENCY_KEYS = `
  CREATE TABLE idempotency_keys (
    tenant_id text NOT NULL,
    actor_id text NOT NULL,
    act text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    result jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, actor_id, act, key)
  )`;

const MAX_KEY_LENGTH = 255;

/** The two refusals that every act with an idempotency key can answer with. */
export type IdempotencyErrorCode = 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' | 'IDEMPOTENCY_CONCURRENT_REQUEST';

/** One act that must have its effect at most once. */
export interface KeyedAct {
  viewer: Person;
  /** The mutation's name. */
  act: string;
  /** The client's key for this very act. */
  key: string;
  /** All that the client asked for, the key left out. */
  request: unknown;
}

/**
 * Does `work` at most once per (tenant, person, act, key). The result is stored in the same transaction as the work,
 * so that neither exists without the other; a refusal or a fault stores nothing. After Stripe's idempotent requests.
 * @returns what the first run returned (it must survive JSON), and whether this was a replay
 * @throws Refusal IDEMPOTENCY_KEY_PARAMETER_MISMATCH for the same key with another request;
 *   IDEMPOTENCY_CONCURRENT_REQUEST while the first is still running
 */
export async function once<T>(
  tx: EntityManager,
  { viewer, act, key, request }: KeyedAct,
  work: () => Promise<T>,
): Promise<{ result: T; replayed: boolean }> {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    refuse('IDEMPOTENCY_KEY_PARAMETER_MISMATCH', 'An idempotency key has 1 to 255 characters.', [
      'input',
      'idempotencyKey',
    ]);
  }
  const identity = [viewer.tenantId, viewer.userId, act, key];
  if (!(await lockKey(tx, identity.join('\n')))) {
    refuse('IDEMPOTENCY_CONCURRENT_REQUEST', 'The same request is being carried out right now.');
  }

  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  const [earlier] = await tx.query<{ request_hash: string; result: T }[]>(
    `SELECT request_hash, result FROM idempotency_keys
     WHERE tenant_id = $1 AND actor_id = $2 AND act = $3 AND key = $4`,
    identity,
  );
  if (earlier && earlier.request_hash !== hash) {
    refuse('IDEMPOTENCY_KEY_PARAMETER_MISMATCH', 'This key was used for a different request.', [
      'input',
      'idempotencyKey',
    ]);
  }
  if (earlier) return { result: earlier.result, replayed: true };

  const result = await work();
  await tx.query(
    `INSERT INTO idempotency_keys (tenant_id, actor_id, act, key, request_hash, result)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [...identity, hash, JSON.stringify(result)],
  );
  return { result, replayed: false };
}

/**
 * Whether the key is this transaction's alone now. One that waited for a row that the first request held finds the first
 * one's key still locked for a moment: a transaction gives up its locks one after the other.
 */
async function lockKey(tx: EntityManager, key: string): Promise<boolean> {
  const [{ locked }] = await tx.query<[{ locked: boolean }]>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))
       OR (pg_sleep(0.02) IS NOT NULL AND pg_try_advisory_xact_lock(hashtextextended($1, 0))) AS locked`,
    [key],
  );
  return locked;
}
