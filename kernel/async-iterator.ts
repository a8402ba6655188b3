/**
 * The values of `source`, transformed; those for which `transform` gives undefined are left out. Unlike an async
 * generator, `return()` reaches the source at once, also while a value is being awaited. Where `transform` throws, the
 * source is over: whoever iterates does not call `return()` then.
 */
export function filterMap<T, U>(
  source: AsyncIterable<T>,
  transform: (value: T) => U | undefined | Promise<U | undefined>,
): AsyncIterableIterator<U> {
  const inner = source[Symbol.asyncIterator]();
  const end = { done: true as const, value: undefined };
  const transformed = async (value: T) => {
    try {
      return await transform(value);
    } catch (error) {
      await inner.return?.();
      throw error;
    }
  };
  return {
    async next() {
      for (;;) {
        const result = await inner.next();
        if (result.done) return end;
        const value = await transformed(result.value);
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
