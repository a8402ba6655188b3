import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { StopSignal } from '../../kernel/stop-signal';
import { readCacheNews } from '../cache/cache-hint';
import { BadGatewayError, type RawReply } from './subgraph-call';
import { InvalidResponseError } from './subgraph-response';

/** Larger answers are cut off unread: a subgraph must not be able to fill the gateway's memory. */
const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
const NO_HEADERS: RawReply['headers'] = [];
const BAD_GATEWAY = new Set([502, 503, 504]);

/** What of a reply's headers somebody wants to know. */
export interface HeadersWanted {
  /** The names, in lower case, of those that are kept. */
  keep: readonly string[];
  /** Whether what they say to the cache is read. */
  cacheNews: boolean;
}

export const NO_HEADERS_WANTED: HeadersWanted = { keep: [], cacheNews: false };

/**
 * Sends a request and reads its answer to the end, or closes its connection when told to stop.
 * @param dispatch sends the request with the given handler
 * @throws BadGatewayError for 502, 503 and 504, InvalidResponseError for more than 8 MB, or what the socket says
 */
export function readReply(
  signal: StopSignal,
  wanted: HeadersWanted,
  dispatch: (handler: Dispatcher.DispatchHandler) => void,
): Promise<RawReply> {
  return new Promise((resolve, reject) => dispatch(new ReplyReader(signal, wanted, { resolve, reject })));
}

interface Waiter {
  resolve: (reply: RawReply) => void;
  reject: (error: Error) => void;
}

/** Undici's callbacks, without the stream that its `request` makes of them. */
class ReplyReader implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private status = 0;
  private isJson = false;
  private headers: RawReply['headers'] = NO_HEADERS;
  private news: RawReply['news'] = null;
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly signal: StopSignal,
    private readonly wanted: HeadersWanted,
    private waiter: Waiter | null,
  ) {
    signal.addEventListener('abort', this.stop);
    if (signal.aborted) this.stop();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.signal.reason) controller.abort(this.signal.reason);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.status = status;
    this.isJson = String(headers['content-type']).includes('json');
    const { keep, cacheNews } = this.wanted;
    if (keep.length > 0) this.headers = keptHeaders(keep, headers);
    if (cacheNews) this.news = readCacheNews(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size <= MAX_RESPONSE_BYTES) this.chunks.push(chunk);
    else controller.abort(new InvalidResponseError(`more than ${MAX_RESPONSE_BYTES} bytes`));
  }

  onResponseEnd(): void {
    const { status, isJson, headers, news, chunks } = this;
    const waiter = this.end();
    if (BAD_GATEWAY.has(status)) waiter?.reject(new BadGatewayError(`status ${status}`));
    else waiter?.resolve({ status, isJson, headers, news, text: textOf(chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end()?.reject(error);
  }

  /** A request that still waits for a connection ends here and is cut when its turn comes. */
  private readonly stop = () => {
    const { controller, signal } = this;
    if (!signal.reason) return;
    this.end()?.reject(signal.reason);
    controller?.abort(signal.reason);
  };

  /**
   * A connection remembers its last request, and with it this, until its next one. What it remembers of an answer gets
   * old enough for the collector's expensive part: a third of its work came from there.
   */
  private end(): Waiter | null {
    const { waiter, controller } = this;
    this.signal.removeEventListener('abort', this.stop);
    if (controller) controller.rawHeaders = null;
    this.controller = null;
    this.waiter = null;
    this.chunks = [];
    return waiter;
  }
}

/** Each value of a header that came several times is a header of its own. */
function keptHeaders(keep: readonly string[], headers: IncomingHttpHeaders): RawReply['headers'] {
  return keep.flatMap((name) => [headers[name] ?? []].flat().map((value) => [name, value] as const));
}

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks);
  return whole.toString('utf8');
}
