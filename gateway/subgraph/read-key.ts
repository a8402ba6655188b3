import type { RequestContext } from '../request-context';
import { forwardedHeaders } from './call-headers';

/**
 * Equal for two reads only where the subgraph is told the same of both: the same body, in the name of the same
 * identity, with the same headers of the client. The parts are JSON, which has no line break, so they cannot run into
 * each other.
 * @param propagated the headers that are passed on, in lower case
 */
export function readKey(body: string, context: RequestContext, propagated: readonly string[]): string {
  const headers = JSON.stringify(forwardedHeaders(propagated, context));
  return `${JSON.stringify(context.identity)}\n${headers}\n${body}`;
}
