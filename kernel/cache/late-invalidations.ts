import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/**
 * Invalidations that the shared store has not been told yet. Until it has, what it says of their tags is not to be
 * believed.
 */
export class LateInvalidations {
  /** Tags with the number of the invalidation that came last: what is told meanwhile does not answer for it. */
  private readonly waiting = new Map<string, number>();
  private count = 0;
  private retrying: Promise<void> | null = null;
  private readonly closing = new AbortController();

  /** @param tell tells the store; rejects where it cannot */
  constructor(private readonly tell: (tags: readonly string[]) => Promise<void>) {}

  has(tags: readonly string[]): boolean {
    return this.waiting.size > 0 && tags.some((tag) => this.waiting.has(tag));
  }

  /** Tells the store now, or, where that fails, until it succeeds. Resolves after the first try. */
  async add(tags: readonly string[]): Promise<void> {
    this.count += 1;
    for (const tag of tags) this.waiting.set(tag, this.count);
    if (this.retrying) return;
    if (await this.tryAll()) return;
    this.retrying = this.retry().finally(() => (this.retrying = null));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.retrying;
  }

  private async tryAll(): Promise<boolean> {
    const told = [...this.waiting];
    try {
      await this.tell(told.map(([tag]) => tag));
    } catch {
      return false;
    }
    for (const [tag, count] of told) if (this.waiting.get(tag) === count) this.waiting.delete(tag);
    return true;
  }

  private async retry(): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !this.closing.signal.aborted; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      await sleep(wait, undefined, { signal: this.closing.signal }).catch(() => undefined);
      if (!this.closing.signal.aborted && (await this.tryAll()) && this.waiting.size === 0) return;
    }
  }
}
