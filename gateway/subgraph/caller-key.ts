import type { RequestContext } from '../request-context';
import { forwardedHeaders } from './call-headers';

/**
 * Equal for two requests only where the subgraph is told the same of who asks: the same identity, with the same headers
 * of the client. Both are JSON, which has no line break, so they cannot run into each other.
 * @param propagated the headers that are passed on, in lower case
 */
export function callerKey(context: RequestContext, propagated: readonly string[]): string {
  const headers = propagated.length > 0 ? JSON.stringify(forwardedHeaders(propagated, context)) : '{}';
  return `${context.identity === null ? 'null' : JSON.stringify(context.identity)}\n${headers}`;
}
