import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { signIdentity, socketCall, type Identity } from '../../kernel/auth/signed-identity';
import { createListeningBus, type ListeningBus } from './listening-bus';
import { GATEWAY_SECRET, type TestSubgraph } from './subgraph';

type Variables = Record<string, unknown>;

/** Subscriptions to one subgraph, sent as the gateway sends them. */
export interface Live<Frame> {
  /** For the subgraph: it tells when the subgraph begins to listen. */
  bus: ListeningBus;
  open(viewer: Identity | null, variables: Variables): AsyncIterableIterator<Frame>;
  /** Subscribes, and resolves when the subgraph is listening: what happens from then on is heard. */
  watch(viewer: Identity | null, variables: Variables): Promise<AsyncIterableIterator<Frame>>;
  close(): Promise<void>;
}

/**
 * Prepares subscriptions to a subgraph that is yet to be started.
 */
export function createLive<Frame>(
  subgraph: () => Pick<TestSubgraph, 'url'>,
  query: string,
  now: Date,
): Live<Frame> {
  const bus = createListeningBus();
  const clients: Client[] = [];

  const open = (viewer: Identity | null, variables: Variables) => {
    const client = createClient({
      url: subgraph().url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: signIdentity(GATEWAY_SECRET, socketCall('/graphql'), viewer, now.getTime()),
    });
    clients.push(client);
    return client.iterate({ query, variables }) as AsyncIterableIterator<Frame>;
  };
  return {
    bus,
    open,
    watch: async (viewer, variables) => {
      const listening = bus.nextListener();
      const frames = open(viewer, variables);
      await listening;
      return frames;
    },
    close: async () => {
      for (const client of clients) await client.dispose();
    },
  };
}
