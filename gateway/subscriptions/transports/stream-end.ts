import type { GraphQLFormattedError } from 'graphql';

/** The errors that end a stream, as its client gets them. */
export class StreamErrors extends Error {
  override readonly name = 'StreamErrors';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join(' '));
  }
}

/** A stream whose events go to the client by another way: all that is heard here is how it ends. */
export interface StreamEnd {
  /** For graphql-ws, which sends `complete` or `error` when it is over, and calls `return()` when the client leaves. */
  iterator: AsyncIterableIterator<never>;
  end(errors?: readonly GraphQLFormattedError[]): void;
}

/** @param leave called once, as the client leaves */
export function streamEnd(leave: () => void): StreamEnd {
  const done = { done: true as const, value: undefined };
  let settle: (errors?: readonly GraphQLFormattedError[]) => void = () => undefined;
  const ended = new Promise<IteratorResult<never>>((resolve, reject) => {
    settle = (errors) => (errors ? reject(new StreamErrors(errors)) : resolve(done));
  });
  // It may end before anybody asks.
  ended.catch(() => undefined);
  return {
    end: (errors) => settle(errors),
    iterator: {
      next: () => ended,
      return: () => {
        leave();
        settle();
        return Promise.resolve(done);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
