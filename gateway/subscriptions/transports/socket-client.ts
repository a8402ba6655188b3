import type { IncomingMessage } from 'node:http';
import type { StopSignal } from '../../../kernel/stop-signal';
import type { Followed } from '../live-service';
import type { OperationClient } from './operation-client';
import type { OpenSocket } from './socket-outlet';
import type { Watched } from './watch-session';

/** The client at the other end of a socket. */
export interface SocketClient extends OperationClient, OpenSocket {
  gone: StopSignal;
  /** Its subscriptions by their ids; null while one is being prepared. */
  followed: Map<string, Followed | null>;
  watched: Watched;
  /** Undoes what was counted and watched for it. */
  releases: (() => void)[];
  /** Whether it has answered since it was last asked. */
  isAlive: boolean;
  /** Messages in the second that began then. */
  messages: { since: number; count: number };
}

/** Cookies are left out: a browser adds them for whatever page opens a socket, and that page reads the answers. */
export function headersOf({
  headers: { cookie: _cookie, ...headers },
}: IncomingMessage): SocketClient['headers'] {
  return headers;
}
