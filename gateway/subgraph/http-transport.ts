import type { StopSignal } from '../../kernel/stop-signal';
import { subgraphTag } from '../cache/answer-tags';
import type { RequestContext } from '../request-context';
import { attempt } from './attempts';
import { createCallHeaders, forwardableHeaders, forwardableReplyHeaders } from './call-headers';
import { callerKey } from './caller-key';
import { createCircuitBreaker, type CircuitState } from './circuit-breaker';
import { withDeadline } from './deadline';
import { createExchange } from './exchange';
import { createRetryBudget } from './retry-budget';
import { createSharedReads } from './shared-reads';
import { isQuery, type RawReply, type SubgraphCall } from './subgraph-call';
import type { SubgraphOperation, SubgraphOptions } from './subgraph-client';
import { InvalidResponseError, parseResponse, type SubgraphResponse } from './subgraph-response';

/** A subgraph that answers so has refused the gateway itself, whoever the client is. */
const REFUSED = new Set([401, 403, 407]);
/** What of its reason the log has: that clocks differ, for one. */
const MAX_REASON_CHARACTERS = 200;

/** How a subgraph's calls have gone since the gateway started. */
export interface SubgraphStatistics {
  calls: number;
  /** Second attempts. */
  retries: number;
  /** Calls that waited for the answer of another instead of asking themselves. */
  shared: number;
}

/** Asks a subgraph over HTTP. */
export interface HttpTransport {
  query(operation: SubgraphOperation, context: RequestContext): Promise<SubgraphResponse>;
  /** The headers of clients that are passed on, in lower case. */
  readonly propagated: readonly string[];
  readonly circuit: CircuitState;
  readonly statistics: Readonly<SubgraphStatistics>;
  close(): Promise<void>;
}

/**
 * Asks with a deadline, a circuit breaker, a budget of retries, and one call for identical reads. Nothing is connected
 * before it is needed.
 * @param onCircuit hears how the circuit changes
 */
export function createHttpTransport(
  options: SubgraphOptions,
  onCircuit: (state: CircuitState) => void,
): HttpTransport {
  const { url, timeoutMs, propagateHeaders = [], propagateResponseHeaders = [], shareReads = true } = options;
  const { cache } = options;
  const propagated = forwardableHeaders(propagateHeaders);
  const now = () => performance.now();
  const statistics: SubgraphStatistics = { calls: 0, retries: 0, shared: 0 };
  const breaker = createCircuitBreaker(now, onCircuit);
  const kept = forwardableReplyHeaders(propagateResponseHeaders);
  const exchange = createExchange(url, createCallHeaders(options), {
    keep: kept,
    cacheNews: cache !== undefined,
  });
  const budget = createRetryBudget(now);
  const reads = createSharedReads<RawReply>(() => void (statistics.shared += 1));

  const onRetry = () => void (statistics.retries += 1);
  const attempts = { exchange, breaker, budget, timeoutMs, onRetry };

  const send = (call: SubgraphCall, signal: StopSignal) => {
    statistics.calls += 1;
    return attempt(call, signal, attempts);
  };

  /** What is read next must not be what was true before: nobody is answered before what is kept of it is forgotten. */
  const write = async (call: SubgraphCall, signal: StopSignal): Promise<RawReply> => {
    let changed: readonly string[] | null = null;
    try {
      const reply = await send(call, signal);
      changed = reply.news?.changed ?? null;
      return reply;
    } finally {
      reads.forget();
      // Without a word from the subgraph anything of its own may have changed, also where no answer came.
      await cache?.invalidate(changed ?? [subgraphTag(options.name)]);
    }
  };

  const deliver = async (call: SubgraphCall, signal: StopSignal): Promise<RawReply> => {
    if (!call.isRead) return write(call, signal);
    if (!call.isShareable) return send(call, signal);
    let isOwn = false;
    const reply = await reads.ask(callerKey(call.context, propagated), call, signal, (shared) => {
      isOwn = true;
      return send(call, shared);
    });
    // A header such as a cookie is meant for the one who asked: whoever only listened asks for themselves.
    return isOwn || reply.headers.length === 0 ? reply : send(call, signal);
  };

  return {
    query: async (operation, context) => {
      const givenMs = Math.min(timeoutMs, (context.deadline ?? Infinity) - now());
      const isRead = isQuery(operation.query);
      const call: SubgraphCall = {
        body: operation.body ?? JSON.stringify(operation),
        isRead,
        isShareable: isRead && shareReads && context.sharesReads === true,
        expiresAt: now() + givenMs,
        notBefore: operation.notBefore,
        context,
      };
      const reply = await withDeadline(givenMs, context.signal, (signal) => deliver(call, signal));
      // Each request reads the text for itself: what it reads becomes part of its own data.
      const response = readReply(reply, operation.read);
      if (reply.news) response.hint = reply.headers.length > 0 ? null : reply.news.hint;
      if (reply.headers.length > 0) context.replyHeaders?.push(...reply.headers);
      return response;
    },
    propagated,
    get circuit() {
      return breaker.state;
    },
    statistics,
    close: () => exchange.close(),
  };
}

/** Servers send GraphQL errors with any status, so the body decides. */
function readReply({ status, text }: RawReply, read: SubgraphOperation['read']): SubgraphResponse {
  if (REFUSED.has(status)) {
    const reason = text.slice(0, MAX_REASON_CHARACTERS);
    throw new Error(`the subgraph refused the gateway with status ${status}: ${reason}`);
  }
  try {
    return parseResponse(text, read);
  } catch (cause) {
    throw new InvalidResponseError(`status ${status}: ${(cause as Error).message}`, { cause });
  }
}
