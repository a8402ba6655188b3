import type { Authenticator, Session } from '../../security/verify-token';

/** Whoever is told when a token that was good is not so any more. */
export interface Watched {
  session: Session;
  /** @param error TOKEN_EXPIRED or TOKEN_REVOKED */
  onBad(error: unknown): void;
}

/** Tokens that streams depend on. */
export interface SessionWatch {
  /** Watches until told not to. What is bad already is told of at once. */
  watch(watched: Watched): () => void;
  /** Goes on with another session, where it is watched at all. */
  renew(watched: Watched, session: Session): void;
  /** Whether a session that is watched is still good; asked before each delivery, so it mostly looks at none of it. */
  isStillGood(session: Session): boolean;
  stop(): void;
}

/** How soon the expiry of a token is noticed; what it is looked at for before each delivery is not affected. */
const LOOK_MS = 250;

/**
 * Tells as tokens expire, and as the issuer tells that they are revoked. All are looked at when one may have expired: a
 * timer for each of ten thousand sockets would cost more, and so would it to look at all of them each time.
 */
export function watchSessions(authenticator: Authenticator): SessionWatch {
  const all = new Set<Watched>();
  /** Those who were told, and are not gone yet. */
  const bad = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;
  /** None of them expires before. */
  let soonest = Infinity;

  const check = (watched: Watched) => {
    try {
      authenticator.assertStillGood(watched.session);
    } catch (error) {
      all.delete(watched);
      bad.add(watched);
      watched.onBad(error);
    }
  };
  const expect = ({ session }: Watched) => {
    soonest = Math.min(soonest, session.until);
  };
  const lookAtExpired = () => {
    const now = Date.now();
    if (now < soonest) return;
    for (const watched of all) if (watched.session.until <= now) check(watched);
    soonest = Infinity;
    all.forEach(expect);
  };
  authenticator.onRevocation(() => all.forEach(check));

  const restIfIdle = () => {
    if (all.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    watch(watched) {
      all.add(watched);
      expect(watched);
      check(watched);
      timer ??= setInterval(lookAtExpired, LOOK_MS).unref();
      return () => {
        all.delete(watched);
        bad.delete(watched);
        restIfIdle();
      };
    },
    renew(watched, session) {
      watched.session = session;
      expect(watched);
    },
    isStillGood: (session) => (bad.size === 0 && Date.now() < soonest) || authenticator.isStillGood(session),
    stop: () => {
      all.clear();
      bad.clear();
      restIfIdle();
    },
  };
}
