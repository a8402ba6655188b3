/**
 * The values of `source`, transformed; those for which `transform` gives undefined are left out. Unlike an async
 * generator, `return()` reaches the source at once, also while a value is being awaited.
 */
export function filterMap<T, U>(
  source: AsyncIterable<T>,
  transform: (value: T) => U | undefined | Promise<U | undefined>,
): AsyncIterableIterator<U> {
  const inner = source[Symbol.asyncIterator]();
  const end = { done: true as const, value: undefined };
  return {
    async next() {
      for (;;) {
        const result = await inner.next();
        if (result.done) return end;
        const value = await transform(result.value);
        if (value !== undefined) return { done: false, value };
      }
    },
    async return() {
      await inner.return?.();
      return end;
    },
    async throw(error: unknown) {
      await inner.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
