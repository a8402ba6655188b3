import type { ExecutionResult } from 'graphql';

/** Says once that results have ended, in whatever way; at once where there is a single result. */
export function untilEnded(
  results: AsyncIterableIterator<ExecutionResult> | ExecutionResult,
  end: () => void,
): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
  if (!isIterator(results)) {
    end();
    return results;
  }
  return endingWith(results, end);
}

function endingWith<T>(results: AsyncIterableIterator<T>, end: () => void): AsyncIterableIterator<T> {
  return {
    async next() {
      try {
        const result = await results.next();
        if (result.done) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      try {
        return (await results.return?.()) ?? { done: true, value: undefined };
      } finally {
        end();
      }
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function isIterator(
  results: AsyncIterableIterator<ExecutionResult> | ExecutionResult,
): results is AsyncIterableIterator<ExecutionResult> {
  return Symbol.asyncIterator in results;
}
