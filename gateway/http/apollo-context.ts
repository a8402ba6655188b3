import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import type { OperationRequest } from '../gateway';
import type { RequestContext } from '../request-context';

/** What passes between the HTTP routes and the executor, past Apollo Server. */
export interface Handover {
  /** What was executed; Apollo Server has then found it valid. */
  source?: Omit<OperationRequest, 'variables'>;
  /** The result; given beforehand, Apollo Server only makes an answer of it. */
  result?: ExecutionResult;
}

/** What Apollo Server carries from the routes to the executor. */
export interface ApolloContext extends RequestContext {
  handover?: Handover;
}

/** A server of one's own may give any context; what it does not say is anonymous and has a new id. */
export function contextOf(context: Partial<RequestContext>): RequestContext {
  const {
    identity = null,
    requestId = randomUUID(),
    signal = new AbortController().signal,
    traceparent,
    headers,
    clientAddress,
    replyHeaders,
  } = context;
  return { identity, requestId, signal, traceparent, headers, clientAddress, replyHeaders };
}

/** Executes what was not executed before, and hands over what came of it. */
export async function executeOnce(
  { handover = {} }: Pick<ApolloContext, 'handover'>,
  source: Omit<OperationRequest, 'variables'>,
  execute: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  handover.source = source;
  return (handover.result ??= await execute());
}
