/** How long after a refresh the token that it used up still works: for a second tab, and for an answer that got lost. */
export const REFRESH_GRACE_MS = 10_000;

/** What the stored session says. */
export interface RefreshableSession {
  generation: number;
  rotatedAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

/** What comes of a refresh token: a new generation, a sibling in the present one, a theft, or nothing. */
export type RefreshVerdict = 'ROTATE' | 'RETRY' | 'REUSED' | 'REFUSED';

/** A device that is not used for this long is signed out: long enough for the holidays between two terms. */
export const IDLE_MS = 14 * 24 * 3_600_000;
/** Everybody signs in again after this, however often they come: a stolen session does not live on unseen. */
export const LIFETIME_MS = 30 * 24 * 3_600_000;

/** When a session ends by itself if it is not used again. */
export function endOf({ lastUsedAt, expiresAt }: Pick<RefreshableSession, 'lastUsedAt' | 'expiresAt'>): Date {
  return new Date(Math.min(expiresAt.getTime(), lastUsedAt.getTime() + IDLE_MS));
}

/**
 * Judges a genuine refresh token. A generation's tokens are good until one of them is used, which begins the next. For
 * the time of grace a used-up token gives siblings of that first successor, so that two tabs and a lost answer go on;
 * the line does not fork for good, as the sibling that is used second, and later than that, is a token used twice.
 */
export function judgeRefresh(
  session: RefreshableSession,
  tokenGeneration: number,
  now: Date,
): RefreshVerdict {
  if (session.endedAt || endOf(session) <= now) return 'REFUSED';
  if (tokenGeneration === session.generation) return 'ROTATE';
  const isLast = tokenGeneration === session.generation - 1;
  return isLast && now.getTime() - session.rotatedAt.getTime() <= REFRESH_GRACE_MS ? 'RETRY' : 'REUSED';
}
