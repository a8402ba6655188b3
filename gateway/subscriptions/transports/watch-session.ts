import type { Authenticator, Session } from '../../security/verify-token';

/** Whoever is told when a token that was good is not so any more. */
export interface Watched {
  session: Session;
  /** @param error TOKEN_EXPIRED or TOKEN_REVOKED */
  onBad(error: unknown): void;
}

/** Tokens that streams depend on. */
export interface SessionWatch {
  /** Watches until told not to. What is being watched may be given another session. */
  watch(watched: Watched): () => void;
  stop(): void;
}

/** How soon the expiry of a token is noticed; what it is looked at for before each delivery is not affected. */
const LOOK_MS = 250;

/**
 * Tells as tokens expire, and as the issuer tells that they are revoked. All are looked at now and then: a timer for each of
 * ten thousand sockets would cost more.
 */
export function watchSessions(authenticator: Authenticator): SessionWatch {
  const all = new Set<Watched>();
  let timer: NodeJS.Timeout | undefined;

  const check = (watched: Watched) => {
    try {
      authenticator.assertStillGood(watched.session);
    } catch (error) {
      all.delete(watched);
      watched.onBad(error);
    }
  };
  const lookAtExpired = () => {
    const now = Date.now();
    for (const watched of all) if (watched.session.until <= now) check(watched);
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
      timer ??= setInterval(lookAtExpired, LOOK_MS).unref();
      return () => {
        all.delete(watched);
        restIfIdle();
      };
    },
    stop: () => {
      all.clear();
      restIfIdle();
    },
  };
}
