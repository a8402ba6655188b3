import { connect, type Socket } from 'node:net';
import type { Client, ClientConfig } from 'pg';
import { RequestOverError, requestSignal } from '../request-signal';
import { TenantClient } from './tenant-client';

/** PostgreSQL manual, "Message Formats", CancelRequest: length, request code, process id, secret key. */
const CANCEL_REQUEST_BYTES = 16;
const CANCEL_REQUEST_CODE = 80_877_102;
/** A server that does not take a cancel request in this time is left alone; the statement has its own timeout. */
const CANCEL_WAIT_MS = 2_000;

type Send = (...args: unknown[]) => Promise<unknown>;

/** What pg knows of a connection and its types do not say. */
interface Backend {
  host: string;
  port: number;
  processID: number;
  secretKey: number;
}

/**
 * A connection whose statements live no longer than the request they are for: none is begun once nobody waits for the
 * request, and the one that runs is cancelled in PostgreSQL. Work outside of a request is not affected.
 *
 * A transaction is rolled back by whoever began it, as after any failed statement. `COMMIT` is never cancelled under
 * way: its outcome would be unknown.
 */
export class CancellableClient extends TenantClient {
  constructor(config?: string | ClientConfig) {
    super(config);
    // The one of the tenant: what is cancelled is its whole batch.
    const send = this.query.bind(this) as unknown as Send;
    const backend = this as unknown as Backend;
    const query: Send = (...args) => {
      const signal = requestSignal();
      // With a callback it is TypeORM's own start-up that asks.
      if (!signal || typeof args.at(-1) === 'function') return send(...args);
      return sendFor(signal, backend, send, args);
    };
    this.query = query as unknown as Client['query'];
  }
}

async function sendFor(signal: AbortSignal, backend: Backend, send: Send, args: unknown[]): Promise<unknown> {
  const [sql] = args;
  if (isStart(sql, 'ROLLBACK')) return send(...args);
  if (signal.aborted) throw new RequestOverError('nobody waits for the answer');
  if (isStart(sql, 'COMMIT')) return send(...args);

  let cancelled: Promise<void> | undefined;
  const cancel = () => {
    cancelled = cancelStatement(backend);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await send(...args);
  } finally {
    signal.removeEventListener('abort', cancel);
    // The connection goes back to the pool only then: a late cancel request would hit somebody else's statement.
    await cancelled;
  }
}

function isStart(sql: unknown, command: string): boolean {
  return typeof sql === 'string' && sql.startsWith(command);
}

/**
 * Asks the server over a connection of its own to cancel what another one runs. It needs no place in the pool and no
 * password: the key is the one that the server gave that connection. The server closes it when the signal is sent.
 */
function cancelStatement({ host, port, processID, secretKey }: Backend): Promise<void> {
  const request = Buffer.alloc(CANCEL_REQUEST_BYTES);
  [CANCEL_REQUEST_BYTES, CANCEL_REQUEST_CODE, processID, secretKey].forEach((value, index) =>
    request.writeInt32BE(value, index * 4),
  );
  return new Promise((resolve) => {
    const socket: Socket = host.startsWith('/')
      ? connect({ path: `${host}/.s.PGSQL.${port}` })
      : connect({ host, port });
    socket.setTimeout(CANCEL_WAIT_MS, () => socket.destroy());
    // Whether it worked shows in the statement; where it did not, the statement's own timeout ends it.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.on('connect', () => socket.end(request));
    socket.resume();
  });
}
