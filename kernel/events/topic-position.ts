import type { DataSource } from 'typeorm';
import { badInput, type Fault } from '../errors';

/** A topic of a tenant. */
export interface Topic {
  tenantId: string;
  topic: string;
}

/** The place of the last event that has been committed; 0 where there was none. */
export async function lastPosition(db: DataSource, { tenantId, topic }: Topic): Promise<bigint> {
  const [row] = await db.query<{ last_sequence: string }[]>(
    'SELECT last_sequence FROM topics WHERE tenant_id = $1 AND topic = $2',
    [tenantId, topic],
  );
  return BigInt(row?.last_sequence ?? 0);
}

const CURSOR = /^topic:(\d{1,18})$/;

export function cursorOf(position: bigint): string {
  return Buffer.from(`topic:${position}`).toString('base64url');
}

/**
 * @param last the topic's last position
 * @throws Fault BAD_USER_INPUT where it is no cursor, or one of a place that the topic has not come to
 */
export function readCursor(cursor: string, last: bigint): bigint {
  const [, position] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (position === undefined || BigInt(position) > last) throw notACursor();
  return BigInt(position);
}

function notACursor(): Fault {
  return badInput('This is not a cursor of this subscription.', ['after']);
}
