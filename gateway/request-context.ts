import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '../kernel/auth/signed-identity';
import type { Cancellation } from '../kernel/stop-signal';

/** What travels with one operation from the client's transport to every subgraph call made for it. */
export interface RequestContext {
  /** Verified claims; null for an anonymous caller. */
  identity: Identity | null;
  requestId: string;
  /** W3C trace context of the caller, passed on as it came. */
  traceparent?: string | undefined;
  /** Aborts when nobody waits for the answer any more. */
  signal: Cancellation;
  /** The client's headers; of these only what is configured to be propagated goes anywhere. */
  headers?: IncomingHttpHeaders;
  /** Where the client is; absent or null where that is not known. */
  clientAddress?: string | null;
  /** Takes the headers that subgraphs have for this client; absent where its answer has none. */
  replyHeaders?: (readonly [name: string, value: string])[];
  /** When the whole operation must be answered, on the clock of `performance.now()`. Absent: each call has its own time. */
  deadline?: number;
  /**
   * Whether its reads may take the answer of an identical one that began before this request did. Never what a mutation
   * reads after it has written, nor what an event of a subscription reads because something has changed.
   */
  sharesReads?: boolean;
}

/** What names a request in logs and traces. */
export type RequestIds = Pick<RequestContext, 'requestId' | 'traceparent'>;

type HeaderReader = (name: string) => string | undefined;

const REQUEST_ID = /^[\w.-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The request's ids as its headers state them. Anything that is not of the expected form is replaced or left out: these
 * values go into logs and into the headers of other calls.
 */
export function readRequestIds(header: HeaderReader): RequestIds {
  const requestId = header('x-request-id');
  const traceparent = header('traceparent');
  return {
    requestId: requestId && REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceparent: traceparent && TRACEPARENT.test(traceparent) ? traceparent : undefined,
  };
}
