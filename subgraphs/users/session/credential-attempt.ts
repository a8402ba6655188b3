import { setTimeout as sleep } from 'node:timers/promises';
import { GateFullError, hashingGate } from './hashing-gate';
import { refuseSignIn } from './refuse-sign-in';

/** Whether the operation under way has tried a password, or a link, already. */
export interface CredentialAttempt {
  isSpent: boolean;
}

/**
 * Uses up the one attempt that a request has: a hundred aliases of `signIn` are not a hundred guesses.
 * @throws Refusal TOO_MANY_ATTEMPTS for the second one
 */
export function spendAttempt(attempt: CredentialAttempt): void {
  if (attempt.isSpent)
    refuseSignIn('TOO_MANY_ATTEMPTS', 'One request has one try. Send another request.', {
      retryAfterMs: 1_000,
    });
  attempt.isSpent = true;
}

/**
 * @param wait in milliseconds; 0 where a try is allowed
 * @throws Refusal TOO_MANY_ATTEMPTS
 */
export function demandPatience(wait: number): void {
  if (wait > 0)
    refuseSignIn('TOO_MANY_ATTEMPTS', 'Too many tries. Wait before the next one.', { retryAfterMs: wait });
}

/**
 * Does work that hashes passwords, when it is its turn.
 * @throws Refusal BUSY where that would take too long
 */
export async function whenHashingIsFree<T>(work: () => Promise<T>): Promise<T> {
  return hashingGate.run(work).catch((error: unknown) => {
    if (!(error instanceof GateFullError)) throw error;
    return refuseSignIn('BUSY', 'More people sign in than can be served at once. Try again in a moment.', {
      // Not all at the same time.
      retryAfterMs: 1_000 + Math.random() * 4_000,
    });
  });
}

/** How long an answer takes that must not tell by its time what was found: longer than any of its ways. */
const STEADY_MS = 150;

/** Does work that answers no sooner than every other of its kind. */
export async function steadily<T>(work: () => Promise<T>): Promise<T> {
  const floor = sleep(STEADY_MS);
  try {
    return await work();
  } finally {
    await floor;
  }
}

/** Does work that is refused no sooner than every other of its kind; who succeeds learns nothing by its time. */
export async function refuseSteadily<T>(work: () => Promise<T>): Promise<T> {
  const floor = sleep(STEADY_MS);
  return work().catch(async (error: unknown) => {
    await floor;
    throw error;
  });
}
