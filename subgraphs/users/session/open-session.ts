import type { EntityManager } from 'typeorm';
import { newId } from '../../../kernel/ids';
import { LIFETIME_MS } from './judge-refresh';
import { rememberPlace } from './known-addresses';
import { grantTokens, lockAccount, type SessionGrant } from './session-grant';
import { Session } from './session.entity';

/** On how many devices one person may be signed in; the one that was used least makes room for another. */
const MAX_SESSIONS = 50;
const MAX_DEVICE_LENGTH = 100;

/** Where and when somebody signs in. */
export interface SessionStart {
  secret: string;
  place: string;
  device?: string | null;
  now: Date;
}

/**
 * Signs somebody in who has proved who they are.
 * @returns null where the account may not sign in any more
 */
export async function openSession(
  tx: EntityManager,
  userId: string,
  { secret, place, device, now }: SessionStart,
): Promise<SessionGrant | null> {
  const account = await lockAccount(tx, userId);
  if (!account) return null;
  const session = tx.create(Session, {
    id: newId('ses', now.getTime()),
    tenantId: account.tenantId,
    userId,
    device: deviceName(device),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + LIFETIME_MS),
    generation: 0,
    rotatedAt: now,
    endedAt: null,
    endReason: null,
  });
  await tx.insert(Session, session);
  await makeRoom(tx, session, now);
  await rememberPlace(tx, account, place, now);
  return grantTokens(tx, session, account, { secret, now });
}

async function makeRoom(tx: EntityManager, { userId, id }: Session, now: Date): Promise<void> {
  await tx.query(
    `UPDATE sessions SET ended_at = $1, end_reason = 'TOO_MANY_SESSIONS' WHERE id IN (
       SELECT id FROM sessions WHERE user_id = $2 AND ended_at IS NULL AND id <> $3
       ORDER BY last_used_at DESC, id DESC OFFSET $4)`,
    [now, userId, id, MAX_SESSIONS - 1],
  );
}

/** What the caller calls the device: shown to its owner, so cut to a length and without characters that hide. */
function deviceName(device: string | null | undefined): string | null {
  const name = device?.replace(/\p{C}/gu, '').trim().slice(0, MAX_DEVICE_LENGTH);
  return name || null;
}
