import type { ApolloServer } from '@apollo/server';
import type { SchoolgraphGateway } from '../gateway';
import type { SupergraphSource } from '../supergraph/supergraph-updates';
import type { ApolloContext } from './apollo-context';

/** An Apollo Server on its way. */
export interface StartedApollo {
  /** Resolves when what is needed to go on is there: the supergraph, unless that is waited for. */
  isStarted: Promise<void>;
  /** Stops it, and with it the gateway, whether or not it ever came to serve. */
  stop(): Promise<void>;
}

/** Starts Apollo Server, which loads the supergraph; it fails with what the gateway fails with. */
export function startApollo(
  apollo: ApolloServer<ApolloContext>,
  gateway: SchoolgraphGateway,
  { waitingFor }: SupergraphSource,
): StartedApollo {
  const started = apollo.start();
  // Where the supergraph is waited for, the only failure is that somebody stops waiting.
  const settled = started.catch(() => undefined);
  return {
    isStarted: waitingFor ? Promise.resolve() : started,
    stop: async () => {
      if (gateway.isReady) return apollo.stop();
      await gateway.stop();
      await settled;
    },
  };
}
