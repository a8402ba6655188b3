import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_RETRY_MS = 100;
/** Short: what others may believe meanwhile is not true any more. */
export const LAST_RETRY_MS = 500;

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

  /**
   * @param tell tells the store; rejects where it cannot
   * @param budgetMs how long a caller waits for it
   */
  constructor(
    private readonly tell: (tags: readonly string[]) => Promise<void>,
    private readonly budgetMs: number,
  ) {}

  has(tags: readonly string[]): boolean {
    return this.waiting.size > 0 && tags.some((tag) => this.waiting.has(tag));
  }

  /** Tells the store now, or, where that fails, until it succeeds. Resolves after the first try, or its budget. */
  async add(tags: readonly string[]): Promise<void> {
    this.count += 1;
    const numbers = tags.map((tag): [string, number] => [tag, this.count]);
    for (const [tag, number] of numbers) this.waiting.set(tag, number);
    const first = this.try(numbers).then((isTold) => {
      if (!isTold) this.retrying ??= this.retry().finally(() => (this.retrying = null));
    });
    const patience = new AbortController();
    const enough = sleep(this.budgetMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([first, enough]);
    patience.abort();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.retrying;
  }

  private async try(numbers: readonly [tag: string, number: number][]): Promise<boolean> {
    try {
      await this.tell(numbers.map(([tag]) => tag));
    } catch {
      return false;
    }
    for (const [tag, number] of numbers) if (this.waiting.get(tag) === number) this.waiting.delete(tag);
    return true;
  }

  private async retry(): Promise<void> {
    for (let wait = FIRST_RETRY_MS; !this.closing.signal.aborted; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
      await sleep(wait, undefined, { signal: this.closing.signal }).catch(() => undefined);
      if (this.closing.signal.aborted) return;
      if ((await this.try([...this.waiting])) && this.waiting.size === 0) return;
    }
  }
}
