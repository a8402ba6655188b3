/** Where a source puts its events. */
export interface Sink<T> {
  next(value: T): void;
  error(cause: unknown): void;
  complete(): void;
}

interface Settle<T> {
  resolve: (result: IteratorResult<T>) => void;
  reject: (cause: unknown) => void;
}

/**
 * Turns a source that pushes into an iterator that is pulled from. Events wait until they are asked for; `return()`
 * closes the source at once and settles a pending `next()`.
 * @param open starts the source and returns what stops it
 */
export function eventQueue<T>(open: (sink: Sink<T>) => () => void): AsyncIterableIterator<T> {
  const queued: T[] = [];
  const waiting: Settle<T>[] = [];
  const done = { done: true as const, value: undefined };
  let end: { cause?: unknown; isError: boolean } | null = null;

  const settle = ({ resolve, reject }: Settle<T>) => {
    if (queued.length > 0) return resolve({ done: false, value: queued.shift()! });
    // An error is told once; after it the iterator is merely at its end.
    const { isError, cause } = end!;
    end = { isError: false };
    return isError ? reject(cause) : resolve(done);
  };
  const wake = () => {
    while (waiting.length > 0 && (queued.length > 0 || end)) settle(waiting.shift()!);
  };
  const finish = (how: { cause?: unknown; isError: boolean }) => {
    end ??= how;
    wake();
  };

  const close = open({
    next: (value) => {
      if (end) return;
      queued.push(value);
      wake();
    },
    error: (cause) => finish({ cause, isError: true }),
    complete: () => finish({ isError: false }),
  });

  return {
    next: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        wake();
      }),
    return: () => {
      end = { isError: false };
      queued.length = 0;
      close();
      wake();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
