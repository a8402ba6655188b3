/** Work on events that is done for several at a time, and whose results are given out in the order of the events. */
export interface InOrder<T> {
  /** @returns false where too many wait, so that this one was left out */
  push(event: T): boolean;
  /** Calls back once everything pushed so far has been given out. */
  whenDone(callback: () => void): void;
  /** Gives out nothing any more. */
  close(): void;
}

interface InOrderOptions<T, R> {
  /** Never rejects. */
  work: (event: T) => Promise<R>;
  give: (result: R) => void;
  /** How many are worked on at a time. */
  atATime: number;
  /** How many may wait for their turn. */
  maxWaiting: number;
}

export function inOrder<T, R>({ work, give, atATime, maxWaiting }: InOrderOptions<T, R>): InOrder<T> {
  let waiting: (T | (() => void))[] = [];
  let running = 0;
  let isClosed = false;
  let last: Promise<void> = Promise.resolve();

  const begin = (event: T) => {
    running += 1;
    const result = work(event);
    last = last.then(async () => {
      const given = await result;
      running -= 1;
      if (isClosed) return;
      give(given);
      advance();
    });
  };
  const advance = () => {
    while (running < atATime && waiting.length > 0) {
      const next = waiting.shift()!;
      if (typeof next === 'function') (next as () => void)();
      else begin(next);
    }
  };

  return {
    push(event) {
      if (isClosed) return true;
      if (running < atATime && waiting.length === 0) begin(event);
      else if (waiting.length >= maxWaiting) return false;
      else waiting.push(event);
      return true;
    },
    whenDone(callback) {
      const wait = () => void last.then(() => (isClosed ? undefined : callback()));
      if (waiting.length === 0) wait();
      else waiting.push(wait);
    },
    close() {
      isClosed = true;
      waiting = [];
    },
  };
}
