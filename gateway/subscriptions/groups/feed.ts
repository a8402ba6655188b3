import type { StopSignal } from '../../../kernel/stop-signal';
import { readyExecution } from '../../execution/execute';
import type { Answer } from '../../execution/answer';
import { variablesOf } from '../../execution/run-fetch';
import type { PreparedOperation } from '../../planning/prepare';
import type { RequestContext } from '../../request-context';
import type { Data, SubgraphResponse } from '../../subgraph/subgraph-response';
import type { Lease } from '../../supergraph/generations';
import { followUpstream, type Upstream, type UpstreamListener } from '../upstream/follow-upstream';
import type { StreamSource } from '../upstream/stream-source';
import { marksReader, type EventMarks } from './event-marks';

/** An operation of one generation, as it is run for all who share a stream. */
export interface Basis {
  lease: Lease;
  prepared: PreparedOperation;
  source: StreamSource;
  variables: Data;
  context: Pick<RequestContext, 'identity' | 'headers' | 'requestId' | 'clientAddress'>;
  /** The trace of whoever it was begun for; what is fetched for events belongs to nobody's. */
  openedIn?: string | undefined;
}

/** The events of a subscription's stream, and what becomes of each. */
export interface Feed {
  readonly marksOf: (event: SubgraphResponse) => EventMarks;
  /** Subscribes at the subgraph. */
  open(after: string | null, listener: UpstreamListener): Upstream;
  /** Resolves the rest of the operation for an event, which is changed. */
  resolve(event: SubgraphResponse): Promise<Answer>;
  /** Whether another one follows the very same stream. */
  isOfSameStream(other: Basis): boolean;
}

/** @param closing stops what is fetched for events when nobody waits for it any more */
export function feedOf(basis: Basis, closing: StopSignal): Feed {
  const { lease, prepared, source, variables } = basis;
  const { serviceName, operation: query, operationName } = source.fetch;
  const { clients } = lease.serving;
  const { identity, headers, requestId, clientAddress } = basis.context;
  const context = { identity, headers, requestId, clientAddress, signal: closing };
  const begin = readyExecution(prepared, { variables, context, clients });
  if ('errors' in begin) throw new Error('the operation was found good before');
  const given = variablesOf(begin(), source.fetch);
  const client = clientOf(basis);
  const marksOf = marksReader(prepared, source);

  return {
    marksOf,
    open: (after, listener) =>
      followUpstream(
        {
          after,
          open: (position) => {
            const { resume } = source;
            const all = resume ? { ...given, [resume.afterVariable]: position } : given;
            return client.subscribe(
              { query, operationName, variables: all },
              { ...context, traceparent: basis.openedIn },
            );
          },
          ...(source.resume && { cursorOf: (event: SubgraphResponse) => marksOf(event).cursor }),
        },
        listener,
      ),
    resolve: (event) => prepared.executor.runEvent(begin(), event),
    isOfSameStream: (other) =>
      other.source.fetch.serviceName === serviceName &&
      other.source.fetch.operation === query &&
      // Generations have their clients in common as long as the subgraph is at the same address.
      clientOf(other).subscribe === client.subscribe,
  };
}

function clientOf({ lease, source }: Basis) {
  const { serviceName } = source.fetch;
  const client = lease.serving.clients.get(serviceName);
  if (!client) throw new Error(`the plan names a subgraph that there is none of: ${serviceName}`);
  return client;
}
