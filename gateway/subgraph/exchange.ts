import { Pool } from 'undici';
import type { StopSignal } from '../../kernel/stop-signal';
import type { CallHeaders } from './call-headers';
import { NO_HEADERS_WANTED, readReply } from './reply-reader';
import type { RawReply, SubgraphCall } from './subgraph-call';

/** Requests that one gateway has under way at a subgraph; more wait for their turn until their deadline. */
const CONNECTIONS = 128;
/** A subgraph is near: a connection that takes longer will not come. */
const CONNECT_MS = 2_000;
/** Shorter than the keep-alive of any common server, so that the gateway closes first. */
const KEEP_ALIVE_MS = 4_000;

/** `own`: a new one that is closed afterwards. When a kept one turns out to be dead, the others may be dead as well. */
export type Connection = 'kept' | 'own';

/** Sends single requests, without any second thought. */
export interface Exchange {
  /**
   * Sends a call and reads the answer to its end. A stop closes the connection, which tells the subgraph.
   * @throws BadGatewayError for 502, 503 and 504, InvalidResponseError for more than 8 MB, or what the socket says
   */
  send(call: SubgraphCall, signal: StopSignal, connection?: Connection): Promise<RawReply>;
  close(): Promise<void>;
}

/**
 * Opens a keep-alive pool; connections are made as they are needed, so the subgraph may be down.
 */
export function createExchange(url: URL, headersFor: CallHeaders, wanted = NO_HEADERS_WANTED): Exchange {
  const path = url.pathname + url.search;
  const pools = { kept: openPool(url), own: openPool(url) };
  return {
    send: (call, signal, connection = 'kept') => {
      const headers = headersFor(call);
      const reset = connection === 'own';
      const request = { method: 'POST', path, body: call.body, headers, reset } as const;
      return readReply(signal, wanted, (reader) => pools[connection].dispatch(request, reader));
    },
    close: async () => {
      await Promise.all([pools.kept.destroy(), pools.own.destroy()]);
    },
  };
}

function openPool({ origin }: URL): Pool {
  return new Pool(origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_MS },
    // Each call has a deadline of its own, which covers all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
