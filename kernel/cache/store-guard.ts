import { LAST_RETRY_MS } from './late-invalidations';

/** How long the shared store may keep a read waiting. */
export const BUDGET_MS = 50;
/** After so many failures in a row the store is left alone for a while, so that not everybody pays the budget. */
const FAILURES = 3;
const REST_MS = 1_000;
/** Other processes that lost the store, too, take up to half of this to tell it what has changed meanwhile. */
const DOUBT_MS = 2 * LAST_RETRY_MS;

/** The store was away, too slow, or is being left alone. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** The store is slow, but what it was told takes effect. */
class LateError extends Error {}

/** Calls of a store that may be away: each has a budget, and none is made while it is known to be of no use. */
export class StoreGuard {
  private failures = 0;
  private restsUntil = 0;
  private isLost = false;
  private doubtedUntil = 0;

  constructor(private readonly budgetMs = BUDGET_MS) {}

  /** Whether the store is lost, or back just now, so that it may not have been told yet what is not true any more. */
  get isInDoubt(): boolean {
    return this.isLost || performance.now() < this.doubtedUntil;
  }

  /** Tells that the store was out of reach, be it while nobody here asked it. */
  lose(): void {
    this.isLost = true;
  }

  /** @throws StoreUnavailableError in place of whatever the store fails with */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (performance.now() < this.restsUntil) throw new StoreUnavailableError('the store is being left alone');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const giveUp = () => reject(new LateError(`no answer within ${this.budgetMs} ms`));
      // Where this process was busy itself, the answer may be there unread: it is read before this turn's immediates.
      const readFirst = () => setImmediate(giveUp);
      // Or not even asked for, as what is written goes out at the end of a turn: hence two waits, of which a long turn
      // can use up one.
      timer = setTimeout(() => (timer = setTimeout(readFirst, this.budgetMs / 2)), this.budgetMs / 2);
    });
    try {
      const answer = await Promise.race([call(), late]);
      this.failures = 0;
      // However long it was away, or left alone: others begin to tell it now.
      if (this.isLost) this.doubtedUntil = performance.now() + DOUBT_MS;
      this.isLost = false;
      return answer;
    } catch (cause) {
      this.failures += 1;
      if (this.failures >= FAILURES) this.restsUntil = performance.now() + REST_MS;
      if (!(cause instanceof LateError)) this.lose();
      throw new StoreUnavailableError((cause as Error).message, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
