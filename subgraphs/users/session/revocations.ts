import type { DataSource } from 'typeorm';
import { Fault } from '../../../kernel/errors';
import { faultReply, jsonReply, type HttpReply } from '../../../kernel/http/http-server';

/** Tokens that are refused: those of a session, or those of a person of a lower epoch. */
type Revocation = { sid: string } | { sub: string; epoch: number };

/** What was revoked, and where to go on. */
interface RevocationPage {
  cursor: string;
  revocations: Revocation[];
}

interface RevocationRow {
  session_id: string | null;
  user_id: string | null;
  epoch: number | null;
}

/** Answers the gateway's `?after=<cursor>`; 400 for a cursor that is none. */
export async function answerRevocations(db: DataSource, search: string): Promise<HttpReply> {
  const after = new URLSearchParams(search).get('after');
  if (after !== null && !/^\d{1,19}$/.test(after)) {
    const fault = new Fault('BAD_USER_INPUT', 'This is no cursor of ours.', { field: ['after'] });
    return { ...faultReply(fault), status: 400 };
  }
  return jsonReply(200, await readRevocations(db, after));
}

/**
 * Revocations since a cursor; all that matter where there is none. A cursor is the oldest transaction that was under way
 * when it was given out: whatever it, or a later one, has written is told the next time, so that nothing that commits
 * late is missed. Something may be told twice, which changes nothing.
 */
async function readRevocations(db: DataSource, after: string | null): Promise<RevocationPage> {
  return db.transaction('REPEATABLE READ', async (tx) => {
    // One snapshot for both: nothing can commit between the cursor and the rows.
    const [{ xmin }] = await tx.query<[{ xmin: string }]>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin',
    );
    // A cursor from the future is one of another database server, whose transactions have other numbers.
    const isOurs = after !== null && BigInt(after) <= BigInt(xmin);
    const rows = await tx.query<RevocationRow[]>(
      'SELECT session_id, user_id, epoch FROM revocations_since($1::xid8)',
      [isOurs ? after : '0'],
    );
    return { cursor: xmin, revocations: rows.map(toRevocation) };
  });
}

function toRevocation({ session_id, user_id, epoch }: RevocationRow): Revocation {
  return session_id === null ? { sub: user_id!, epoch: epoch! } : { sid: session_id };
}
