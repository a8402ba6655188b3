import type { GraphQLFormattedError } from 'graphql';
import type { StreamTransport } from '../delivery/delivery-statistics';

/** How a stream is written into the body of an HTTP answer. */
export interface StreamFormat {
  transport: StreamTransport;
  contentType: string;
  /** Written at once, so that the client knows that it is connected. */
  opening: string;
  /** What stands before and after a payload. */
  before: Buffer;
  after: string;
  /** Says that nothing has happened; intermediaries close what is silent. */
  heartbeat: string;
  /** A payload of errors that end the stream. */
  failed(errors: readonly GraphQLFormattedError[]): string;
  closing: string;
}

/**
 * Server-sent events in the form of graphql-sse's distinct connections mode:
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export const SERVER_SENT_EVENTS: StreamFormat = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  before: Buffer.from('event: next\ndata: '),
  after: '\n\n',
  heartbeat: ':\n\n',
  failed: (errors) => `event: next\ndata: ${JSON.stringify({ errors })}\n\n`,
  closing: 'event: complete\ndata: \n\n',
};

/**
 * Apollo's protocol of subscriptions over multipart HTTP. A client reads a part when the boundary behind it has come, so
 * that each part brings its own: https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
export const MULTIPART: StreamFormat = {
  transport: 'multipart',
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  opening: `\r\n--graphql${part('{}')}`,
  before: Buffer.from('\r\nContent-Type: application/json\r\n\r\n{"payload":'),
  after: '}\r\n--graphql',
  heartbeat: part('{}'),
  failed: (errors) => part(JSON.stringify({ payload: null, errors })),
  closing: '--\r\n',
};

function part(json: string): string {
  return `\r\nContent-Type: application/json\r\n\r\n${json}\r\n--graphql`;
}
