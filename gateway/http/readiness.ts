import type { SchoolgraphGateway } from '../gateway';
import type { Authenticator } from '../security/verify-token';
import type { SupergraphSource } from '../supergraph/supergraph-updates';
import type { Readiness } from './routes';

/** What readiness depends on. */
interface State {
  gateway: SchoolgraphGateway;
  supergraph: SupergraphSource;
  authenticator: Authenticator;
  isDraining: boolean;
}

/** Says whether new requests are welcome and, where they are not or not quite, why. */
export function readinessOf({ gateway, supergraph, authenticator, isDraining }: State): Readiness {
  if (isDraining) return { status: 'not ready', reason: 'The gateway is stopping.' };
  const { waitingFor } = supergraph;
  if (!gateway.isReady)
    return { status: 'not ready', ...(waitingFor && { reason: `Waiting for ${waitingFor}.` }) };
  const problem = gateway.isOutdated
    ? 'The newest supergraph cannot be served. The last good one is.'
    : authenticator.problem();
  return problem === null ? { status: 'ready' } : { status: 'degraded', reason: problem };
}
