/** Lets work through a few at a time. */
export interface Gate {
  /**
   * Does the work when its turn comes.
   * @throws GateFullError where too many wait, or the turn does not come in time
   */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** There is more to do than can be done; nothing of it was. */
export class GateFullError extends Error {
  override readonly name = 'GateFullError';
}

/**
 * @param concurrency how many run at once
 * @param maxWaiting how many may wait beside them
 * @param maxWaitMs how long one waits
 */
export function createGate(concurrency: number, maxWaiting: number, maxWaitMs: number): Gate {
  const waiting = new Set<() => void>();
  let running = 0;

  const turn = () =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        waiting.delete(begin);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(begin);
        reject(new GateFullError('waited too long'));
      }, maxWaitMs);
      waiting.add(begin);
    });

  return {
    async run(work) {
      if (running < concurrency) running += 1;
      else if (waiting.size >= maxWaiting) throw new GateFullError('too many wait');
      else await turn();
      try {
        return await work();
      } finally {
        const [next] = waiting;
        // The place goes to the next one without becoming free in between.
        if (next) next();
        else running -= 1;
      }
    },
  };
}

/**
 * Where all hashing of passwords for callers goes through. Two at a time leave half of Node's four worker threads to
 * everything else, and hash as fast as two cores can; what has no turn within two seconds is better told to come again.
 */
export const hashingGate = createGate(2, 100, 2_000);
