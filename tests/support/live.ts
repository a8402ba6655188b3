import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { signIdentity, socketCall } from '../../kernel/auth/signed-identity';
import type { ViewerClaims } from '../../kernel/auth/viewer';
import type { Bus } from '../../kernel/events/bus';
import { createListeningBus } from './listening-bus';
import { GATEWAY_SECRET, type TestSubgraph } from './subgraph';

/** Subscriptions to one subgraph, sent as the gateway sends them. */
export interface Live<Frame> {
  /** For the subgraph: it tells when the subgraph begins to listen. */
  bus: Bus;
  open(viewer: ViewerClaims | null, school: string): AsyncIterableIterator<Frame>;
  /** Subscribes, and resolves when the subgraph is listening: what happens from then on is heard. */
  watch(viewer: ViewerClaims, school: string): Promise<AsyncIterableIterator<Frame>>;
  close(): Promise<void>;
}

/**
 * Prepares subscriptions to a subgraph that is yet to be started.
 * @param query takes the school as `$school`
 */
export function createLive<Frame>(
  subgraph: () => Pick<TestSubgraph, 'url'>,
  query: string,
  now: Date,
): Live<Frame> {
  const bus = createListeningBus();
  const clients: Client[] = [];

  const open = (viewer: ViewerClaims | null, school: string) => {
    const client = createClient({
      url: subgraph().url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: signIdentity(GATEWAY_SECRET, socketCall('/graphql'), viewer, now.getTime()),
    });
    clients.push(client);
    return client.iterate({ query, variables: { school } }) as AsyncIterableIterator<Frame>;
  };
  return {
    bus,
    open,
    watch: async (viewer, school) => {
      const listening = bus.nextListener();
      const frames = open(viewer, school);
      await listening;
      return frames;
    },
    close: async () => {
      for (const client of clients) await client.dispose();
    },
  };
}
