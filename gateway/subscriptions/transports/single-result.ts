import { setMaxListeners } from 'node:events';
import type { Cancellation } from '../../../kernel/stop-signal';

/**
 * The one result of a query or mutation as a stream of one, because graphql-ws lets a client take back only streams:
 * `return()` cancels the work at once instead of waiting for a result that nobody wants.
 * @param connection aborts when the client has gone altogether
 */
export function singleResult<T>(
  connection: Cancellation,
  work: (signal: AbortSignal) => Promise<T>,
): AsyncIterableIterator<T> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const end = { done: true as const, value: undefined };
  let isAsked = false;
  if (connection.aborted) leave();
  if (connection instanceof AbortSignal) setMaxListeners(0, connection);
  connection.addEventListener('abort', leave);
  const result = work(leaving.signal).finally(() => connection.removeEventListener('abort', leave));
  // It may be taken back before anybody asks for it.
  result.catch(() => undefined);
  return {
    next: async () => {
      if (isAsked) return end;
      isAsked = true;
      const value = await result;
      return leaving.signal.aborted ? end : { done: false, value };
    },
    return: () => {
      leave();
      return Promise.resolve(end);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
