import type { Identity } from '../../kernel/auth/signed-identity';

/** What an issuer takes back: a session, or all tokens of somebody that are older than their rights. */
export type Revocation = { sid: string } | { sub: string; epoch: number };

/** What has been revoked of the tokens that can still be alive. */
export interface RevokedTokens {
  /** @returns how many of these were not known */
  add(revocations: readonly Revocation[], now: number): number;
  has(identity: Identity): boolean;
  readonly size: number;
}

/**
 * Remembers each revocation for as long as a token that it is about can be taken for good, so that it is bounded by how
 * much is revoked in that time.
 */
export function createRevokedTokens(keepMs: number): RevokedTokens {
  // A Map gives back its entries in the order in which they came, which is that in which they are forgotten.
  const sessions = new Map<string, number>();
  const subjects = new Map<string, { epoch: number; until: number }>();

  const forget = (now: number) => {
    for (const [sid, until] of sessions) {
      if (until > now) break;
      sessions.delete(sid);
    }
    for (const [sub, { until }] of subjects) {
      if (until > now) break;
      subjects.delete(sub);
    }
  };

  const isNews = (revocation: Revocation): boolean =>
    'sid' in revocation
      ? !sessions.has(revocation.sid)
      : revocation.epoch > (subjects.get(revocation.sub)?.epoch ?? -Infinity);

  return {
    add(revocations, now) {
      forget(now);
      const until = now + keepMs;
      let news = 0;
      for (const revocation of revocations) {
        // What is told again is kept no longer for it.
        if (!isNews(revocation)) continue;
        news += 1;
        if ('sid' in revocation) sessions.set(revocation.sid, until);
        else {
          const { sub, epoch } = revocation;
          subjects.delete(sub);
          subjects.set(sub, { epoch, until });
        }
      }
      return news;
    },
    has({ sid, sub, epoch }) {
      if (typeof sid === 'string' && sessions.has(sid)) return true;
      const needed = subjects.get(String(sub))?.epoch;
      // A token without an epoch is older than any.
      return needed !== undefined && !(typeof epoch === 'number' && epoch >= needed);
    },
    get size() {
      return sessions.size + subjects.size;
    },
  };
}
