import { createPublicKey, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../../kernel/errors';
import type { Logger } from '../../kernel/telemetry/logger';
import { fetchJson } from './fetch-json';

/** The keys that an issuer publishes. */
export interface SigningKeys {
  /**
   * The key of an id. One that is not known waits for the next look at what is published.
   * @returns null where there is none
   * @throws Fault SERVICE_UNAVAILABLE where nobody can tell
   */
  find(keyId: string): Promise<KeyObject | null>;
  /** Whether a key is published, as far as is known. */
  has(keyId: string): boolean;
  stop(): void;
}

interface KeysOptions {
  jwksUrl: string;
  logger: Logger;
  /** Hears that a key is not published any more. */
  onWithdrawn: () => void;
}

/** Keys are looked at again this often by themselves … */
const REFRESH_MS = 60_000;
/** … and because of unknown ids at most this often: keys change, but made-up ids must not cost calls. */
const COOLDOWN_MS = 1_000;
/** So many wait for a look at the keys; more are sent away at once. */
const MAX_WAITING = 1_000;
const FETCH = { timeoutMs: 3_000, maxBytes: 64 * 1024 };

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });
/** Of a set, the keys that access tokens may be signed with; those of other kinds are for something else. */
const keySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA').optional(),
  use: z.literal('sig').optional(),
});

/**
 * Keeps the keys of an issuer (RFC 7517) from when the first token comes. While the issuer is out of reach, what is known
 * stays.
 */
export function createSigningKeys({ jwksUrl, logger, onWithdrawn }: KeysOptions): SigningKeys {
  let keys: ReadonlyMap<string, KeyObject> | null = null;
  let looking: Promise<void> | null = null;
  let lookedAt = -Infinity;
  let waiting = 0;
  let refresh: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function look(): Promise<void> {
    const wait = lookedAt + COOLDOWN_MS - performance.now();
    if (wait > 0) await sleep(wait, undefined, { ref: false });
    lookedAt = performance.now();
    try {
      const published = readKeys(await fetchJson(jwksUrl, FETCH));
      const isWithdrawn = [...(keys ?? [])].some(([id]) => !published.has(id));
      keys = published;
      if (isWithdrawn) onWithdrawn();
    } catch (error) {
      logger.error({ err: error }, 'the keys of the token issuer are out of reach');
      throw cannotTell();
    } finally {
      looking = null;
      if (!isStopped)
        refresh ??= setInterval(() => void lookOnce().catch(() => undefined), REFRESH_MS).unref();
    }
  }

  const lookOnce = () => (looking ??= look());

  return {
    async find(keyId) {
      const known = keys?.get(keyId);
      if (known) return known;
      if (waiting >= MAX_WAITING) throw cannotTell();
      waiting += 1;
      try {
        // A look that is under way may have begun before the key was published.
        if (looking) await looking;
        if (!keys?.has(keyId)) await lookOnce();
        return keys?.get(keyId) ?? null;
      } finally {
        waiting -= 1;
      }
    },
    has: (keyId) => keys?.has(keyId) === true,
    stop: () => {
      isStopped = true;
      clearInterval(refresh);
    },
  };
}

function cannotTell(): Fault {
  return new Fault('SERVICE_UNAVAILABLE', 'Tokens cannot be verified at the moment.');
}

function readKeys(document: unknown): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const jwk of jwksSchema.parse(document).keys) {
    const { success, data } = keySchema.safeParse(jwk);
    if (!success) continue;
    const { kty, crv, x } = data;
    keys.set(data.kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
  }
  return keys;
}
