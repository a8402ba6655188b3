import { GraphQLError, type ExecutionResult } from 'graphql';
import { filterMap } from '../../kernel/async-iterator';
import { beginExecution, executeEvent, primaryFetch, type ExecutionRequest } from '../execution/execute';
import { variablesOf } from '../execution/run-fetch';
import type { PreparedOperation } from '../planning/prepare';
import type { PublicError } from '../public-error';
import type { SubgraphResponse } from '../subgraph/subgraph-response';

/**
 * Follows the subscription's root field at the subgraph that owns it and resolves the rest of the operation anew for
 * each event, one event after the other, so that results come in the order of events.
 * @param shown makes of a defect what the client sees in place of one event
 * @returns the results, or the errors that refuse the subscription
 */
export function subscribe(
  prepared: PreparedOperation,
  request: ExecutionRequest,
  shown: (error: unknown) => PublicError,
): AsyncIterableIterator<ExecutionResult> | ExecutionResult {
  const run = beginExecution(prepared, request);
  if ('errors' in run) return { errors: run.errors };
  const primary = primaryFetch(prepared);
  if (!primary) return { errors: [notASubscription()] };
  const client = request.clients.get(primary.serviceName);
  if (!client) throw new Error(`the plan names a subgraph that there is none of: ${primary.serviceName}`);

  const { operation: query, operationName } = primary;
  const closing = new AbortController();
  const context = { ...request.context, signal: closing.signal };
  const events = client.subscribe({ query, operationName, variables: variablesOf(run, primary) }, context);
  const resolveEvent = (event: SubgraphResponse): Promise<ExecutionResult> =>
    executeEvent(prepared, { ...request, context }, event).catch((error: unknown) => ({
      errors: [shown(error)],
    }));
  return untilReturned(filterMap(events, resolveEvent), closing);
}

/** As the client leaves, the calls made for an event are cancelled and what still comes of it is not delivered. */
function untilReturned<T>(
  inner: AsyncIterableIterator<T>,
  closing: AbortController,
): AsyncIterableIterator<T> {
  const end = { done: true as const, value: undefined };
  return {
    async next() {
      const result = await inner.next();
      return closing.signal.aborted ? end : result;
    },
    async return() {
      closing.abort();
      await inner.return?.();
      return end;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function notASubscription(): GraphQLError {
  return new GraphQLError('The operation has no field to subscribe to.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}
