import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Cancellation } from '../../../kernel/stop-signal';
import { readRequestIds, type RequestContext } from '../../request-context';
import type { Session } from '../../security/verify-token';
import type { EndReason } from '../end-reason';

/** Whoever is at the other end of a connection that stays open. */
export interface OperationClient {
  /** Null for somebody anonymous; another one when they renew their token. */
  session: Session | null;
  headers: IncomingHttpHeaders;
  clientAddress: string | null;
  /** Aborts when the client has gone. */
  gone: Cancellation;
  /** Why it has, or will have. */
  goneBecause: EndReason;
}

/** What one of the client's operations tells of it. */
export function contextOf({
  session,
  headers,
  clientAddress,
  gone,
}: Omit<OperationClient, 'goneBecause'>): RequestContext {
  const { traceparent } = readRequestIds((name) => headers[name]?.toString());
  return {
    requestId: randomUUID(),
    ...(traceparent && { traceparent }),
    headers,
    clientAddress,
    identity: session?.identity ?? null,
    signal: gone,
  };
}
