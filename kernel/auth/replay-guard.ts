/** Lets each call through once. */
export interface ReplayGuard {
  /**
   * @param time when the call says that it was made; not older or newer than the window
   * @returns false where a call with this nonce was let through before, or there were too many to tell
   */
  admit(nonce: string, time: number, now: number): boolean;
}

/** How many parts the window is forgotten in. */
const PARTS = 3;
/** Far more than one process can answer in the time: some 80 MB of nonces. */
const MAX_NONCES = 1_000_000;

/**
 * Remembers every nonce for as long as its call would be taken for a fresh one. Nothing is forgotten early: where more
 * come than may be remembered, they are refused.
 * @param windowMs how much older or newer than now a call may be
 */
export function createReplayGuard(windowMs: number, maxNonces = MAX_NONCES): ReplayGuard {
  const partMs = windowMs / PARTS;
  const parts = new Map<number, Set<string>>();
  let count = 0;
  let newest = -Infinity;

  const forget = (now: number) => {
    for (const [index, nonces] of parts) {
      if ((index + 1) * partMs + windowMs >= now) continue;
      parts.delete(index);
      count -= nonces.size;
    }
  };

  return {
    admit(nonce, time, now) {
      const index = Math.floor(time / partMs);
      const current = Math.floor(now / partMs);
      if (current !== newest) forget(now);
      newest = current;
      const nonces = parts.get(index) ?? new Set<string>();
      if (nonces.has(nonce) || count >= maxNonces) return false;
      parts.set(index, nonces.add(nonce));
      count += 1;
      return true;
    },
  };
}
