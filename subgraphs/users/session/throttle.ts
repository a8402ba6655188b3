import type { DataSource, EntityManager } from 'typeorm';
import {
  forgottenAt,
  NO_WAIT,
  withFailure,
  withoutFailure,
  type Counter,
  type Tally,
} from './throttle-limits';

/** The longest wait that the counters ask for, in milliseconds; 0 where a try is allowed. Counts nothing. */
export async function readWait(db: EntityManager, counters: readonly Counter[], now: Date): Promise<number> {
  return longestWait(await readTallies(db, counters), now);
}

/**
 * Counts a try before it is made, unless one of the counters asks to wait: so a hundred at once are as many as one after
 * the other. {@link forgive} what turns out not to be a failure.
 * @returns the wait, in milliseconds; 0 where the try is allowed and counted
 */
export async function countTry(db: DataSource, counters: readonly Counter[], now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO sign_in_throttles (key, level, changed_at, waits_until, forgotten_at)
       SELECT key, 0, $2, $3, $2 FROM unnest($1::text[]) AS key ORDER BY key ON CONFLICT DO NOTHING`,
      [counters.map(({ key }) => key), now, NO_WAIT],
    );
    const tallies = await readTallies(tx, counters, 'FOR UPDATE');
    const wait = longestWait(tallies, now);
    if (wait === 0) await writeTallies(tx, counters, tallies, now, withFailure);
    return wait;
  });
}

/** Takes back what {@link countTry} has counted. */
export async function forgive(db: DataSource, counters: readonly Counter[], now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await writeTallies(tx, counters, await readTallies(tx, counters, 'FOR UPDATE'), now, withoutFailure);
  });
}

/** Forgets all of a counter: somebody has proved who they are. */
export async function forget(db: EntityManager, { key }: Counter): Promise<void> {
  await db.query('DELETE FROM sign_in_throttles WHERE key = $1', [key]);
}

type Tallies = ReadonlyMap<string, Tally>;

/** In the order of their keys, so that two who lock them do not wait for each other for ever. */
async function readTallies(
  db: EntityManager,
  counters: readonly Counter[],
  lock: '' | 'FOR UPDATE' = '',
): Promise<Tallies> {
  const rows = await db.query<{ key: string; level: number; changed_at: Date; waits_until: Date }[]>(
    `SELECT key, level, changed_at, waits_until FROM sign_in_throttles WHERE key = ANY($1) ORDER BY key ${lock}`,
    [counters.map(({ key }) => key)],
  );
  return new Map(
    rows.map(({ key, level, changed_at, waits_until }) => [
      key,
      { level, changedAt: changed_at, waitsUntil: waits_until },
    ]),
  );
}

function longestWait(tallies: Tallies, now: Date): number {
  return Math.max(0, ...[...tallies.values()].map(({ waitsUntil }) => waitsUntil.getTime() - now.getTime()));
}

async function writeTallies(
  tx: EntityManager,
  counters: readonly Counter[],
  tallies: Tallies,
  now: Date,
  change: typeof withFailure,
): Promise<void> {
  const changed = counters.flatMap(({ key, limit }) => {
    const tally = tallies.get(key);
    if (!tally) return [];
    const next = change(limit, tally, now);
    return [{ key, ...next, forgottenAt: forgottenAt(limit, next) }];
  });
  await tx.query(
    `UPDATE sign_in_throttles AS t
     SET level = c.level, changed_at = c.changed_at, waits_until = c.waits_until, forgotten_at = c.forgotten_at
     FROM json_to_recordset($1) AS c
       (key text, level real, changed_at timestamptz, waits_until timestamptz, forgotten_at timestamptz)
     WHERE t.key = c.key`,
    [
      JSON.stringify(
        changed.map(({ key, level, changedAt, waitsUntil, forgottenAt }) => ({
          key,
          level,
          changed_at: changedAt,
          waits_until: waitsUntil,
          forgotten_at: forgottenAt,
        })),
      ),
    ],
  );
}
