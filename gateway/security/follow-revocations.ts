import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createSigner, type Identity } from '../../kernel/auth/signed-identity';
import type { Clock } from '../../kernel/clock';
import { Fault } from '../../kernel/errors';
import type { Logger } from '../../kernel/telemetry/logger';
import { fetchJson } from './fetch-json';
import { createRevokedTokens } from './revocations';

/** What is known of revoked tokens, as the issuer tells it. */
export interface Revocations {
  /** Resolves when the issuer has been asked for the first time, with or without success. */
  isAsked: Promise<void>;
  /** @throws Fault SERVICE_UNAVAILABLE where the issuer has never told */
  has(identity: Identity): boolean;
  /** Called when more tokens have been revoked. */
  onNews(listener: () => void): void;
  /** Why what is known is not to be relied on for long; null while all is well. */
  problem(): string | null;
  stop(): void;
}

interface FollowOptions {
  url: string;
  pollMs: number;
  /** How long a token can be taken for good after it was made. */
  keepMs: number;
  /** Signs the calls as those to subgraphs are signed; absent, they are not. */
  gatewaySecret?: string;
  clock: Clock;
  logger: Logger;
  /** How long the operator is not told that there is no news. */
  staleMs?: number;
}

const FETCH = { timeoutMs: 2_000, maxBytes: 4 * 1024 * 1024 };
const STALE_MS = 30_000;
/** A feed that never comes to an end is asked again after the usual time. */
const MAX_ROUNDS = 1_000;

const name = z.string().min(1).max(256);
const feedSchema = z.object({
  cursor: z.string().max(512),
  revocations: z.array(z.union([z.object({ sid: name }), z.object({ sub: name, epoch: z.number().int() })])),
});

/**
 * Asks an issuer again and again what it has revoked: `GET ?after=<cursor>`, at first without a cursor for all that can
 * still matter. While it is out of reach, what is known stays.
 */
export function followRevocations(options: FollowOptions): Revocations {
  const { pollMs, keepMs, clock, logger, staleMs = STALE_MS } = options;
  const fetchPage = createFeed(options);
  const revoked = createRevokedTokens(keepMs);
  const listeners: (() => void)[] = [];
  const stopping = new AbortController();
  let cursor: string | null = null;
  let toldAt: number | null = null;
  let isFailing = false;

  /** Reads on while there is news: an issuer may tell it in parts. */
  async function poll(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS && !stopping.signal.aborted; round += 1) {
      const page = await fetchPage(cursor);
      const news = revoked.add(page.revocations, clock.now().getTime());
      if (news > 0) for (const listener of listeners) listener();
      const isLast = news === 0 || page.cursor === cursor;
      cursor = page.cursor;
      if (isLast) break;
    }
    toldAt = performance.now();
  }

  async function attempt(): Promise<void> {
    try {
      await poll();
      if (isFailing) logger.info('revocations are told again');
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger.error({ err: error }, 'revocations are out of reach; those that are known hold');
      isFailing = true;
    }
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (!stopping.signal.aborted) await attempt();
    }
  }

  const isAsked = attempt();
  void isAsked.then(follow);

  return {
    isAsked,
    has: (identity) => {
      if (toldAt !== null) return revoked.has(identity);
      throw new Fault('SERVICE_UNAVAILABLE', 'Tokens cannot be verified at the moment.');
    },
    onNews: (listener) => void listeners.push(listener),
    problem: () => {
      if (toldAt === null) return 'The token issuer has never told what it has revoked.';
      return performance.now() - toldAt > staleMs
        ? 'The token issuer does not tell what it has revoked. What it told before holds.'
        : null;
    },
    stop: () => stopping.abort(),
  };
}

/** How one page of the feed is asked for. */
function createFeed({ url, gatewaySecret, clock }: FollowOptions) {
  const sign = gatewaySecret ? createSigner(gatewaySecret) : null;
  return async (cursor: string | null) => {
    const target = new URL(url);
    if (cursor !== null) target.searchParams.set('after', cursor);
    const call = { method: 'GET', path: target.pathname + target.search, body: '' };
    const headers = sign?.(call, null, clock.now().getTime());
    return feedSchema.parse(await fetchJson(target.href, { ...FETCH, headers }));
  };
}
