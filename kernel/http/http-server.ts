import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ERROR_CATALOGUE, Fault } from '../errors';
import { PortInUseError } from '../start-error';
import { StopSignal, type Cancellation } from '../stop-signal';
import type { Logger } from '../telemetry/logger';

/** Larger bodies are refused with 413 before they are read to the end. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** A path in which nothing is to be decoded or resolved. */
const PLAIN_PATH = /^\/[\w/-]*$/;
/** How long open requests may go on once the server is asked to stop. */
const DRAIN_MS = 3_000;

/** A request with its body read. */
export interface HttpRequest {
  method: string;
  path: string;
  /** The query string with its question mark, or empty. */
  search: string;
  headers: IncomingHttpHeaders;
  /** The address at the other end of the connection; undefined where it is gone. */
  remoteAddress: string | undefined;
  body: Buffer;
  /** Aborts when the client goes away before the answer is complete. */
  signal: Cancellation;
}

export interface HttpReply {
  status: number;
  headers?: Iterable<readonly [string, string]>;
  /** Ready text, parts written one by one as they come, or whoever writes and ends it from then on. */
  body: string | AsyncIterable<string> | ((response: ServerResponse) => Promise<void>);
}

/** Answers by path; unknown paths answer 404. */
export type Routes = Readonly<Record<string, (request: HttpRequest) => Promise<HttpReply>>>;

export interface HttpServer {
  server: Server;
  /** `http://host:port` with the port that was really bound. */
  url: string;
  /** Stops listening, lets open requests end, cuts what is left after 3 s. */
  close(): Promise<void>;
}

/**
 * Starts an HTTP server.
 * @throws PortInUseError where another program listens on the port
 */
export async function startHttpServer(
  routes: Routes,
  { host, port, logger }: { host: string; port: number; logger: Logger },
): Promise<HttpServer> {
  const server = createServer((request, response) => void answer(routes, request, response, logger));
  // Longer than a client pool's keep-alive, so that the client closes first and no request meets a closing socket.
  server.keepAliveTimeout = 65_000;
  await listen(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  return { server, url: `http://${host}:${bound}`, close: () => closeServer(server) };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error),
    );
    server.listen(port, host, resolve);
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

async function answer(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  const gone = new StopSignal();
  // A complete answer closes, too; what a request began and did not wait for may then go on.
  response.on('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the client has gone'));
  });
  try {
    const { path, search } = splitTarget(request.url);
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) return await send(response, { status: 404, body: 'Not found' });
    const body = await readBody(request);
    const { method = 'GET', headers } = request;
    const { remoteAddress } = request.socket;
    await send(response, await route({ method, path, search, headers, remoteAddress, body, signal: gone }));
  } catch (error) {
    if (response.destroyed) return;
    // What is left of the request is not read, so its connection cannot be used again.
    if (!request.complete) response.shouldKeepAlive = false;
    if (!(error instanceof Fault)) logger.error({ err: error }, 'request failed');
    if (response.headersSent) return void response.destroy();
    await send(
      response,
      faultReply(error instanceof Fault ? error : new Fault('INTERNAL', 'Something went wrong on our side.')),
    );
  }
}

/** The path and the query string of a request's target, without the cost of a whole URL where the path is plain. */
function splitTarget(target = '/'): Pick<HttpRequest, 'path' | 'search'> {
  if (PLAIN_PATH.test(target)) return { path: target, search: '' };
  const { pathname: path, search } = new URL(target, 'http://localhost');
  return { path, search };
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        request.pause();
        reject(new Fault('REQUEST_TOO_LARGE', `A request body has at most ${MAX_BODY_BYTES} bytes.`));
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

async function send(response: ServerResponse, { status, headers = [], body }: HttpReply): Promise<void> {
  const head: string[] = [];
  for (const [name, value] of headers) if (name !== 'content-length') head.push(name, value);
  if (typeof body === 'string') {
    // Text that was put together of many pieces becomes one piece here, which all that follows is quicker with.
    body.charCodeAt(0);
    const length = Buffer.byteLength(body);
    head.push('content-length', String(length));
    response.writeHead(status, head);
    // Where every character is one byte, nothing has to be encoded.
    response.end(body, length === body.length ? 'latin1' : 'utf8');
    return;
  }
  response.writeHead(status, head);
  if (typeof body === 'function') return body(response);
  for await (const part of body) response.write(part);
  response.end();
}

/** A whole request refused, in the form of a GraphQL response. */
export function faultReply(fault: Fault): HttpReply {
  return jsonReply(ERROR_CATALOGUE[fault.code].status, { errors: [fault.toJSON()] });
}

export function jsonReply(status: number, value: unknown): HttpReply {
  return {
    status,
    headers: [['content-type', 'application/json; charset=utf-8']],
    body: JSON.stringify(value),
  };
}
