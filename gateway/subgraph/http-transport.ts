import { Pool, type Dispatcher } from 'undici';
import { signIdentity } from '../../kernel/auth/signed-identity';
import type { RequestContext } from '../request-context';
import { withDeadline } from './deadline';
import type { SubgraphOperation, SubgraphOptions } from './subgraph-client';
import { InvalidResponseError, parseResponse, type SubgraphResponse } from './subgraph-response';

/** Larger answers are cut off unread: a subgraph must not be able to fill the gateway's memory. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
const CONNECTIONS = 128;
/** Shorter than the keep-alive of any common server, so that the gateway closes first. */
const KEEP_ALIVE_MS = 4_000;
/** A subgraph that answers so has refused the gateway itself, whoever the client is. */
const REFUSED = new Set([401, 403, 407]);

/** Asks a subgraph over HTTP. */
export interface HttpTransport {
  query(operation: SubgraphOperation, context: RequestContext): Promise<SubgraphResponse>;
  close(): Promise<void>;
}

/** Opens a keep-alive pool to a subgraph; connections are made as they are needed, so it may be down. */
export function createHttpTransport({ url, secret, timeoutMs, clock }: SubgraphOptions): HttpTransport {
  const path = url.pathname + url.search;
  const pool = new Pool(url.origin, {
    connections: CONNECTIONS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: timeoutMs },
    // The deadline below covers the whole call.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  const signed = (body: string, { identity }: RequestContext) =>
    secret && signIdentity(secret, { method: 'POST', path, body }, identity, clock.now().getTime());

  return {
    query: (operation, context) =>
      withDeadline(timeoutMs, context.signal, async (signal) => {
        const body = operation.body ?? JSON.stringify(operation);
        const headers = { ...callHeaders(context), ...signed(body, context) };
        return readReply(await pool.request({ method: 'POST', path, body, headers, signal }));
      }),
    close: () => pool.destroy(),
  };
}

function callHeaders({ requestId, traceparent }: RequestContext): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'x-request-id': requestId,
    ...(traceparent && { traceparent }),
  };
}

/** Servers send GraphQL errors with any status, so the body decides. */
async function readReply({ statusCode, body }: Dispatcher.ResponseData): Promise<SubgraphResponse> {
  const text = await readText(body);
  if (REFUSED.has(statusCode)) throw new Error(`the subgraph refused the gateway with status ${statusCode}`);
  try {
    return parseResponse(text);
  } catch (cause) {
    throw new InvalidResponseError(`status ${statusCode}: ${(cause as Error).message}`, { cause });
  }
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
