import type { EntityManager } from 'typeorm';

/**
 * Two relays cannot publish the same rows out of order: the lock is held until the marks are committed.
 * @returns whether this transaction has it
 */
export async function lockOutbox(tx: EntityManager): Promise<boolean> {
  const [{ locked }] = await tx.query<[{ locked: boolean }]>(
    `SELECT pg_try_advisory_xact_lock(hashtext('outbox-relay')) AS locked`,
  );
  return locked;
}
