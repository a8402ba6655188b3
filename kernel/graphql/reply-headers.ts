import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ReplyHeaders } from './subgraph';

/** Keeps what is appended, in order, for the reply. */
export function collectHeaders(): ReplyHeaders & { readonly appended: readonly [string, string][] } {
  const appended: [string, string][] = [];
  return {
    appended,
    append(name, value) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      appended.push([name.toLowerCase(), value]);
    },
  };
}

/** For operations that are answered without headers. */
export const noHeaders: ReplyHeaders = { append: () => undefined };
