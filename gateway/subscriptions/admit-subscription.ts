import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { beginExecution } from '../execution/execute';
import type { OperationSource } from '../planning/prepare';
import type { Data } from '../subgraph/subgraph-response';
import type { Serving } from '../supergraph/serving';
import type { Asked } from './groups/membership';
import { sharingOf, type HeadersFor } from './groups/share-key';
import type { Place } from './groups/share-groups';
import { positionAsked, sourceOf } from './upstream/stream-source';

/** A subscription as a client asks for it. */
export interface FollowRequest extends OperationSource {
  /** The API schema that the document was validated against; absent, it is not known to be valid. */
  schema?: GraphQLSchema;
  variables?: Data | null;
}

/** A subscription that its caller may follow, and where. */
export type Admitted = Place;

interface Refused {
  errors: readonly unknown[];
}

export function isRefused(admitted: Admitted | Refused): admitted is Refused {
  return 'errors' in admitted;
}

/**
 * Finds out whether somebody may follow what they ask for, and with whom they may share it.
 * @throws GraphQLError or Fault where it cannot be planned
 */
export async function admit(
  serving: Serving,
  { source: asked, variables, context }: Asked,
  headersFor: HeadersFor,
): Promise<Admitted | Refused> {
  const prepared = await serving.prepare(asked, context);
  if (prepared.kind !== 'subscription') return { errors: [nothingToFollow()] };
  const run = beginExecution(prepared, { variables, context, clients: serving.clients });
  if ('errors' in run) return run;
  const source = sourceOf(prepared);
  if (!source) return { errors: [nothingToFollow()] };
  const { key, identity, headers } = sharingOf(prepared, source, { variables, context, headersFor });
  return {
    key,
    after: positionAsked(source, run.variables),
    basis: () => ({
      lease: { serving, end: serving.enter() },
      prepared,
      source,
      variables,
      // Nothing of one subscriber alone: no address, and no ids that another's request came with.
      context: { identity, headers, requestId: randomUUID(), clientAddress: null },
      openedIn: context.traceparent,
    }),
  };
}

function nothingToFollow(): GraphQLError {
  return new GraphQLError('The operation has no field to subscribe to.', {
    extensions: { code: 'BAD_REQUEST' },
  });
}
