import { createHash } from 'node:crypto';

/** How patient one counter is. */
export interface Limit {
  /** Failures that cost nothing. Each one more doubles the wait, from one second on. */
  free: number;
  capSeconds: number;
  /** One failure is forgotten in this time. */
  forgetSeconds: number;
}

/** A counter and its limit. */
export interface Counter {
  key: string;
  limit: Limit;
}

/** What a counter has come to. */
export interface Tally {
  /** Failures that were remembered when it changed last. */
  level: number;
  changedAt: Date;
  /** The next try is allowed from then on. */
  waitsUntil: Date;
}

const MINUTE = 60;

/** Tries of one account from one place: whoever mistypes has some, whoever guesses comes to four in an hour. */
const PAIR: Limit = { free: 5, capSeconds: 15 * MINUTE, forgetSeconds: 5 * MINUTE };
/** From one place, be it a school with one address for all of its devices. */
const PLACE: Limit = { free: 30, capSeconds: 15 * MINUTE, forgetSeconds: 30 };
/** Of one account from everywhere. Its cap is low: it delays the owner, too, where they have never been before. */
const ACCOUNT: Limit = { free: 20, capSeconds: MINUTE, forgetSeconds: MINUTE };
/** Of accounts of one mail domain, which is that of a school in most cases, from everywhere. */
const DOMAIN: Limit = { free: 100, capSeconds: 30, forgetSeconds: 6 };
/** Of all accounts from everywhere. */
const GLOBAL: Limit = { free: 1_000, capSeconds: 10, forgetSeconds: 1 };

/**
 * What a try to sign in counts against. Told by what the caller gave alone: limits that depended on whether there is such
 * an account, and in which tenant, would tell it. The first is all that counts for a device that is known.
 * @param email as it is compared
 */
export function signInCounters(email: string, place: string): [Counter, ...Counter[]] {
  return [
    { key: `pair:${digest(`${email}\n${place}`)}`, limit: PAIR },
    { key: `account:${digest(email)}`, limit: ACCOUNT },
    { key: `place:${place}`, limit: PLACE },
    { key: `domain:${digest(email.split('@').at(-1)!)}`, limit: DOMAIN },
    { key: 'global', limit: GLOBAL },
  ];
}

/** Of the own password by somebody who has a token: one may have been left signed in. */
export function passwordChangeCounter(userId: string): Counter {
  return { key: `change:${userId}`, limit: PAIR };
}

/** Mails with links: a few an hour for one address, however often somebody asks, and some for a whole school's. */
export function resetCounters(email: string, place: string): [Counter, ...Counter[]] {
  return [
    {
      key: `reset:${digest(`${email}\n${place}`)}`,
      limit: { free: 3, capSeconds: 15 * MINUTE, forgetSeconds: 15 * MINUTE },
    },
    { key: `resets:${place}`, limit: { free: 20, capSeconds: 15 * MINUTE, forgetSeconds: MINUTE } },
  ];
}

/** Addresses are not kept as they are, and keys not longer than they need to be. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Long past, not now: whoever read the clock a moment earlier need not wait either. */
export const NO_WAIT = new Date(0);

/** The counter after one more failure. */
export function withFailure(limit: Limit, tally: Tally, now: Date): Tally {
  const level = levelAt(limit, tally, now) + 1;
  const delay = delaySeconds(limit, level);
  return { level, changedAt: now, waitsUntil: delay > 0 ? after(now, delay) : NO_WAIT };
}

/** The counter after the try that was counted last turned out to be none. It was let in, so nobody had to wait then. */
export function withoutFailure(limit: Limit, tally: Tally, now: Date): Tally {
  return { level: Math.max(0, levelAt(limit, tally, now) - 1), changedAt: now, waitsUntil: NO_WAIT };
}

/** When nothing is left to remember. */
export function forgottenAt({ forgetSeconds }: Limit, { level, changedAt, waitsUntil }: Tally): Date {
  const faded = after(changedAt, level * forgetSeconds);
  return faded > waitsUntil ? faded : waitsUntil;
}

function levelAt({ forgetSeconds }: Limit, { level, changedAt }: Tally, now: Date): number {
  return Math.max(0, level - (now.getTime() - changedAt.getTime()) / 1000 / forgetSeconds);
}

function delaySeconds({ free, capSeconds }: Limit, level: number): number {
  // Rounded: what is forgotten between two tries of a row must not halve the wait.
  const excess = Math.round(level) - free;
  return excess <= 0 ? 0 : Math.min(capSeconds, 2 ** (excess - 1));
}

function after(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}
