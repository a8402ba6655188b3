import { setTimeout as sleep } from 'node:timers/promises';

import type { Reply } from '../support/subgraph';
import type { SignedIn } from './signed-in';

/** Longer than the gateway takes to give up: what is cut off here has to be asked for once more. */
const ATTEMPT_MS = 16_000;
const DEADLINE_MS = 60_000;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 1_000;

/** How clients fared. */
export interface Tally {
  operations: number;
  attempts: number;
  failures: string[];
}

/**
 * A client as every client should be: it asks again, with the very same request, until it is told what came of it. What
 * it sends may therefore be sent twice: it has an id or a key of the client's.
 */
export class HonestClient {
  readonly tally: Tally = { operations: 0, attempts: 0, failures: [] };
  private turn = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly caller: Pick<SignedIn, 'token'>,
  ) {}

  /** @returns the data of a reply without errors; null where none came in time */
  async send(query: string, variables: object = {}): Promise<Reply['data']> {
    this.tally.operations++;
    let last = '';
    let pause = FIRST_PAUSE_MS;
    for (
      const start = Date.now();
      Date.now() - start < DEADLINE_MS;
      pause = Math.min(2 * pause, LAST_PAUSE_MS)
    ) {
      this.tally.attempts++;
      const reply = await this.attempt(query, variables).catch((error: Error) => void (last = error.message));
      if (reply?.data && !reply.errors && !isStillRunning(reply.data)) return reply.data;
      if (reply) last = JSON.stringify(reply.errors ?? reply.data);
      await sleep(pause);
    }
    this.tally.failures.push(`${query.slice(0, 60)}… ${last}`);
    return null;
  }

  private async attempt(query: string, variables: object): Promise<Reply> {
    const response = await fetch(this.urls[this.turn++ % this.urls.length]!, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await this.caller.token()}`,
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    return (await response.json()) as Reply;
  }
}

/** Whether an earlier attempt of this very request is still being carried out: its outcome is to be had a moment later. */
function isStillRunning(data: object): boolean {
  return JSON.stringify(data).includes('IDEMPOTENCY_CONCURRENT_REQUEST');
}
