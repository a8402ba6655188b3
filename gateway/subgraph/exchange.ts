import { Pool, type Dispatcher } from 'undici';
import type { CallHeaders } from './call-headers';
import { BadGatewayError, type RawReply, type SubgraphCall } from './subgraph-call';
import { InvalidResponseError } from './subgraph-response';

/** Larger answers are cut off unread: a subgraph must not be able to fill the gateway's memory. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/** Requests that one gateway has under way at a subgraph; more wait for their turn until their deadline. */
const CONNECTIONS = 128;
/** A subgraph is near: a connection that takes longer will not come. */
const CONNECT_MS = 2_000;
/** Shorter than the keep-alive of any common server, so that the gateway closes first. */
const KEEP_ALIVE_MS = 4_000;
const BAD_GATEWAY = new Set([502, 503, 504]);

/** `own`: a new one that is closed afterwards. When a kept one turns out to be dead, the others may be dead as well. */
export type Connection = 'kept' | 'own';

/** Sends single requests, without any second thought. */
export interface Exchange {
  /**
   * Sends a call and reads the answer to its end. An abort closes the connection, which tells the subgraph.
   * @throws BadGatewayError for 502, 503 and 504, InvalidResponseError for more than 8 MB, or what the socket says
   */
  send(call: SubgraphCall, signal: AbortSignal, connection?: Connection): Promise<RawReply>;
  close(): Promise<void>;
}

/** Opens a keep-alive pool; connections are made as they are needed, so the subgraph may be down. */
export function createExchange(url: URL, headersFor: CallHeaders): Exchange {
  const path = url.pathname + url.search;
  const pools = { kept: openPool(url), own: openPool(url) };
  return {
    send: async (call, signal, connection = 'kept') => {
      const headers = headersFor(call);
      const reset = connection === 'own';
      const { body } = call;
      return readReply(
        await pools[connection].request({ method: 'POST', path, body, headers, signal, reset }),
      );
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

async function readReply({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<RawReply> {
  const text = await readText(body);
  if (BAD_GATEWAY.has(statusCode)) throw new BadGatewayError(`status ${statusCode}`);
  return { status: statusCode, isJson: String(headers['content-type']).includes('json'), text };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES) throw new InvalidResponseError(`more than ${MAX_RESPONSE_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
